import { readFileSync } from 'node:fs';
import path from 'node:path';
import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import { rebuild } from '../../electron/books/rebuild.ts';
import { tempFolder } from '../harness/temp-folder.ts';
import { checkFolder } from '../verify/check.ts';
import { openShop, type Shop } from './shop.ts';

// Customers who are known by name, what they buy on credit, and what they pay of it.

const total = 291_000;
const number = { product: 'pln-postpaid', customerNumber: '512345678901', label: 'rumah' } as const;

async function openedBySri(): Promise<Shop & { readonly slips: string }> {
  const slips = path.join(tempFolder(), 'slips.bin');
  const shop = await openShop({ printers: [{ id: 'kasir', transport: `file:${slips}`, columns: 32, drawer: 2 }] });
  await shop.signIn('Sri');
  await shop.must('shift:open', { float: 50_000 });
  return { ...shop, slips };
}

const save = (shop: Shop, name = 'Bu Yanti') =>
  shop.must('customer:save', { name, phone: '0812', group: 'RT 04', numbers: [number] });

/** Sells the bill on credit, or so much of it. */
async function sellOn(shop: Shop, customerId: string, credit = total) {
  const { quoteId, paidBefore } = await shop.quote();
  const cash = total - credit;
  const tenders = [
    { kind: 'credit' as const, amount: credit },
    ...(cash > 0 ? [{ kind: 'cash' as const, amount: cash }] : []),
  ];
  return shop.must('payment:pay', { quoteId, tenders, customerId, ...(paidBefore && { confirmPaidBefore: true }) });
}

const cash = (amount: number) => [{ kind: 'cash' as const, amount }];
const owedBy = async (shop: Shop, customerId: string) => (await shop.must('debt:list', { customerId })).items[0]?.owed;
const sumOfCredit = (shop: Shop): unknown =>
  shop.db.prepare(`SELECT sum(amount) FROM ledger WHERE account = 'credit'`).pluck().get();

test('a customer is found by name, phone, group and number, changed, and removed; what happened stays', async () => {
  const shop = await openedBySri();
  const { customerId } = await save(shop);
  await save(shop, 'Pak Agus');
  for (const search of ['yanti', '0812', 'rt 04', '512345678901', 'rumah'])
    expect((await shop.must('customer:list', { search })).items.map(({ name }) => name)).toContain('Bu Yanti');
  expect((await shop.must('customer:list', { group: 'RT 04' })).items).toHaveLength(2);
  expect((await shop.must('customer:list', { group: 'RT 05' })).items).toEqual([]);
  await shop.must('customer:save', { customerId, name: 'Bu Yanti Warung', numbers: [] });
  const [first, ...others] = (await shop.must('customer:list', { search: 'warung' })).items;
  expect([first, ...others]).toEqual([
    { customerId, name: 'Bu Yanti Warung', phone: null, group: null, numbers: [], owed: 0 },
  ]);
  await shop.must('customer:remove', { customerId });
  expect((await shop.must('customer:list', { search: 'warung' })).items).toEqual([]);
  expect(await shop.call('customer:save', { customerId, name: 'X', numbers: [] })).toMatchObject({
    code: 'customer-unknown',
  });
  expect(shop.db.prepare(`SELECT count(*) FROM journal WHERE kind = 'customer'`).pluck().get()).toBe(4);
  expect(await shop.call('customer:save', { name: ' ', numbers: [] })).toMatchObject({ code: 'bad-request' });
});

test('credit needs a customer who is known, and stands on the debt until it is paid, in parts', async () => {
  const shop = await openedBySri();
  const { quoteId } = await shop.quote();
  const tenders = [{ kind: 'credit' as const, amount: total }];
  expect(await shop.call('payment:pay', { quoteId, tenders, customerId: 'nobody' })).toMatchObject({
    code: 'customer-unknown',
  });
  expect(shop.payRequests()).toBe(0);
  const { customerId } = await save(shop);
  const { slipNumber, debtor } = await sellOn(shop, customerId);
  expect(debtor).toEqual({ customerId, name: 'Bu Yanti' });
  expect(await shop.must('debt:list', {})).toMatchObject({ items: [{ customerId, name: 'Bu Yanti', owed: total }] });
  expect((await shop.must('debt:list', { customerId })).items[0]?.lines).toMatchObject([
    { kind: 'sale', product: 'pln-postpaid', customerNumber: '512345678901', slipNumber },
  ]);
  expect(await shop.call('customer:remove', { customerId })).toMatchObject({ code: 'customer-owes', owed: total });

  const part = await shop.must('debt:settle', { customerId, tenders: [{ kind: 'qris', amount: 91_000 }] });
  expect(part).toMatchObject({ owed: 200_000, payment: { amount: 91_000, change: 0 } });
  const tooMuch = { customerId, tenders: [{ kind: 'transfer' as const, amount: 200_001 }] };
  expect(await shop.call('debt:settle', tooMuch)).toMatchObject({ code: 'no-change' });
  const rest = await shop.must('debt:settle', { customerId, tenders: cash(250_000) });
  expect(rest).toMatchObject({ owed: 0, payment: { amount: 200_000, change: 50_000, tenders: cash(200_000) } });
  expect(rest.lines.map(({ kind, amount }) => [kind, amount]).sort()).toEqual([
    ['paid', -200_000],
    ['paid', -91_000],
    ['sale', total],
  ]);
  expect(await shop.call('debt:settle', { customerId, tenders: cash(1) })).toMatchObject({ code: 'nothing-owed' });
  expect(sumOfCredit(shop)).toBe(0);
  expect((await shop.must('debt:list', {})).items).toEqual([]);

  const z = await shop.must('shift:close', { counted: 250_000 });
  expect(z).toMatchObject({ expected: 250_000, difference: 0, balance: 0 });
  expect(z.tenders).toEqual([{ kind: 'credit', count: 1, amount: total }]);
  expect(z.debts).toEqual([
    { kind: 'cash', count: 1, amount: 200_000 },
    { kind: 'qris', count: 1, amount: 91_000 },
  ]);
  expect(z.cash).toMatchObject([{ kind: 'debt', amount: 200_000, reason: 'Bu Yanti' }]);
  expect(z.lines.join('\n')).toMatch(/UTANG YANG DIBAYAR/);
  await shop.close();
  expect(checkFolder(shop.folder).problems).toEqual([]);
});

