import { expect, test } from 'vitest';
import { toLines, type Head } from '../../electron/books/journal/line.ts';
import type { Entry } from '../../electron/books/journal/record.ts';
import type { ShiftReport } from '../../shared/shift.ts';
import { problemsOf } from '../verify/check.ts';
import { openShop, type Shop } from './shop.ts';

// What a Z tells apart: what is not certain, what earlier shifts took, and what was paid after its refusal.

/** Yesterday's payment is paid in the shift, and another one of its own is pending as it closes. */
async function closed(): Promise<{ readonly shop: Shop; readonly z: ShiftReport }> {
  const shop = await openShop();
  await shop.signIn('Budi');
  await shop.must('shift:open', { float: 0 });
  shop.payments(() => 'cut');
  const { transactionId, total } = await shop.sell();
  await shop.must('shift:close', { counted: total });
  await shop.must('shift:open', { float: 0 });
  await shop.must('payment:resolve', { transactionId, as: 'paid', reason: 'kata Alfakios' }, 'program');
  await shop.sell({ confirmPaidBefore: true });
  return { shop, z: await shop.must('shift:close', { counted: total }) };
}

test('the bills of a Z, those of all time and what left the deposit differed, and no line said by what', async () => {
  const { z } = await closed();
  const [sale] = z.sales;
  expect(z.perpetual.count).toBe(1);
  expect(z).toMatchObject({ unsettled: { count: 1 }, late: { count: 1 }, turned: { count: 0, amount: 0 } });
  expect(z.pending).toMatchObject([{ isEarlier: false }]);
  const { late, unsettled } = z;
  if (!sale || !late || unsettled?.admin === undefined) throw new Error('the Z must tell them apart');
  expect(sale.count - unsettled.count + late.count).toBe(z.perpetual.count);
  const certain = sale.bill + sale.admin - unsettled.bill - unsettled.admin;
  expect(certain + late.amount - sale.commission).toBe(sale.deposit);
});

const nobody: Head = { n: 0, hash: '0'.repeat(64) };

test('the verifier took a Z that named other payments than the records as certain, late or paid after all', async () => {
  const { shop, z } = await closed();
  const rows = shop.db.prepare('SELECT at, kind, transaction_id AS transactionId, data FROM journal ORDER BY n').all();
  const records = (rows as (Omit<Entry, 'data'> & { data: string })[]).map(
    ({ data, ...one }) => ({ ...one, data: JSON.parse(data) as object }) as Entry,
  );
  const said = (change: Partial<ShiftReport>): readonly string[] => {
    const changed = records.map((one) =>
      one.kind === 'shift-closed' && one.data.number === z.number
        ? { ...one, data: { ...one.data, report: { ...one.data.report, ...change } } }
        : one,
    );
    const lines = toLines(nobody, changed).map(({ text }) => `${text}\n`);
    return problemsOf(Buffer.from(lines.join(''))).map(({ what }) => what);
  };
  const before = said({});
  const more = (change: Partial<ShiftReport>) => said(change).filter((what) => !before.includes(what));
  const { late = { count: 0, amount: 0 }, unsettled } = z;
  const one = { ...late, count: 2 } as ShiftReport['late'] & object;
  expect(more({ late: one })).toEqual([expect.stringContaining('number settled')]);
  expect(more({ turned: one })).toEqual([
    expect.stringContaining('number paid after all'),
    expect.stringContaining('sum paid after all'),
  ]);
  expect(more({ ...(unsettled && { unsettled: { ...unsettled, count: 0 } }) })).toEqual([
    expect.stringContaining('number of its own pending payments'),
  ]);
  const pending = z.pending.map((payment) => ({ ...payment, isEarlier: true }));
  expect(more({ pending })).toContainEqual(expect.stringContaining('list of its own pending payments'));
});
