import { z } from 'zod';
import { registry } from '../../../electron/providers/index.ts';
import type { CodeRow } from '../../../electron/providers/provider.ts';
import { refusalCodes } from '../../../shared/transaction.ts';
import { atBench, eachCase, ifStarts, nothing, shortly } from '../bench.ts';
import { fixtureBody, fixtureText, type Kit, type Sample, type Step } from '../kit.ts';
import type { Check, Law } from '../law.ts';

// What is documented is believed, and nothing else is.

const samples: Law = {
  name: "the document's samples, sent and understood",
  run: (kit, check) =>
    atBench(kit, async (bench) => {
      for (const sample of kit.samples) {
        const { file, step, order } = sample;
        if (!bench.steps.includes(step)) throw new Error(`${file}: ${kit.name} has no ${step}`);
        bench.say({ body: sample.kind === 'answer' ? bodyOf(kit, file) : kit.answer(step) });
        const outcome = await bench.outcome(step, order);
        if (sample.kind === 'answer') check.holds(file, outcome, sample.becomes);
        else {
          const request = bench.server.arrived.at(-1) ?? { head: '', body: '' };
          check.equal(file, without(kit.requestOf(request), sample), without(requestIn(kit, file), sample));
        }
      }
    }),
};

function bodyOf(kit: Kit, file: string): string {
  return file.endsWith('.json') ? JSON.stringify(fixtureBody(kit.id, file)) : fixtureText(kit.id, file);
}

function requestIn(kit: Kit, file: string): Readonly<Record<string, unknown>> {
  return file.endsWith('.json')
    ? fixtureBody(kit.id, file)
    : kit.requestOf({ head: '', body: fixtureText(kit.id, file) });
}

function without(fields: Readonly<Record<string, unknown>>, sample: Sample): Readonly<Record<string, unknown>> {
  const except = sample.kind === 'request' ? sample.except : [];
  return Object.fromEntries(Object.entries(fields).filter(([name]) => !except.includes(name)));
}

const codes: Law = {
  name: 'every code of the table is what its row says',
  run: (kit, check) =>
    eachCase(
      kit,
      (step) => registry[kit.id].codes.flatMap((row) => kit.coded(step, row.code).map((answer) => ({ row, answer }))),
      async (bench, step, { row, answer }) => {
        bench.say(answer);
        check.equal(`${answer.what} at ${step}`, await bench.shortly(step), meaningOf(row, step));
      },
    ),
};

/** What a row promises of an answer at a step. */
export function meaningOf(row: CodeRow, step: Step): string {
  if (step === 'inquiry') return row.atInquiry === 'bill' ? 'bill' : `failed ${row.atInquiry ?? 'provider-down'}`;
  const meaning = step === 'pay' ? row.atPay : row.atStatus;
  if (meaning === 'paid') return 'paid';
  return refusalCodes.some((code) => code === meaning) ? `refused ${meaning}` : `pending ${meaning}`;
}

const documentedCodes = z.strictObject({
  source: z.string().min(1),
  /** Codes, or ranges `100–199`. */
  success: z.array(z.string()),
  pending: z.array(z.string()),
  failed: z.array(z.string()),
});

/** The codes as the provider's document groups them, written down apart from the adapter's table. */
export type DocumentedCodes = z.infer<typeof documentedCodes>;

const groups: Law = {
  name: 'the table says no more than the document',
  async run(kit, check) {
    const said = documentedCodes.parse(JSON.parse(fixtureText(kit.id, 'codes.json')));
    checkTable(registry[kit.id].codes, said, check);
  },
};

