import { expect, test } from 'vitest';
import { openCounter, type Counter } from '../harness/counter.ts';
import { paperPrinter, type PaperPrinter } from '../harness/paper-printer.ts';
import { checkFolder } from '../verify/check.ts';

// Cash of a payment that a person says did not happen: it has to come out of the drawer, and its customer gets a paper.

interface Shop extends Counter {
  readonly paper: PaperPrinter;
  readonly transactionId: string;
  say(as: 'paid' | 'refused'): Promise<unknown>;
  opened(): readonly unknown[];
}

/** A payment of Rp291.000 that nobody answers, from 300.000 unless other money is handed over. */
async function pendingShop(handed: object = { tendered: 300_000 }): Promise<Shop> {
  const paper = paperPrinter();
  const printers = [{ id: 'counter', transport: 'tcp://127.0.0.1:9100', columns: 32, drawer: 2 }];
  const shop = await openCounter({ printers, deliver: paper.deliver });
  await shop.must('shift:open', { float: 500_000 });
  shop.payments(() => 'reset');
  const { quoteId } = await shop.quote();
  const { transactionId } = await shop.must('payment:pay', { quoteId, ...handed });
  return {
    ...{ ...shop, paper, transactionId },
    say: (as) => shop.call('payment:resolve', { transactionId, as, reason: `kata penyedia ${as}` }),
    opened: () => shop.db.prepare(`SELECT data ->> '$.reason' FROM journal WHERE kind = 'drawer-opened'`).pluck().all(),
  };
}

test('a decision that nothing was paid gave cash back, but no drawer opened and no slip came out', async () => {
  const shop = await pendingShop();
  await shop.say('refused');
  await expect.poll(() => shop.paper.papers().length).toBe(1);
  const text = shop.paper.papers()[0] ?? '';
  expect(text).toContain('BUKTI UANG KEMBALI');
  expect(text).toMatch(/TUNAI +: +Rp300\.000\s+KEMBALIAN +: +Rp9\.000\s+UANG KEMBALI +: +Rp291\.000/);
  expect(text.replace(/\s+/g, ' ')).toContain(
    'Menurut owner pembayaran ini tidak terjadi, jadi uang tunainya dikembalikan.',
  );
  expect(text).not.toMatch(/LUNAS|bayar di sini/);
  expect(shop.paper.jobs[0]?.toString('latin1').split('\x1bp')).toHaveLength(2);
  expect(shop.opened()).toEqual([shop.transactionId]);
  // The second of two presses does nothing.
  expect(await shop.say('refused')).toMatchObject({ code: 'not-pending' });
  expect(await shop.must('shift:close', { counted: 500_000 })).toMatchObject({ difference: 0, drawerOpens: 1 });
  expect(shop.paper.papers()).toHaveLength(1);
  await shop.close();
  expect(checkFolder(shop.folder).problems).toEqual([]);
});

test('a slip of cash that goes back came out after the word was taken back', async () => {
  const shop = await pendingShop();
  shop.paper.mood = 'off';
  await shop.say('refused');
  await expect.poll(() => shop.paper.tries()).toBe(1);
  await shop.say('paid');
  shop.paper.mood = 'prints';
  const [{ jobId } = { jobId: '' }] = (await shop.must('print:list', {})).items;
  expect(await shop.call('print:retry', { jobId })).toMatchObject({ ok: false });
  expect((await shop.must('print:list', {})).items).toMatchObject([{ jobId, what: 'returned', state: 'cancelled' }]);
  expect(shop.paper.papers()).toEqual([]);
  expect(shop.opened()).toEqual([]);
});

test('where no cash was handed over nothing opens and nothing is printed', async () => {
  const shop = await pendingShop({ tenders: [{ kind: 'qris', amount: 291_000 }] });
  await shop.say('refused');
  await shop.say('paid');
  expect((await shop.must('print:list', {})).items).toEqual([]);
  expect(shop.opened()).toEqual([]);
});
