import { expect, test } from 'vitest';
import { reportLines } from '../../electron/printing/report-lines.ts';
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
  for (const columns of [32, 42, 48, 80]) {
    const lines = reportLines(closed.value, { shop: 'Loket', columns, training: false, copy: 0 }).map(
      ({ text }) => text,
    );
    expect(lines.filter((line) => line.length > columns)).toEqual([]);
    const paper = lines.join('\n');
    for (const words of ['DISETUJUI DENGAN PIN', 'UANG KELUAR', 'SELISIH LACI', 'Budi untuk Sri', 'Beli kertas 7000'])
      expect(paper).toContain(words);
    expect(paper).not.toContain('Beli kertas 5000');
  }
  await shop.close();
  expect(checkFolder(shop.folder).problems).toEqual([]);
});
