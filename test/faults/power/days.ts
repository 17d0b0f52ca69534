import type { Channel, Input, Outputs } from '../../../shared/api.ts';
import type { Approval } from '../../../shared/person.ts';
import type { Reply } from '../../../shared/errors.ts';
import { must, until } from '../cell.ts';
import type { Stage } from '../stage/stage.ts';
import type { Day } from './record.ts';

// What is done at a counter beside sales, for recordings: each record of people and of shifts, some more than once, over a death.

/** The owner's PIN at first, and after the phrase was used. */
export const ownerPins = ['8642', '9753'] as const;
const cashierPin = '1357';

let lastLine = 0;

/** A call with somebody's PIN beside it. */
async function approved<C extends Channel>(
  { till }: Stage,
  channel: C,
  input: Input<C>,
  approval: Approval,
): Promise<Reply<Outputs[C]>> {
  const id = `approved ${++lastLine}`;
  return (await till.raw(JSON.stringify({ id, channel, input, approval }), id)) as unknown as Reply<Outputs[C]>;
}

async function refused<C extends Channel>(stage: Stage, channel: C, input: Input<C>, code: string): Promise<void> {
  const reply = await stage.call(channel, input);
  must(!reply.ok && reply.code === code, `${channel} was to say ${code}, and said ${JSON.stringify(reply)}`);
}

async function named(stage: Stage, name: string): Promise<string> {
  const { items } = await stage.must('people:list', {});
  const found = items.find((person) => person.name === name);
  must(found, `there is no ${name}`);
  return found.personId;
}

/** The first people, their PINs right and wrong, an approval, and the phrase; the till is killed. */
const peopleCome: Day = async (stage) => {
  const [pin, newPin] = ownerPins;
  const { personId: owner } = await stage.must('people:save', { name: 'Ibu', role: 'owner', pin, active: true });
  await refused(stage, 'session:sign-in', { personId: owner, pin: '1111' }, 'wrong-pin');
  await stage.must('session:sign-in', { personId: owner, pin });
  const sri = { name: 'Sri', role: 'cashier', active: true } as const;
  const { personId: cashier } = await stage.must('people:save', { ...sri, pin: cashierPin });
  const { phrase } = await stage.must('people:phrase', {});
  await stage.must('session:sign-in', { personId: cashier, pin: cashierPin });
  await stage.must('shift:open', { float: 50_000 });
  const out = { kind: 'out', amount: 5_000, reason: 'galon' } as const;
  const wrong = await approved(stage, 'shift:cash', out, { personId: owner, pin: '2222' });
  must(!wrong.ok && wrong.code === 'wrong-pin', 'a wrong PIN approves of nothing');
  const moved = await approved(stage, 'shift:cash', out, { personId: owner, pin });
  must(moved.ok, 'the owner approves of it');
  await stage.must('session:sign-out', {});
  await refused(stage, 'session:recover', { personId: owner, phrase: 'salah', pin: newPin }, 'wrong-phrase');
  await stage.must('session:recover', { personId: owner, phrase, pin: newPin });
  await stage.must('people:save', { ...sri, personId: cashier, role: 'supervisor' });
  await stage.kill();
};

const peopleGo: Day = async (stage) => {
  const [owner, cashier] = [await named(stage, 'Ibu'), await named(stage, 'Sri')];
  await refused(stage, 'session:sign-in', { personId: owner, pin: ownerPins[0] }, 'wrong-pin');
  await stage.must('session:sign-in', { personId: owner, pin: ownerPins[1] });
  await stage.must('people:save', { personId: cashier, name: 'Sri Wahyuni', role: 'cashier', active: false });
  await stage.must('session:lock', {});
  await stage.must('session:sign-in', { personId: owner, pin: ownerPins[1] });
  await stage.stop();
};

async function sell(stage: Stage): Promise<void> {
  const reply = await stage.pay(await stage.quote('iak'));
  must(reply.ok && reply.value.status === 'paid', `a payment is taken, and it said ${JSON.stringify(reply)}`);
}

