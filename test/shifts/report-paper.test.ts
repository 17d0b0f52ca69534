import { mkdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { inquiryPath, sampleInquiry } from '../harness/counter.ts';
import { reply } from '../harness/fake-provider.ts';
import { tempFolder } from '../harness/temp-folder.ts';
import { checkFolder } from '../verify/check.ts';
import { openShop } from './shop.ts';

// What X and Z say on paper of what is not certain, and of which day they are.

const dayMs = 24 * 60 * 60 * 1000;

test('an X said that it carries payments over, and no report said which of its bills are not certain', async () => {
  const shop = await openShop();
  await shop.signIn('Sri');
  await shop.must('shift:open', { float: 0 });
  shop.provider.answer((at) => (at === inquiryPath ? { raw: reply(200, sampleInquiry({})) } : 'cut'));
  const { bill, admin, total, transactionId } = await shop.sell();
  const x = await shop.must('shift:x', {});
  expect(x.unsettled).toEqual({ count: 1, bill, admin });
  expect(x.pending).toMatchObject([{ transactionId, provider: 'alfakios', isEarlier: false }]);
  const paper = x.lines.join('\n');
  expect(paper).toMatch(/^-+\n +BELUM PASTI 1\nTermasuk di penjualan di atas/m);
  expect(paper).toMatch(/^TRANSAKSI +: 1\nTAGIHAN\+ADMIN : +Rp291\.000$/m);
  expect(paper).not.toContain('Dibawa');
  const z = await shop.must('shift:close', { counted: total });
  expect(z.lines.join('\n')).toMatch(/^ +BELUM PASTI 1\nDibawa ke shift berikutnya\.$/m);
  expect(z.lines.join('\n')).not.toContain('UNTUK HARI');
  // In the next shift it is still pending, but none of its sales.
  await shop.must('shift:open', { float: 0 });
  const next = await shop.must('shift:x', {});
  expect(next).toMatchObject({ unsettled: { count: 0 }, pending: [{ isEarlier: true }] });
  expect(next.lines.join(' ')).toContain('Dari sebelum shift ini, bukan penjualan di atas:');
});

test('the Z of a shift that was open over midnight did not say that it is for the day before', async () => {
  const shop = await openShop();
  await shop.signIn('Sri');
  await shop.must('shift:open', { float: 0 });
  shop.clock.ms += dayMs;
  const z = await shop.must('shift:close', { counted: 0 });
  expect(z.lines.join('\n')).toMatch(/^UNTUK HARI +: 21\/11\/2026$/m);
});

test('a report of a shift without a sale had two rules with nothing between them', async () => {
  const shop = await openShop();
  await shop.signIn('Sri');
  await shop.must('shift:open', { float: 0 });
  const { lines } = await shop.must('shift:x', {});
  expect(lines.join('\n')).toContain('Belum ada penjualan.');
  expect(lines.join('\n')).not.toMatch(/^-+\n-+$/m);
});

test('a Z that was asked for twice before it came out came out twice as the first', async () => {
  const away = path.join(tempFolder(), 'away');
  const slips = path.join(away, 'slips.bin');
  const shop = await openShop({ printers: [{ id: 'kasir', transport: `file:${slips}`, columns: 32 }] });
  await shop.signIn('Sri');
  await shop.must('shift:open', { float: 0 });
  const { shiftId } = await shop.must('shift:close', { counted: 0 });
  expect(await shop.call('shift:print', { shiftId })).toMatchObject({ ok: false });
  await shop.signIn('Budi');
  expect(await shop.call('shift:print', { shiftId })).toMatchObject({ ok: false });
  mkdirSync(away);
  await Promise.all([1, 2, 3].map(() => shop.call('shift:print', { shiftId })));
  await shop.call('shift:print', { shiftId });
  const paper = readFileSync(slips, 'latin1');
  const all = paper.match(/LAPORAN Z 1/g) ?? [];
  const again = paper.match(/CETAK ULANG ke-\d+/g);
  expect(again).toEqual(all.slice(1).map((_line, nth) => `CETAK ULANG ke-${nth + 1}`));
  await shop.close();
  expect(checkFolder(shop.folder).problems).toEqual([]);
});
