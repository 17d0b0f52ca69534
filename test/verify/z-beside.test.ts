import path from 'node:path';
import { expect, test } from 'vitest';
import type { ShiftReport } from '../../shared/shift.ts';
import { tempFolder } from '../harness/temp-folder.ts';
import { openShop } from '../shifts/shop.ts';
import { saidOfChanged } from './changed-records.ts';
import { checkFolder } from './check.ts';

// What a Z says of deposits, of its float and beside its sums is compared with the records: in copies of real books.

/**
 * Sri's second shift: a float that is Rp20.000 less than was counted, a count that was off, a bill that is paid and one that is pending, a copy,
 * the drawer opened, a top-up and a correction.
 */
async function secondShift() {
  const slips = path.join(tempFolder(), 'slips');
  const shop = await openShop({ printers: [{ id: 'kasir', transport: `file:${slips}`, columns: 32, drawer: 2 }] });
  await shop.signIn('Sri');
  await shop.must('shift:open', { float: 100_000 });
  await shop.must('shift:close', { counted: 100_000 });
  await shop.must('shift:open', { float: 80_000 });
  const { transactionId, total } = await shop.sell();
  await shop.must('receipt:print', { transactionId });
  await shop.must('drawer:open', { reason: 'tukar uang' }, 'page', shop.approval('Budi'));
  const record = (kind: 'top-up' | 'correction', amount: number) =>
    shop.must('deposit:record', { provider: 'iak', kind, amount, note: 'saldo' }, 'page', shop.approval('Budi'));
  await record('top-up', 500_000);
  await record('correction', -3_000);
  shop.payments(() => 'cut');
  const other = await shop.sell();
  await shop.call('shift:close', { counted: 1 });
  const z = await shop.must('shift:close', { counted: 80_000 + total + other.total });
  return { shop, z };
}

/** What a Z might say otherwise, and what the verifier names of it. */
function liesAbout({ deposits, sales, unsettled, ...z }: ShiftReport): readonly (readonly [object, string])[] {
  const of = (provider: string, more: object) => ({
    deposits: deposits.map((one) => (one.provider === provider ? { ...one, ...more } : one)),
  });
  const deposit = (more: object) => of('iak', more);
  const line = deposits.find(({ provider }) => provider === 'iak');
  const [sale] = sales;
  if (!line || !sale || !unsettled) throw new Error('there is no such line');
  const { bill } = sale;
  return [
    [{ till: 'LKT02' }, 'till'],
    [{ floatDifference: 0 }, 'float difference'],
    [{ givenBack: 1 }, 'sum given back before'],
    [{ floatDifference: null }, 'float difference'],
    [{ sales: [{ ...sale, product: 'pln-nontaglist' }] }, 'list of sales'],
    [
      {
        sales: [
          sale,
          { ...sale, product: 'pln-nontaglist', count: 0, bill: 0, admin: 0, fee: 0, commission: 0, deposit: 0 },
        ],
      },
      'list of sales',
    ],
    [
      {
        sales: [
          { ...sale, bill: bill - 5 },
          { ...sale, count: 0, bill: 5, admin: 0, fee: 0, commission: 0, deposit: 0 },
        ],
      },
      'list of sales',
    ],
    [{ tenders: [...z.tenders, { kind: 'emas', count: 1, amount: 5 }] }, 'kind of money'],
    [{ copies: z.copies + 1 }, 'number of copies'],
    [{ drawerOpens: 0 }, 'number of drawer openings'],
    [{ head: `${String(Number(z.head.split('-')[0]) - 1)}-${String(z.head.split('-')[1])}` }, 'head'],
    [{ head: '1-00000000' }, 'head'],
    [deposit({ topUps: line.topUps + 1 }), 'topUps of a deposit'],
    [of('alfakios', { used: 0 }), 'used of a deposit'],
    [deposit({ corrections: -4_000 }), 'corrections of a deposit'],
    [deposit({ unsettled: -1 }), 'unsettled of a deposit'],
    [deposit({ opening: 1 }), 'opening of a deposit'],
    [deposit({ closing: 1 }), 'closing of a deposit'],
    [deposit({ basis: 'recorded' }), 'basis of a deposit'],
    [{ deposits: deposits.slice(1) }, 'list of deposits'],
    [{ deposits: [...deposits, line] }, 'list of deposits'],
  ];
}

const otherwise = (what: string): string => `its Z says another ${what} than the records`;

test('the float, a deposit, copies, the drawer and the head that a Z names went unseen by the verifier', async () => {
  const { shop, z } = await secondShift();
  expect(checkFolder(shop.folder).problems).toEqual([]);
  const inZ = (change: object) =>
    saidOfChanged(shop.db, 'shift-closed', ({ report }) =>
      report.number === z.number ? { report: { ...report, ...change } } : {},
    );
  expect(inZ({})).toEqual([]);
  const ofEarlier = `SELECT n || '-' || upper(substr(hex(hash), 1, 8)) FROM journal WHERE n = 2`;
  const otherHeads = [shop.db.prepare(ofEarlier).pluck().get(), `${String(z.head.split('-')[0])}-00000000`];
  for (const head of otherHeads) expect(inZ({ head })).toEqual([otherwise('head')]);
  for (const [change, what] of liesAbout(z)) expect(inZ(change), JSON.stringify(change)).toEqual([otherwise(what)]);
  const part = { ...z.unsettled, bill: Number(z.unsettled?.bill) + 5, admin: Number(z.unsettled?.admin) - 5 };
  expect(inZ({ unsettled: part })).toEqual(
    ['bill', 'admin'].map((what) => otherwise(`${what} of its own pending payments`)),
  );
  expect(inZ({ recounts: [] })).toContain(otherwise('number of counts'));
});

test('an older till’s Z says less of deposits, and is right', async () => {
  const { shop, z } = await secondShift();
  const line = z.deposits.find(({ provider }) => provider === 'iak');
  const { corrections, ...then } = { ...line };
  expect(corrections).toBe(-3_000);
  const { unsettled, ...before } = then;
  const { basis, ...first } = before;
  expect([unsettled, basis]).not.toContain(undefined);
  for (const older of [then, before, first])
    expect(
      saidOfChanged(shop.db, 'shift-closed', ({ report }) =>
        report.number === z.number
          ? {
              report: {
                ...report,
                layout: undefined,
                deposits: z.deposits.map((one) => (one.provider === 'iak' ? older : one)),
              },
            }
          : {},
      ),
    ).toEqual([]);
  const { late, turned, unsettled: own, ...rest } = z;
  expect([late, turned, own]).not.toContain(undefined);
  const said = saidOfChanged(shop.db, 'shift-closed', ({ report }) =>
    report.number === z.number
      ? { report: { ...rest, number: z.number, unsettled: undefined, late: undefined, turned: undefined } }
      : {},
  );
  expect(said).toEqual([]);
});
