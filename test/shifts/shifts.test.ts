import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { rebuild } from '../../electron/books/rebuild.ts';
import { checkFolder } from '../verify/check.ts';
import { tempFolder } from '../harness/temp-folder.ts';
import { openShop, type Shop } from './shop.ts';

const dayMs = 24 * 60 * 60 * 1000;

/** Signs Sri in and opens her shift with this in the drawer. */
async function openedBySri(float = 200_000): Promise<Shop> {
  const shop = await openShop();
  await shop.signIn('Sri');
  await shop.must('shift:open', { float });
  return shop;
}

const sumOfLedger = (shop: Shop): unknown => shop.db.prepare('SELECT sum(amount) FROM ledger').pluck().get();

test('who signs in sells only within a shift, and what is sold stands in its report', async () => {
  const shop = await openShop();
  await shop.signIn('Sri');
  const { quoteId, total } = await shop.quote();
  expect(await shop.call('payment:pay', { quoteId, tendered: total })).toMatchObject({ code: 'no-shift' });
  expect(shop.payRequests()).toBe(0);
  const shift = await shop.must('shift:open', {
    counted: [
      { denomination: 50_000, count: 3 },
      { denomination: 500, count: 4 },
    ],
  });
  expect(shift).toMatchObject({ cashier: 'Sri', float: 152_000, closedAt: null, overdue: false });
  const paid = await shop.must('payment:pay', { quoteId, tendered: total + 9_000 });
  expect(paid.status).toBe('paid');
  await shop.signIn('Budi');
  const x = await shop.must('shift:x', {});
  expect(x).toMatchObject({
    number: null,
    cashier: 'Sri',
    float: 152_000,
    sales: [
      { provider: 'alfakios', product: 'pln-postpaid', count: 1, bill: paid.bill, admin: paid.admin, fee: paid.fee },
    ],
    tenders: [{ kind: 'cash', count: 1, amount: total }],
    expected: 152_000 + total,
    counted: null,
    pending: [],
    perpetual: { count: 1, total },
    balance: 0,
  });
  expect(x.sales[0]?.deposit).toBe(paid.bill + paid.admin - (paid.commission ?? 0));
});

test('a cashier counts blind: what must be in the drawer is told only after the count is stored', async () => {
  const shop = await openedBySri();
  await shop.sell();
  expect((await shop.must('shift:x', {})).expected).toBeNull();
  expect(JSON.stringify((await shop.must('shift:x', {})).lines)).not.toContain('SEHARUSNYA');
  // Far off: refused for want of a reason, but the count stands.
  const refused = await shop.call('shift:close', { counted: 1_000 });
  expect(refused).toMatchObject({ ok: false, code: 'reason-needed' });
  expect(refused).not.toHaveProperty('difference');
  expect(shop.db.prepare(`SELECT amount FROM shift_lines WHERE kind = 'count'`).pluck().all()).toEqual([1_000]);
  const x = await shop.must('shift:x', {});
  expect(x.expected).toBeNull();
  expect(x.recounts).toEqual([1_000]);
});

test('a difference above the limit takes a reason and a supervisor, and stands in the Z', async () => {
  const shop = await openedBySri();
  const { total } = await shop.sell();
  const counted = 200_000 + total - 60_000;
  expect(await shop.call('shift:close', { counted })).toMatchObject({ code: 'reason-needed' });
  const reason = 'salah kembalian';
  expect(await shop.call('shift:close', { counted, reason })).toMatchObject({
    code: 'not-allowed',
    right: 'over-short',
  });
  const z = await shop.call('shift:close', { counted, reason }, 'page', shop.approval('Budi'));
  expect(z).toMatchObject({ ok: true, value: { number: 1, counted, difference: -60_000, reason, balance: 0 } });
  expect(sumOfLedger(shop)).toBe(0);
  // Within the limit neither is asked.
  await shop.must('shift:open', { float: 100_000 });
  expect(await shop.must('shift:close', { counted: 100_000 - 50_000 })).toMatchObject({
    number: 2,
    difference: -50_000,
  });
});

test('closing twice answers the same Z, and what was closed never changes', async () => {
  const shop = await openedBySri();
  const { total } = await shop.sell();
  const counted = 200_000 + total;
  const [first, second] = await Promise.all([
    shop.must('shift:close', { counted }),
    shop.must('shift:close', { counted }),
  ]);
  expect(second).toEqual(first);
  expect(first.number).toBe(1);
  expect(await shop.must('shift:close', { counted })).toEqual(first);
  expect(await shop.call('shift:close', { counted: counted - 1 })).toMatchObject({ code: 'no-shift' });
  await shop.must('shift:open', { float: 0 });
  await shop.sell();
  expect(await shop.must('shift:get', { shiftId: first.shiftId })).toEqual(first);
  expect(() => shop.db.exec('UPDATE zs SET report = report')).toThrow('a Z is never changed');
  expect(() => shop.db.exec(`UPDATE ledger SET amount = 1 WHERE shift = 1`)).toThrow();
});