/** Holds a table against the document: a success is paid, a pending code settles nothing, a failure is never paid. */
export function checkTable(rows: readonly CodeRow[], said: DocumentedCodes, check: Check): void {
  const settles = (row: CodeRow | undefined): string =>
    row ? [meaningOf(row, 'pay'), meaningOf(row, 'status')].map((word) => word.split(' ')[0]).join() : 'no row';
  for (const code of said.success) check.equal(`success ${code}`, settles(rowOf(rows, code)), 'paid,paid');
  for (const code of said.pending) check.equal(`pending ${code}`, settles(rowOf(rows, code)), 'pending,pending');
  for (const code of said.failed) {
    const seen = settles(rowOf(rows, code));
    check.equal(`failed ${code}`, seen === 'no row' || seen.includes('paid') ? seen : 'not paid', 'not paid');
  }
  const paid = rows.filter((row) => settles(row).includes('paid')).map(({ code }) => code);
  check.equal('nothing else is a success', paid, said.success);
  check.equal('no code twice', rows.length, new Set(rows.map(({ code }) => code)).size);
  for (const { code, meaning, source } of rows) {
    check.equal(`${code} has a meaning and a source`, /\w/.test(meaning) && /\w/.test(source), true);
  }
}

/** The row of a code itself, or else of the range it lies in. */
function rowOf(rows: readonly CodeRow[], code: string): CodeRow | undefined {
  const own = rows.find((row) => row.code === code);
  return (
    own ??
    rows.find((row) => {
      const [first, last] = row.code.split('–').map(Number);
      return last !== undefined && Number(code) >= (first ?? NaN) && Number(code) <= last;
    })
  );
}

const unknown: Law = {
  name: 'a code nobody documented settles nothing',
  run: (kit, check) =>
    eachCase(
      kit,
      () => kit.unknown,
      async (bench, step, change) => {
        bench.say({ body: kit.answer(step, change) });
        const seen = await bench.shortly(step);
        check.equal(`${JSON.stringify(change)} at ${step}`, ifStarts(seen, nothing(step)), nothing(step));
      },
    ),
};

const others: Law = {
  name: 'deposit and price list are read, or absent',
  run: (kit, check) =>
    atBench(kit, async ({ provider, say }) => {
      check.equal('a balance is asked only where documented', Boolean(provider.balance), Boolean(kit.balance));
      check.equal('products are asked only where documented', Boolean(provider.products), Boolean(kit.products));
      for (const status of [200, 500]) {
        if (kit.balance && provider.balance) {
          say({ status, body: kit.balance.body });
          const wanted = status === 200 ? { kind: 'balance', balance: kit.balance.becomes } : { kind: 'failed' };
          check.holds(`balance, HTTP ${status}`, await provider.balance(), wanted);
        }
        if (kit.products && provider.products) {
          say({ status, body: kit.products.body });
          const wanted = status === 200 ? { kind: 'products', products: kit.products.becomes } : { kind: 'failed' };
          check.holds(`products, HTTP ${status}`, await provider.products(), wanted);
        }
      }
      for (const treatment of ['reset', 'cut', { body: '<html>' }, { body: '' }] as const) {
        say(treatment);
        const what = JSON.stringify(treatment);
        if (provider.balance) check.holds(`balance, ${what}`, await provider.balance(), { kind: 'failed' });
        if (provider.products) check.holds(`products, ${what}`, await provider.products(), { kind: 'failed' });
      }
    }),
};

/** A question changes nothing and takes nothing back: what it can't tell stays as it was. */
const asking: Law = {
  name: 'a status check, or none where none is documented',
  run: (kit, check) =>
    atBench(kit, async ({ provider, say, server }) => {
      check.equal('facts and verb agree', provider.facts.statusChecks !== null, provider.checkStatus !== undefined);
      check.equal('the registry knows it', registry[kit.id].facts.id, provider.facts.id);
      if (!provider.checkStatus) return;
      say({ body: kit.answer('status') });
      check.equal('a success', shortly(await provider.checkStatus(kit.order)), 'paid');
      const request = kit.requestOf(server.arrived[0] ?? { head: '', body: '' });
      check.equal('it names our reference', Object.values(request).includes(kit.order.providerRef), true);
      await server.close();
      const seen = shortly(await provider.checkStatus(kit.order));
      check.equal('one that is not sent', ifStarts(seen, 'pending'), 'pending');
    }),
};

export const answerLaws: readonly Law[] = [samples, codes, groups, unknown, asking, others];
