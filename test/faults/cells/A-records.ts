import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { rupiah } from '../../../shared/money.ts';
import { must, type AnyCell } from '../cell.ts';
import { during, openInterruptible, type InterruptibleStage } from '../process/interruptible-stage.ts';
import { settledAs } from '../stage/sales.ts';
import { compiledOnce, type Stage } from '../stage/stage.ts';
import { dist } from '../stage/till-process.ts';

// The till dies at each step of each record that is neither of a payment nor of a shift: customers, debts, deposits, settings, a recovery. Between
// `sync` and `committed` the journal is ahead of the database. Afterwards each side is made again from the other, and says the same.

const steps = ['insert', 'append', 'half', 'sync', 'commit', 'committed'] as const;
type Step = (typeof steps)[number];
/** From here on the record is in the journal's file, which a process that dies does not take along. */
const isKept = (step: Step): boolean => steps.indexOf(step) >= steps.indexOf('sync');
const provider = 'iak';

interface Parts {
  readonly stage: Stage;
  readonly interruptible: InterruptibleStage;
  readonly step: Step;
}

/** A call at which the till dies. What `count` counts is one more afterwards if the record was kept, and else as before; then it is called once more. */
async function killedAt(
  { interruptible, step }: Parts,
  kind: string,
  call: () => Promise<unknown>,
  count: () => Promise<number>,
): Promise<void> {
  await during(`${kind}.${step}`, async () => {
    const before = await count();
    interruptible.arm({ moment: `${kind}.${step}`, how: 'kill' });
    await call().catch(() => undefined);
    must(interruptible.wasInterrupted(), 'the till never came there');
    await interruptible.over('kill');
    const after = await count();
    must(after === before + (isKept(step) ? 1 : 0), `there are ${after} and were ${before}`);
    if (!isKept(step)) await call();
    must((await count()) === before + 1, 'it is not there once');
  });
}

const book = (stage: Stage) => stage.must('deposit:book', { provider });

/** The first balance that is told. The till dies in the answer to a payment, whose outcome is stored with it. */
async function openingKilledAt({ stage, interruptible, step }: Parts): Promise<void> {
  await during(`deposit-said.${step}`, async () => {
    const quote = await stage.quote(provider);
    interruptible.arm({ moment: `deposit-said.${step}`, how: 'kill' });
    const paid = await stage.pay(quote).catch(() => null);
    must(interruptible.wasInterrupted(), `the till never came there: ${JSON.stringify(paid)}`);
    await interruptible.over('kill');
    const { transactionId } = (await stage.list())[0] ?? {};
    await settledAs(stage, transactionId ?? '', 'paid');
    if (!isKept(step)) await stage.pay(await stage.quote(provider));
    must((await book(stage)).basis === 'said', 'what the provider said is not known');
  });
}

async function debtKilledAt(parts: Parts): Promise<void> {
  const { stage, step } = parts;
  const customers = async () => (await stage.must('customer:list', {})).items;
  const save = () => stage.call('customer:save', { name: `Bu Yanti ${step}`, numbers: [] });
  await killedAt(parts, 'customer', save, async () => (await customers()).length);
  const customerId = (await customers())[0]?.customerId ?? '';
  const { quoteId, due } = await stage.quote(provider);
  const credit = { quoteId, tenders: [{ kind: 'credit' as const, amount: due }], customerId };
  await settledAs(stage, (await stage.must('payment:pay', credit)).transactionId, 'paid');
  const debt = async () => (await stage.must('debt:list', { customerId })).items[0];
  const tenders = [{ kind: 'cash' as const, amount: 1_000 }];
  const settle = () => stage.call('debt:settle', { customerId, tenders, owed: due });
  const paidOff = async () => (await debt())?.lines.filter(({ kind }) => kind === 'paid').length ?? 0;
  await killedAt(parts, 'debt-settled', settle, paidOff);
  must((await debt())?.owed === rupiah(due - 1_000), 'the debt was not paid once');
  await givingBackKilledAt(parts, customerId);
}

/** Another bill on credit is lost on its way, paid off with the rest, and refused then. */
async function givingBackKilledAt(parts: Parts, customerId: string): Promise<void> {
  const { stage } = parts;
  const debt = async () => (await stage.must('debt:list', { customerId })).items[0];
  stage.proxy(provider).on('pay', (exchange) => exchange.reset());
  const { quoteId, due } = await stage.quote(provider);
  const credit = { quoteId, tenders: [{ kind: 'credit' as const, amount: due }], customerId };
  const { transactionId } = await stage.must('payment:pay', credit);
  const owed = (await debt())?.owed ?? rupiah(0);
  await stage.must('debt:settle', { customerId, tenders: [{ kind: 'cash', amount: owed }], owed });
  await stage.call('payment:resolve', { transactionId, as: 'refused', reason: 'tidak diterima' });
  await settledAs(stage, transactionId, 'refused');
  await stage.faultsOff();
  const giveBack = () => stage.call('debt:give-back', { customerId, amount: due, owed: -Number(due) });
  const given = async () => (await debt())?.lines.filter(({ kind }) => kind === 'given-back').length ?? 0;
  await killedAt(parts, 'debt-settled', giveBack, given);
  must((await debt())?.owed === rupiah(0), 'the money was not given back once');
}