test('two windows open at the same time: there is one shift', async () => {
  const shop = await openShop();
  await shop.signIn('Sri');
  const both = await Promise.all([shop.call('shift:open', { float: 1 }), shop.call('shift:open', { float: 2 })]);
  expect(both.filter(({ ok }) => ok)).toHaveLength(1);
  expect(both.find(({ ok }) => !ok)).toMatchObject({ code: 'shift-open' });
});

test('cash in, out and drop count in the drawer; out takes a supervisor', async () => {
  const shop = await openedBySri(100_000);
  await shop.must('shift:cash', { kind: 'in', amount: 20_000, reason: 'uang receh' });
  await shop.must('shift:cash', { kind: 'drop', amount: 70_000, reason: 'brankas' });
  const out = { kind: 'out', amount: 5_000, reason: 'beli tinta' } as const;
  expect(await shop.call('shift:cash', out)).toMatchObject({ code: 'not-allowed', right: 'cash-out' });
  expect(await shop.call('shift:cash', out, 'page', shop.approval('Budi'))).toMatchObject({ ok: true });
  const z = await shop.must('shift:close', { counted: 45_000 });
  expect(z).toMatchObject({ expected: 45_000, difference: 0 });
  expect(z.cash.map(({ kind, amount, reason }) => [kind, amount, reason])).toEqual([
    ['in', 20_000, 'uang receh'],
    ['drop', 70_000, 'brankas'],
    ['out', 5_000, 'beli tinta'],
  ]);
});

test('on the same day a supervisor opens the last shift again: its Z stays, and the next close takes a new number', async () => {
  const shop = await openedBySri(10_000);
  const first = await shop.must('shift:close', { counted: 10_000 });
  const { shiftId } = first;
  const again = { shiftId, reason: 'masih ada pelanggan' };
  expect(await shop.call('shift:reopen', again)).toMatchObject({ code: 'not-allowed', right: 'reopen-shift' });
  expect(await shop.call('shift:reopen', again, 'page', shop.approval('Budi'))).toMatchObject({
    value: { closedAt: null },
  });
  const { total } = await shop.sell();
  const second = await shop.must('shift:close', { counted: 10_000 + total });
  expect(second).toMatchObject({ number: 2, expected: 10_000 + total, difference: 0, recounts: [10_000] });
  expect(JSON.parse(String(shop.db.prepare('SELECT report FROM zs WHERE z = 1').pluck().get()))).toMatchObject({
    number: 1,
    expected: 10_000,
  });
  shop.clock.ms += dayMs;
  await shop.signIn('Budi');
  expect(await shop.call('shift:reopen', again)).toMatchObject({ code: 'shift-over' });
});

test('somebody else’s shift is closed only by who may, and says whose it was', async () => {
  const shop = await openedBySri(10_000);
  await shop.signIn('Tono');
  expect(await shop.call('shift:close', { counted: 10_000 })).toMatchObject({
    code: 'not-allowed',
    right: 'close-others',
  });
  expect(shop.db.prepare(`SELECT count(*) FROM shift_lines`).pluck().get()).toBe(0);
  await shop.signIn('Budi');
  expect(await shop.must('shift:close', { counted: 10_000 })).toMatchObject({ number: 1, cashier: 'Sri' });
});

test('a supervisor who closed somebody else’s shift, and lost the answer, got none when they asked again', async () => {
  const shop = await openedBySri(10_000);
  await shop.signIn('Budi');
  const z = await shop.must('shift:close', { counted: 10_000 });
  expect(await shop.call('shift:close', { counted: 10_000 })).toEqual({ ok: true, value: z });
  expect(await shop.call('shift:close', { counted: 9_999 })).toMatchObject({ code: 'no-shift' });
  // A cashier for whom a supervisor approved of it, and Sri herself.
  await shop.signIn('Tono');
  expect(await shop.call('shift:close', { counted: 10_000 }, 'page', shop.approval('Budi'))).toMatchObject({
    value: z,
  });
  await shop.signIn('Sri');
  expect(await shop.must('shift:close', { counted: 10_000 })).toEqual(z);
});

test('two closes at once, each approved of, left an approval without an act', async () => {
  const shop = await openedBySri(10_000);
  await shop.signIn('Tono');
  const close = () => shop.call('shift:close', { counted: 10_000 }, 'page', shop.approval('Budi'));
  const both = await Promise.all([close(), close()]);
  expect(both).toMatchObject([{ value: { number: 1 } }, { value: { number: 1 } }]);
  expect(await close()).toEqual(both[0]);
  const sql = `SELECT data ->> '$.about' FROM journal WHERE kind = 'approved' AND data ->> '$.right' = 'close-others'`;
  expect(shop.db.prepare(sql).pluck().all()).toEqual([both[0].ok && both[0].value.shiftId]);
  await shop.close();
  expect(checkFolder(shop.folder).problems).toEqual([]);
});

