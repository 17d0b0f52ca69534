import { expect, test, vi } from 'vitest';
import { reportLines } from '../../electron/printing/report-lines.ts';
import { samplePayment } from '../harness/counter.ts';
import { reply } from '../harness/fake-provider.ts';
import { checkFolder } from '../verify/check.ts';
import { openShop } from './shop.ts';

test('the Z named nobody who had approved of anything: X and Z list who, for whom, of what and why, of this shift alone', async () => {
  const shop = await openShop();
  await shop.signIn('Sri');
  await shop.must('shift:open', { float: 100_000 });
  const budi = shop.approval('Budi');
  const out = (amount: number) =>
    shop.call('shift:cash', { kind: 'out', amount, reason: `Beli kertas ${amount}` }, 'page', budi);
  expect(await out(5_000)).toMatchObject({ ok: true });
  await shop.must('shift:close', { counted: 95_000 });
  await shop.must('shift:open', { float: 95_000 });
  expect(await out(7_000)).toMatchObject({ ok: true });
  const outOf = { right: 'cash-out', by: 'Budi', forWhom: 'Sri', reason: 'Beli kertas 7000' };
  expect(await shop.must('shift:x', {})).toMatchObject({ approvals: [outOf] });
  // Over by more than a cashier may close with: the approval of the close itself is in its Z.
  const close = { counted: 500_000, reason: 'Uang pribadi tertinggal' };
  await shop.call('shift:close', { counted: 500_000 });
  await shop.call('shift:close', { counted: 500_000 });
  const closed = await shop.call('shift:close', close, 'page', budi);
  if (!closed.ok) throw new Error(closed.code);
  expect(closed.value.approvals).toMatchObject([
    outOf,
    { right: 'over-short', by: 'Budi', forWhom: 'Sri', reason: close.reason },
  ]);
  const { shiftId } = closed.value;
  for (const columns of [32, 42, 48, 80]) {
    const lines = reportLines(closed.value, {
      shop: 'Loket',
      columns,
      training: false,
      copy: 0,
      replacedBy: null,
      at: closed.value.openedAt,
    }).map(({ text }) => text);
    expect(lines.filter((line) => line.length > columns)).toEqual([]);
    const paper = lines.join('\n');
    for (const words of ['DISETUJUI DENGAN PIN', 'UANG KELUAR', 'SELISIH LACI', 'Budi untuk Sri', 'Beli kertas 7000'])
      expect(paper).toContain(words);
    expect(paper).not.toContain('Beli kertas 5000');
  }
  // Opened again and closed by another count, its next Z still says why the first was approved of.
  await shop.must('shift:reopen', { shiftId, reason: 'salah hitung' }, 'program', budi);
  const again = await shop.must('shift:close', { counted: 88_000 });
  expect(again.approvals?.[1]).toMatchObject({ right: 'over-short', reason: close.reason });
  await shop.close();
  expect(checkFolder(shop.folder).problems).toEqual([]);
});

test('a word on a payment that was packed before its shift closed lost its reason on the Z, and the books were called wrong', async () => {
  const shop = await openShop({ segmentBytes: 4_000 });
  await shop.signIn('Sri');
  await shop.must('shift:open', { float: 50_000 });
  shop.payments(() => 'cut');
  const { transactionId, total } = await shop.sell();
  const word = { transactionId, as: 'refused', reason: 'kata Alfakios gagal' } as const;
  expect(await shop.call('payment:resolve', word, 'program', shop.approval('Budi'))).toMatchObject({ ok: true });
  const resolved = shop.db.prepare("SELECT count(*) FROM main.journal WHERE kind = 'resolved'").pluck();
  shop.payments((body) => ({ raw: reply(200, samplePayment(body)) }));
  await vi.waitFor(
    async () => {
      shop.clock.ms += 24 * 3_600_000;
      await shop.signIn('Sri');
      await shop.sell({ confirmPaidBefore: true });
      shop.sealing.look();
      expect(resolved.get()).toBe(0);
    },
    { timeout: 15_000, interval: 200 },
  );
  const close = { counted: 0, reason: 'disetor tadi' };
  await shop.call('shift:close', { counted: 0 });
  const z = await shop.must('shift:close', close, 'program', shop.approval('Budi'));
  expect(z.approvals?.[0]).toMatchObject({ right: 'decide', about: transactionId, reason: word.reason });
  // Of a payment, too, that is packed away.
  expect(z.approvals?.[0]?.act).toEqual({ kind: 'said-refused', amount: total, name: 'SITI RAHAYU' });
  await shop.close();
  expect(checkFolder(shop.folder).problems).toEqual([]);
});