const counted = async (stage: Stage): Promise<number> => (await stage.must('shift:x', {})).expected ?? 0;

/** A shift from its float to its close, once more after it, and a second one that is open as the till is killed. */
const shiftsPass: Day = async (stage) => {
  const { shiftId } = await stage.must('shift:open', { float: 50_000 });
  await sell(stage);
  await stage.must('shift:cash', { kind: 'in', amount: 5_000, reason: 'receh' });
  await stage.must('shift:cash', { kind: 'out', amount: 2_000, reason: 'galon' });
  await stage.must('drawer:open', { reason: 'tukar uang' });
  await refused(stage, 'shift:close', { counted: (await counted(stage)) + 70_000 }, 'reason-needed');
  const z = await stage.must('shift:close', { counted: await counted(stage) });
  await stage.must('shift:print', { shiftId });
  await stage.must('shift:reopen', { shiftId, reason: 'masih ada pelanggan' });
  await sell(stage);
  const again = await stage.must('shift:close', { counted: await counted(stage) });
  must(z.number === 1 && again.number === 2, 'each close has a Z of its own');
  await stage.must('shift:open', { float: 60_000 });
  await sell(stage);
  await stage.kill();
};

const shiftsGoOn: Day = async (stage) => {
  await stage.must('shift:cash', { kind: 'drop', amount: 20_000, reason: 'ke brankas' });
  const { number } = await stage.must('shift:close', { counted: await counted(stage) });
  must(number === 3, 'the shift went on over the death');
  await stage.stop();
};

const provider = 'iak';

/** Somebody buys on credit and pays it off by halves; somebody else goes. */
async function owesAndPays(stage: Stage): Promise<void> {
  const { customerId } = await stage.must('customer:save', { name: 'Bu Yanti', numbers: [] });
  await stage.must('customer:save', { customerId, name: 'Bu Yanti', group: 'Gang 3', numbers: [] });
  const { customerId: other } = await stage.must('customer:save', { name: 'Pak Darmo', numbers: [] });
  await stage.must('customer:remove', { customerId: other });
  const { quoteId, due } = await stage.quote(provider);
  const tenders = [{ kind: 'credit' as const, amount: due }];
  const { status } = await stage.must('payment:pay', { quoteId, tenders, customerId });
  must(status === 'paid', `a bill on credit is ${status}`);
  const half = Math.ceil(due / 2);
  await stage.must('debt:settle', { customerId, tenders: [{ kind: 'cash', amount: half }], owed: due });
  await stage.must('debt:settle', { customerId, tenders: [{ kind: 'qris', amount: due - half }], owed: due - half });
}

/** Somebody pays off a bill that turns out not to be paid, and has the cash back. */
async function paysTooMuch(stage: Stage): Promise<void> {
  const { customerId } = await stage.must('customer:save', { name: 'Pak Joko', numbers: [] });
  const proxy = stage.proxy(provider);
  for (const call of ['pay', 'status'] as const) proxy.on(call, (exchange) => exchange.reset());
  const { quoteId, due } = await stage.quote(provider);
  const tenders = [{ kind: 'credit' as const, amount: due }];
  const { transactionId, status } = await stage.must('payment:pay', { quoteId, tenders, customerId });
  must(status === 'pending', `a bill whose answer is cut off is ${status}`);
  await stage.must('debt:settle', { customerId, tenders: [{ kind: 'cash', amount: due }], owed: due });
  await stage.must('payment:resolve', { transactionId, as: 'refused', reason: 'tidak ada di daftar' });
  await stage.must('debt:give-back', { customerId, amount: due, owed: 0 - due });
  await proxy.clear();
}