test('a shift that is open over midnight says so, and goes on', async () => {
  const shop = await openedBySri();
  shop.clock.ms += dayMs;
  expect((await shop.must('till:status', {})).shift).toMatchObject({ overdue: true, cashier: 'Sri' });
  expect((await shop.sell()).status).toBe('paid');
});

test('a shift outlives the till, and books that are made again say the same of it', async () => {
  const shop = await openedBySri();
  const { total } = await shop.sell();
  const z = await shop.must('shift:close', { counted: 200_000 + total });
  await shop.must('shift:open', { float: 5_000 });
  await shop.must('shift:cash', { kind: 'in', amount: 1_000, reason: 'receh' });
  await shop.close();
  expect(checkFolder(shop.folder).problems).toEqual([]);
  for (const what of ['database', 'journal'] as const)
    expect(await rebuild(shop.folder, what, shop.clock.ms)).toMatchObject({ ok: true });
  expect(checkFolder(shop.folder).problems).toEqual([]);
  const next = await openShop({ folder: shop.folder, startsAt: shop.clock.ms });
  await next.signIn('Budi');
  expect(await next.must('shift:get', { shiftId: z.shiftId })).toEqual(z);
  expect(await next.must('shift:x', {})).toMatchObject({ float: 5_000, expected: 6_000, balance: 0 });
  expect((await next.must('shift:list', {})).items.map(({ number }) => number)).toEqual([null, 1]);
});

test('what no count can be is refused, and nothing is stored', async () => {
  const shop = await openShop();
  await shop.signIn('Sri');
  const wrong = [
    { float: -1 },
    { float: 0.5 },
    { float: '5000' },
    { counted: [{ denomination: 300, count: 1 }] },
    { counted: [{ denomination: 500, count: -1 }] },
    {
      counted: [
        { denomination: 500, count: 1 },
        { denomination: 500, count: 1 },
      ],
    },
    {},
  ];
  for (const input of wrong)
    expect(await shop.call('shift:open', input as { float: number })).toMatchObject({ code: 'bad-request' });
  expect((await shop.must('shift:list', {})).items).toEqual([]);
  for (const channel of ['shift:x', 'shift:close', 'shift:cash'] as const)
    expect(await shop.call(channel, inputOf(channel) as never)).toMatchObject({ code: 'no-shift' });
});

const inputOf = (channel: string): object =>
  channel === 'shift:x' ? {} : channel === 'shift:close' ? { counted: 0 } : { kind: 'in', amount: 1, reason: 'x' };

test('a Z is printed by the first printer, and says from the second time on that it was printed before', async () => {
  const slips = path.join(tempFolder(), 'slips.bin');
  const shop = await openShop({ printers: [{ id: 'kasir', transport: `file:${slips}`, columns: 32, drawer: 2 }] });
  await shop.signIn('Sri');
  await shop.must('shift:open', { float: 20_000 });
  const { total } = await shop.sell();
  const z = await shop.must('shift:close', { counted: 20_000 + total });
  const { shiftId } = z;
  for (let nth = 0; nth < 2; nth++) await shop.must('shift:print', { shiftId });
  const paper = readFileSync(slips, 'latin1');
  for (const line of z.lines) expect(paper).toContain(line);
  expect(paper.match(/LAPORAN Z 1/g)).toHaveLength(2);
  expect(paper.match(/CETAK ULANG ke-1/g)).toHaveLength(1);
  expect(z.lines.every((line) => line.length <= 32)).toBe(true);
  await shop.close();
  expect(checkFolder(shop.folder).problems).toEqual([]);
});

test('the drawer opens without a sale only with a supervisor, is counted, and stands in the journal before the pulse', async () => {
  const slips = path.join(tempFolder(), 'slips.bin');
  const shop = await openShop({ printers: [{ id: 'kasir', transport: `file:${slips}`, columns: 32, drawer: 2 }] });
  await shop.signIn('Sri');
  await shop.must('shift:open', { float: 0 });
  const reason = 'tukar uang';
  expect(await shop.call('drawer:open', { reason })).toMatchObject({ code: 'not-allowed', right: 'drawer' });
  expect(await shop.call('drawer:open', { reason }, 'page', shop.approval('Budi'))).toMatchObject({ ok: true });
  expect(readFileSync(slips).includes(Buffer.from([0x1b, 0x70, 0, 0x19, 0xfa]))).toBe(true);
  // One pulse with the sale, one without.
  const { total } = await shop.sell();
  await expect.poll(async () => (await shop.must('shift:x', {})).drawerOpens).toBe(2);
  expect(await shop.must('shift:close', { counted: total })).toMatchObject({ drawerOpens: 2, copies: 0 });
  await shop.close();
  expect(checkFolder(shop.folder).problems).toEqual([]);
});

test('where no drawer hangs on a printer, none is opened, and nothing says so', async () => {
  const shop = await openShop();
  await shop.signIn('Budi');
  expect(await shop.call('drawer:open', { reason: 'coba' })).toMatchObject({ code: 'printer-missing' });
  expect(shop.db.prepare(`SELECT count(*) FROM journal WHERE kind = 'drawer-opened'`).pluck().get()).toBe(0);
});