test('a program that has customers of its own could not sell on credit to one whom the till did not know', async () => {
  const shop = await openedBySri();
  const { quoteId } = await shop.quote();
  const pay = { quoteId, tenders: [{ kind: 'credit' as const, amount: total }], customerId: 'C-17' };
  // At the screen a customer is somebody who was chosen there.
  expect(await shop.call('payment:pay', pay)).toMatchObject({ code: 'customer-unknown' });
  expect(await shop.call('payment:pay', { ...pay, customerId: ' ' }, 'program')).toMatchObject({
    code: 'customer-unknown',
  });
  expect(shop.payRequests()).toBe(0);
  expect(await shop.call('payment:pay', pay, 'program')).toMatchObject({ value: { status: 'paid' } });
  expect((await shop.must('debt:list', {})).items).toMatchObject([{ customerId: 'C-17', name: 'C-17', owed: total }]);
  await shop.must('debt:settle', { customerId: 'C-17', tenders: cash(total) });
  await shop.must('customer:remove', { customerId: 'C-17' });
  const { quoteId: next } = await shop.quote();
  const again = { ...pay, quoteId: next, confirmPaidBefore: true };
  expect(await shop.call('payment:pay', again, 'program')).toMatchObject({ code: 'customer-unknown' });
  await shop.close();
  expect(checkFolder(shop.folder).problems).toEqual([]);
  for (const what of ['database', 'journal'] as const)
    expect(await rebuild(shop.folder, what, shop.clock.ms)).toMatchObject({ ok: true });
  expect(checkFolder(shop.folder).problems).toEqual([]);
});

test('a customer who was named beside cash kept it from being paid', async () => {
  const shop = await openedBySri();
  const { quoteId } = await shop.quote();
  const paid = await shop.must('payment:pay', { quoteId, tenders: cash(total), customerId: 'C-17' });
  expect(paid).toMatchObject({ status: 'paid' });
  expect((await shop.must('debt:list', {})).items).toEqual([]);
  expect((await shop.must('customer:list', {})).items).toEqual([]);
});

test('what is paid off comes with a slip, and the drawer opens for cash', async () => {
  const shop = await openedBySri();
  const { customerId } = await save(shop);
  await sellOn(shop, customerId);
  const { payment, slip } = await shop.must('debt:settle', { customerId, tenders: cash(100_000) });
  expect(slip.join('\n')).toMatch(/^UTANG +: +Rp291\.000$/m);
  expect(slip.join('\n')).toMatch(/^SISA UTANG +: +Rp191\.000$/m);
  await shop.must('debt:print', { settlementId: payment.settlementId });
  const printed = readFileSync(shop.slips, 'latin1').split('BUKTI BAYAR UTANG');
  expect(printed).toHaveLength(3);
  expect(printed[2]).toContain('CETAK ULANG');
  expect(printed[0]?.match(/\x1bp\0\x19\xfa/g), 'by the slip, not by the receipt of what is on credit').toHaveLength(1);
});

test('the slip of a debt that waited for its printer was nobody’s in the queue', async () => {
  const shop = await openShop({ printers: [{ id: 'kasir', transport: 'tcp://127.0.0.1:1', columns: 32 }] });
  await shop.signIn('Sri');
  await shop.must('shift:open', { float: 50_000 });
  const { customerId } = await save(shop);
  await sellOn(shop, customerId);
  await shop.must('debt:settle', { customerId, tenders: [{ kind: 'qris', amount: 91_000 }] });
  const { items } = await shop.must('print:list', { open: true });
  expect(items.map(({ what, customerName }) => [what, customerName])).toEqual([
    ['receipt', undefined],
    ['debt', 'Bu Yanti'],
  ]);
});