/** Money on its way to a deposit: one arrives, one does not, one is still awaited as the day ends. */
async function topUps(stage: Stage, day: string): Promise<void> {
  const asked = (amount: number) =>
    stage.must('deposit:record', { provider, kind: 'top-up-asked', amount, note: `BCA ${day} ${amount}` });
  await asked(700_000);
  await asked(800_000);
  const { asks } = await asked(900_000);
  const idOf = (amount: number): string => asks.find(({ note }) => note === `BCA ${day} ${amount}`)?.askId ?? '';
  await stage.must('deposit:record', { provider, kind: 'top-up', amount: 699_000, note: day, askId: idOf(700_000) });
  await stage.must('deposit:record', { provider, kind: 'top-up-cancelled', askId: idOf(800_000), note: 'tidak jadi' });
  await stage.must('deposit:record', { provider, kind: 'correction', amount: -1_000, note: `biaya ${day}` });
}

const officeOpens: Day = async (stage) => {
  await sell(stage);
  if ((await stage.must('till:status', {})).shift === null) await stage.must('shift:open', { float: 50_000 });
  await owesAndPays(stage);
  await paysTooMuch(stage);
  await topUps(stage, 'Senin');
  await stage.must('settings:save', { patch: { shop: { address: 'Jl. Baru 1' } } });
  await stage.must('settings:save', { patch: { shop: { address: 'Jl. Baru 2' }, tender: { askAbove: 5_000_000 } } });
  await stage.kill();
};

const officeGoesOn: Day = async (stage) => {
  await stage.must('settings:seen', {});
  await owesAndPays(stage);
  await topUps(stage, 'Selasa');
  await stage.must('settings:save', { patch: { shop: { address: 'Jl. Baru 3' } } });
  await stage.stop();
};

/** A second backup beside the first one, and a third after a death. */
const backsUp: Day = async (stage) => {
  await sell(stage);
  await stage.must('backup:run', {});
  await sell(stage);
  await stage.must('backup:run', {});
  await stage.kill();
};

const backsUpAgain: Day = async (stage) => {
  await stage.must('backup:run', {});
  await stage.stop();
};

const jobsOf = async (stage: Stage) => (await stage.must('print:list', { open: true })).items;

/** A printer that is off: slips wait, one is tried in vain, one is taken back; then it is on, and off again as the till is killed. */
const slipsWait: Day = async (stage) => {
  await sell(stage);
  await stage.printer.off();
  await sell(stage);
  await sell(stage);
  const [first, second] = await untilWaiting(stage, 2);
  must(first && second, 'two slips wait');
  await stage.call('print:retry', { jobId: first.jobId });
  await stage.must('print:cancel', { jobId: second.jobId });
  await stage.printer.on();
  await stage.must('print:retry', { jobId: first.jobId });
  await stage.must('receipt:print', { transactionId: first.transactionId ?? '' });
  await stage.printer.off();
  await sell(stage);
  await untilWaiting(stage, 1);
  await stage.kill();
};

const slipsComeOut: Day = async (stage) => {
  const [job] = await untilWaiting(stage, 1);
  await stage.printer.on();
  await stage.must('print:retry', { jobId: job?.jobId ?? '' });
  await stage.stop();
};

async function untilWaiting(stage: Stage, count: number): Promise<Awaited<ReturnType<typeof jobsOf>>> {
  await until(`${count} slips wait`, async () => {
    const jobs = await jobsOf(stage);
    return jobs.length >= count && jobs.some(({ attempts }) => attempts > 0);
  });
  return jobsOf(stage);
}

/** All of it in one folder, of a till that was killed twice and is killed now: people are known, and nobody signs in. */
export async function everything(stage: Stage): Promise<void> {
  await stage.start();
  await shiftsPass(stage);
  await stage.start();
  const { personId } = await stage.must('people:save', { name: 'Ibu', role: 'owner', pin: ownerPins[0], active: true });
  await refused(stage, 'session:sign-in', { personId, pin: '1111' }, 'wrong-pin');
  await stage.must('people:phrase', {});
  await officeOpens(stage);
}

export const backupDays: readonly Day[] = [backsUp, backsUpAgain];
export const printDays: readonly Day[] = [slipsWait, slipsComeOut];
export const officeDays: readonly Day[] = [officeOpens, officeGoesOn];
export const peopleDays: readonly Day[] = [peopleCome, peopleGo];
export const shiftDays: readonly Day[] = [shiftsPass, shiftsGoOn];