test('what was given back of a debt was approved of as UANG KELUAR, without its sum, and a deposit’s line without one too', async () => {
  const shop = await openShop();
  await shop.signIn('Sri');
  await shop.must('shift:open', { float: 100_000 });
  const budi = shop.approval('Budi');
  const { customerId } = await shop.must('customer:save', { name: 'Bu Yanti', numbers: [] });
  shop.payments(() => 'cut');
  const { quoteId, total } = await shop.quote();
  const tenders = [{ kind: 'credit' as const, amount: total }];
  const { transactionId } = await shop.must('payment:pay', { quoteId, tenders, customerId });
  await shop.must('debt:settle', { customerId, tenders: [{ kind: 'qris', amount: 40_000 }] });
  await shop.must('payment:resolve', { transactionId, as: 'refused', reason: 'gagal' }, 'page', budi);
  await shop.must('debt:give-back', { customerId, amount: 40_000 }, 'page', budi);
  await shop.must('shift:cash', { kind: 'out', amount: 7_000, reason: 'kertas' }, 'page', budi);
  const asked = { provider: 'alfakios', kind: 'top-up-asked', amount: 600_000, note: 'BRI' } as const;
  const { asks } = await shop.must('deposit:record', asked, 'page', budi);
  const off = { provider: 'alfakios', kind: 'top-up-cancelled', askId: asks[0]?.askId ?? '', note: 'batal' } as const;
  await shop.must('deposit:record', off, 'page', budi);
  await shop.must('deposit:record', { ...asked, kind: 'top-up', amount: 700_000 }, 'page', budi);
  await shop.must('deposit:record', { ...asked, kind: 'correction', amount: -250_000 }, 'page', budi);
  const z = await shop.must('shift:close', { counted: 53_000 });
  const [said] = z.approvals ?? [];
  expect(said).toMatchObject({ about: transactionId, act: { kind: 'said-refused', amount: total } });
  expect(z.approvals?.slice(1).map(({ act }) => act)).toEqual([
    { kind: 'debt-back', amount: 40_000, name: 'Bu Yanti' },
    { kind: 'out', amount: 7_000, name: null },
    { kind: 'top-up-asked', amount: 600_000, name: null },
    { kind: 'top-up-cancelled', amount: null, name: null },
    { kind: 'top-up', amount: 700_000, name: null },
    { kind: 'correction', amount: -250_000, name: null },
  ]);
  const paper = z.lines.map((line) => line.trim()).join('\n');
  for (const words of [
    new RegExp(`PUTUSAN PEMBAYARAN\\nBudi untuk Sri\\nGAGAL Rp[\\d.]+ [A-Z ]+\\n${transactionId}\\ngagal\\n`),
    /UTANG KEMBALI\nBudi untuk Sri\nRp40\.000 kepada Bu Yanti\n/,
    /UANG KELUAR\nBudi untuk Sri\nRp7\.000\nkertas\n/,
    /BUKU DEPOSIT ALFAKIOS\nBudi untuk Sri\nISI ULANG DITUNGGU \+Rp600\.000\n/,
    /BUKU DEPOSIT ALFAKIOS\nBudi untuk Sri\nISI ULANG BATAL\n/,
    /BUKU DEPOSIT ALFAKIOS\nBudi untuk Sri\nKOREKSI -Rp250\.000\n/,
  ])
    expect(paper).toMatch(words);
  await shop.close();
  expect(checkFolder(shop.folder).problems).toEqual([]);
});