async function topUpsKilledAt(parts: Parts): Promise<void> {
  const { stage } = parts;
  const record = (input: object) => stage.call('deposit:record', { provider, note: 'BCA', ...input } as never);
  const asks = async () => (await book(stage)).asks;
  const ask = () => record({ kind: 'top-up-asked', amount: 700_000 });
  await killedAt(parts, 'top-up-asked', ask, async () => (await asks()).length);
  await ask();
  const { closing } = await book(stage);
  const [first, second] = await asks();
  const open = async (): Promise<number> => 0 - (await asks()).length;
  await killedAt(parts, 'deposit', () => record({ kind: 'top-up', amount: 699_000, askId: first?.askId }), open);
  must((await book(stage)).closing === (closing ?? 0) + 699_000, 'a top-up arrived not once');
  await killedAt(parts, 'top-up-cancelled', () => record({ kind: 'top-up-cancelled', askId: second?.askId }), open);
}

/** The shop's settings were changed between two starts, and the owner has seen it. */
async function seenKilledAt(parts: Parts): Promise<void> {
  const { stage } = parts;
  stage.configure({ shop: { address: 'Jl. Baru 1' } });
  await stage.restart();
  const seen = async () => ((await stage.must('till:status', {})).settingsChanged === null ? 1 : 0);
  await killedAt(parts, 'settings-seen', () => stage.call('settings:seen', {}), seen);
}

/** The owner comes in by the recovery phrase. The till dies: then the old PIN and the phrase count, or the new PIN and no phrase. */
async function recoveryKilledAt(parts: Parts): Promise<void> {
  const { stage, step } = parts;
  const { items } = await stage.must('people:list', {});
  const role = 'owner' as const;
  const pin = '8642';
  const personId =
    items[0]?.personId ?? (await stage.must('people:save', { name: 'Ibu', role, pin, active: true })).personId;
  const { phrase } = await stage.must('people:phrase', {});
  const recover = () => stage.call('session:recover', { personId, phrase, pin: '5836' });
  const used = async () => ((await stage.must('till:status', {})).recoveryPhrase === 'used' ? 1 : 0);
  // A group is known by its first record as it is inserted, and then by its last one.
  await killedAt(parts, step === 'insert' ? 'recovered' : 'signed-in', recover, used);
  const again = await recover();
  must(
    !again.ok && again.code === 'no-phrase',
    `a used phrase, after ${step}, is answered by ${JSON.stringify(again)}`,
  );
  await stage.must('session:sign-in', { personId, pin: '5836' });
}

/** What the till says of all that. */
async function said(stage: Stage): Promise<string> {
  const { items } = await stage.must('debt:list', {});
  const debts = await Promise.all(items.map(({ customerId }) => stage.must('debt:list', { customerId })));
  const { said: _said, difference: _difference, ...deposit } = await book(stage);
  const { recoveryPhrase } = await stage.must('till:status', {});
  return JSON.stringify([debts, deposit, await stage.must('customer:list', {}), recoveryPhrase]);
}

async function rebuiltSaysTheSame(stage: Stage): Promise<void> {
  const before = await said(stage);
  for (const what of ['database', 'journal'] as const) {
    await stage.stop();
    const args = [path.join(dist, 'headless.js'), '--data', stage.data, `--rebuild=${what}`];
    await promisify(execFile)(process.execPath, args, { env: { ...process.env, ...compiledOnce(stage) } });
    await stage.start();
    must((await said(stage)) === before, `the ${what} made again says something else`);
  }
}

export const cells: readonly AnyCell[] = steps.map((step, at): AnyCell => ({
  id: `A28.${at + 1}`,
  title: `killed at ${step} of each record of customers, debts, deposits, settings and a recovery; each side made again from the other`,
  async run(stage) {
    const interruptible = await openInterruptible(stage, { providers: [provider] });
    const parts = { stage, interruptible, step };
    await openingKilledAt(parts);
    await debtKilledAt(parts);
    await topUpsKilledAt(parts);
    await seenKilledAt(parts);
    await recoveryKilledAt(parts);
    await rebuiltSaysTheSame(stage);
  },
}));