test('cash far above a debt takes nothing unless it is confirmed', async () => {
  const shop = await openedBySri();
  const { customerId } = await save(shop);
  await sellOn(shop, customerId);
  const { askAbove } = (await shop.must('till:status', {})).tender;
  const tenders = cash(total + askAbove + 1);
  expect(await shop.call('debt:settle', { customerId, tenders })).toMatchObject({ code: 'tender-too-high' });
  expect(await owedBy(shop, customerId)).toBe(total);
  const settled = await shop.must('debt:settle', { customerId, tenders, confirmTendered: true });
  expect(settled).toMatchObject({ owed: 0, payment: { amount: total, change: askAbove + 1 } });
});

test('two presses on one debt pay it once', async () => {
  const shop = await openedBySri();
  const { customerId } = await save(shop);
  await sellOn(shop, customerId);
  const press = () => shop.call('debt:settle', { customerId, tenders: cash(100_000), owed: total });
  const replies = await Promise.all([press(), press()]);
  expect(replies.map((one) => (one.ok ? 'paid' : one.code)).sort()).toEqual(['debt-changed', 'paid']);
  expect(await owedBy(shop, customerId)).toBe(total - 100_000);
});

test('a payment on credit that is refused later comes off the debt, and what was paid of it is owed back', async () => {
  const shop = await openedBySri();
  const { customerId } = await save(shop);
  shop.payments(() => 'cut');
  const { transactionId, status } = await sellOn(shop, customerId, 200_000);
  expect([status, await owedBy(shop, customerId)]).toEqual(['pending', 200_000]);
  const uncertain = async () => (await shop.must('debt:list', { customerId })).items[0]?.uncertain;
  expect(await uncertain()).toBe(200_000);
  await shop.must('debt:settle', { customerId, tenders: cash(50_000) });
  await shop.signIn('Budi');
  await shop.must('payment:resolve', { transactionId, as: 'refused', reason: 'gagal' }, 'program');
  expect([await owedBy(shop, customerId), await uncertain()]).toEqual([-50_000, 0]);
  await shop.must('payment:resolve', { transactionId, as: 'paid', reason: 'salah lihat' }, 'program');
  expect(await owedBy(shop, customerId)).toBe(150_000);
  expect(sumOfCredit(shop)).toBe(150_000);
  expect(await shop.must('shift:x', {})).toMatchObject({ expected: 50_000 + 91_000 + 50_000, balance: 0 });
});

test('debts are the same after either side was made again from the other', async () => {
  const shop = await openedBySri();
  const { customerId } = await save(shop);
  await sellOn(shop, customerId);
  await shop.must('debt:settle', { customerId, tenders: cash(91_000) });
  const before = await shop.must('debt:list', { customerId });
  await shop.close();
  expect(checkFolder(shop.folder).problems).toEqual([]);
  for (const what of ['database', 'journal'] as const)
    expect(await rebuild(shop.folder, what, shop.clock.ms)).toMatchObject({ ok: true });
  expect(checkFolder(shop.folder).problems).toEqual([]);
  const again = await openShop({ folder: shop.folder, startsAt: shop.clock.ms });
  await again.signIn('Sri');
  expect(await again.must('debt:list', { customerId })).toEqual(before);
});

test('who signs in takes money for a debt only within a shift', async () => {
  const shop = await openedBySri();
  const { customerId } = await save(shop);
  await sellOn(shop, customerId);
  await shop.must('shift:close', { counted: 50_000 });
  expect(await shop.call('debt:settle', { customerId, tenders: cash(1_000) })).toMatchObject({ code: 'no-shift' });
});

test.for<readonly [string, string, string]>([
  [
    'a debt that was made smaller',
    'UPDATE debts SET amount = amount - 50000',
    'debts: ID: is not what the records come to',
  ],
  ['somebody else’s debt', `UPDATE debts SET customer_id = 'x'`, 'debts: ID: is missing'],
  [
    'a payment of a debt that was made larger',
    'DROP TRIGGER debt_payments_keep; UPDATE debt_payments SET amount = amount + 1',
    'debt_payments',
  ],
])('the verifier tells %s', async ([, sql, told]) => {
  const shop = await openedBySri();
  const { customerId } = await save(shop);
  await sellOn(shop, customerId);
  await shop.must('debt:settle', { customerId, tenders: cash(91_000) });
  await shop.close();
  expect(checkFolder(shop.folder).problems).toEqual([]);
  const db = new Database(path.join(shop.folder, 'loket.db'));
  db.exec(sql);
  db.close();
  const said = checkFolder(shop.folder).problems.map((one) => JSON.stringify(one));
  expect(said.join('\n')).toContain(told.replace('ID', customerId));
});

test('a customer was removed whose credit was not certain yet, and was owed money when it was refused', async () => {
  const shop = await openedBySri();
  const { customerId } = await save(shop);
  shop.payments(() => 'cut');
  const { transactionId, status } = await sellOn(shop, customerId);
  expect(status).toBe('pending');
  await shop.must('debt:settle', { customerId, tenders: cash(total) });
  expect(await shop.call('customer:remove', { customerId })).toMatchObject({ code: 'customer-unsettled' });
  await shop.must('payment:resolve', { transactionId, as: 'paid', reason: 'x' }, 'page', shop.approval('Budi'));
  await shop.must('customer:remove', { customerId });
});
