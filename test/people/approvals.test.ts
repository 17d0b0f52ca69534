import { expect, test } from 'vitest';
import { rebuild } from '../../electron/books/rebuild.ts';
import { openShop, type Shop } from '../shifts/shop.ts';
import { checkFolder } from '../verify/check.ts';

// A PIN for what whoever is signed in may not, or not without it.

/** Sri has sold, and nobody knows what became of it. */
async function openPending(): Promise<{ readonly shop: Shop; readonly transactionId: string }> {
  const shop = await openShop({ more: { ceilings: { payment: 1_000_000 } } });
  await shop.signIn('Sri');
  await shop.must('shift:open', { float: 0 });
  shop.payments(() => 'cut');
  const { transactionId } = await shop.sell();
  return { shop, transactionId };
}

/** What the journal says of approvals, and of what was done by them, in its order. */
function recorded({ db }: Shop, ...kinds: readonly string[]): readonly Record<string, unknown>[] {
  const named = ['approved', ...kinds].map((kind) => `'${kind}'`).join();
  const sql = `SELECT kind, data FROM journal WHERE kind IN (${named}) ORDER BY n`;
  const rows = db.prepare(sql).all() as { kind: string; data: string }[];
  return rows.map(({ kind, data }) => ({ ...(JSON.parse(data) as object), kind }));
}

test('an approval lifts what is missing for one call, and stands in the journal with both names', async () => {
  const { shop, transactionId } = await openPending();
  const [sri, budi] = [shop.approval('Sri'), shop.approval('Budi')];
  const decide = { transactionId, as: 'refused', reason: 'x' } as const;
  const call = (approval: { personId: string; pin: string }) => shop.call('payment:resolve', decide, 'page', approval);
  expect(await call({ ...budi, pin: '0000' })).toMatchObject({ code: 'wrong-pin', retryAfterMs: 0 });
  expect(await call(sri)).toMatchObject({ code: 'not-allowed', right: 'decide' });
  expect(await call({ ...budi, personId: 'nobody' })).toMatchObject({ code: 'not-allowed' });
  expect(await call(budi)).toMatchObject({ ok: true });
  expect(await shop.call('payment:resolve', decide)).toMatchObject({ code: 'not-allowed' });
  expect(recorded(shop, 'resolved')).toEqual([
    {
      ...{ kind: 'approved', personId: budi.personId, name: 'Budi', forId: sri.personId, forName: 'Sri' },
      ...{ right: 'decide', channel: 'payment:resolve', about: transactionId, reason: 'x', proved: true },
      act: { kind: 'said-refused', amount: 291_000, name: 'SITI RAHAYU' },
    },
    expect.objectContaining({ kind: 'resolved', as: 'refused', by: 'Budi' }),
  ]);
});

test('an approval of what is then refused is none, and its PIN was right all the same', async () => {
  const { shop, transactionId } = await openPending();
  const budi = shop.approval('Budi');
  const decide = { transactionId, as: 'refused', reason: 'x' } as const;
  await shop.must('payment:resolve', decide, 'page', budi);
  // Five more would cost a pause if they counted as wrong.
  for (let nth = 0; nth < 6; nth++)
    expect(await shop.call('payment:resolve', decide, 'page', budi)).toMatchObject({ code: 'not-pending' });
  expect(recorded(shop)).toHaveLength(1);
  const tries = shop.db.prepare('SELECT tries FROM people WHERE person_id = ?').pluck().get(budi.personId);
  expect(tries).toBe(0);
  await shop.close();
  expect(checkFolder(shop.folder).problems).toEqual([]);
  for (const what of ['database', 'journal'] as const)
    expect(await rebuild(shop.folder, what, shop.clock.ms)).toMatchObject({ ok: true });
  expect(checkFolder(shop.folder).problems).toEqual([]);
});

test('an approval says what it is about, just before the record of the act', async () => {
  const { shop, transactionId } = await openPending();
  const [ibu, budi, tono] = [shop.approval('Ibu'), shop.approval('Budi'), shop.approval('Tono').personId];
  const deposit = { provider: 'alfakios', kind: 'top-up', amount: 1_000, note: 'BCA' } as const;
  await shop.must('payment:resolve', { transactionId, as: 'paid', reason: 'x' }, 'page', budi);
  await shop.must('deposit:record', deposit, 'page', budi);
  await shop.must('shift:cash', { kind: 'out', amount: 1_000, reason: 'kertas' }, 'page', budi);
  await shop.must('people:save', { personId: tono, name: 'Tono', role: 'cashier', active: false }, 'page', ibu);
  const acts = recorded(shop, 'resolved', 'deposit', 'shift-cash', 'person').slice(-8);
  expect(acts.map(({ kind, about }) => (kind === 'approved' ? about : kind))).toEqual([
    ...[transactionId, 'resolved', 'alfakios', 'deposit'],
    ...[acts[5]?.['shiftId'], 'shift-cash', tono, 'person'],
  ]);
});

test('two approvals at once of one person are both theirs, and the books are well', async () => {
  const { shop } = await openPending();
  const budi = shop.approval('Budi');
  const out = (amount: number) => shop.call('shift:cash', { kind: 'out', amount, reason: 'kertas' }, 'page', budi);
  const all = await Promise.all([out(1), out(2), shop.call('session:sign-in', budi), out(3)]);
  expect(all.map(({ ok }) => ok)).toEqual([true, true, true, true]);
  expect(recorded(shop)).toHaveLength(3);
  await shop.close();
  expect(checkFolder(shop.folder).problems).toEqual([]);
});

test('a slip by a person’s word names who gave the PIN for it', async () => {
  const { shop, transactionId } = await openPending();
  await shop.must('payment:resolve', { transactionId, as: 'paid', reason: 'x' }, 'page', shop.approval('Budi'));
  const { sentences } = await shop.must('receipt:preview', { transactionId });
  expect(sentences[0]).toBe('DINYATAKAN LUNAS OLEH BUDI, TANPA NOMOR REFERENSI');
});
