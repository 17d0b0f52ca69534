import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { rebuild } from '../../electron/books/rebuild.ts';
import { openCounter, type Counter } from '../harness/counter.ts';
import { checkFolder } from '../verify/check.ts';

// A payment that is paid by a person's word: what its receipt says, and what it does not.

const pulse = Buffer.from([0x1b, 0x70, 0, 0x19, 0xfa]);

async function paidByWord(): Promise<{ readonly counter: Counter; readonly transactionId: string }> {
  const counter = await openCounter({
    printers: [{ id: 'file', transport: 'file:paper.bin', columns: 32, drawer: 2 }],
  });
  counter.payments(() => 'cut');
  const { quoteId, total } = await counter.quote();
  const { transactionId } = await counter.must('payment:pay', { quoteId, tendered: total });
  await counter.must('payment:resolve', { transactionId, as: 'paid', reason: 'ada di daftar Alfakios' });
  return { counter, transactionId };
}

test('a receipt by a person’s word says whose it is, without PLN’s sentence and without the drawer', async () => {
  const { counter, transactionId } = await paidByWord();
  expect(await counter.must('transaction:get', { transactionId })).toMatchObject({ status: 'paid', saidBy: 'owner' });
  const { text, sentences } = await counter.must('receipt:preview', { transactionId });
  const [word] = sentences;
  expect(word).toBe('DINYATAKAN LUNAS OLEH OWNER, TANPA NOMOR REFERENSI');
  expect(text.replace(/\s+/g, ' ')).toContain(word);
  expect(text).not.toMatch(/menyatakan/i);
  await counter.must('receipt:print', { transactionId, confirm: true });
  const paper = readFileSync(path.join(counter.folder, 'paper.bin'));
  expect(paper.includes('DINYATAKAN LUNAS')).toBe(true);
  expect(paper.includes(pulse)).toBe(false);
});

test('a provider’s word still has PLN’s sentence and opens the drawer', async () => {
  const counter = await openCounter({
    printers: [{ id: 'file', transport: 'file:paper.bin', columns: 32, drawer: 2 }],
  });
  const { quoteId, total } = await counter.quote();
  const paid = await counter.must('payment:pay', { quoteId, tendered: total });
  expect(paid.saidBy).toBeNull();
  await expect
    .poll(() => counter.must('transaction:get', { transactionId: paid.transactionId }).then(({ prints }) => prints))
    .toBe(1);
  const paper = readFileSync(path.join(counter.folder, 'paper.bin'));
  expect(paper.includes(pulse)).toBe(true);
  expect(paper.includes('menyatakan')).toBe(true);
});

test('whose word it was is in the journal, and outlives a rebuild of either side', async () => {
  const { counter, transactionId } = await paidByWord();
  await counter.close();
  for (const what of ['database', 'journal'] as const)
    expect(await rebuild(counter.folder, what, counter.clock.ms)).toMatchObject({ ok: true });
  expect(checkFolder(counter.folder).problems).toEqual([]);
  const again = await openCounter({ folder: counter.folder });
  expect(await again.must('transaction:get', { transactionId })).toMatchObject({ saidBy: 'owner' });
  expect(await again.must('journal:verify', {})).toMatchObject({ ok: true });
  again.db.exec(`UPDATE transactions SET said_by = 'Sri'`);
  expect((await again.must('journal:verify', {})).problems.join()).toContain(
    'what became of it is not what was recorded',
  );
});
