import { expect, test } from 'vitest';
import { openShop } from '../shifts/shop.ts';
import { checkFolder } from '../verify/check.ts';

// A further copy takes a supervisor's PIN once, whatever its printer does meanwhile.

const printers = [{ id: 'a', transport: 'tcp://127.0.0.1:9', columns: 32, drawer: null }] as const;

test('a further copy that its printer did not take asked for the PIN again, and came out without a record of who had approved of it', async () => {
  let takes = true;
  const shop = await openShop({
    printers,
    deliver: (_to, _bytes, _ms, begin) =>
      Promise.resolve(takes && begin() ? { kind: 'sent' } : { kind: 'failed', why: 'it is off', cause: 'offline' }),
  });
  await shop.signIn('Sri');
  await shop.must('shift:open', { float: 0 });
  const { transactionId } = await shop.sell();
  const asked = { transactionId };
  await expect.poll(() => shop.must('transaction:get', asked), { timeout: 20_000 }).toMatchObject({ prints: 1 });
  await shop.must('receipt:print', asked);
  const approved = () =>
    shop.db.prepare(`SELECT data ->> '$.name', data ->> '$.about' FROM journal WHERE kind = 'approved'`).raw().all();

  takes = false;
  expect(await shop.call('receipt:print', asked)).toMatchObject({ right: 'print-again' });
  const budi = shop.approval('Budi');
  expect(await shop.call('receipt:print', asked, 'page', budi)).toMatchObject({ job: { state: 'queued' } });
  expect(approved()).toEqual([['Budi', transactionId]]);
  expect(await shop.call('receipt:print', asked)).toMatchObject({ code: 'printer-failed', job: { state: 'queued' } });

  takes = true;
  expect(await shop.must('receipt:print', asked)).toMatchObject({ copy: 2 });
  expect(approved()).toHaveLength(1);
  // That one is out: the next one is another act.
  expect(await shop.call('receipt:print', asked)).toMatchObject({ right: 'print-again' });

  takes = false;
  expect(await shop.call('receipt:print', asked, 'page', budi)).toMatchObject({ code: 'printer-failed' });
  const { items } = await shop.must('print:list', { open: true });
  await shop.must('print:cancel', { jobId: items[0]?.jobId ?? '' });
  // It was called off, and what is asked for now is another one.
  expect(await shop.call('receipt:print', asked)).toMatchObject({ right: 'print-again' });
  await shop.close();
  expect(checkFolder(shop.folder).problems).toEqual([]);
});

test('the pulse to a drawer broke off, and nothing said who had approved of it though the drawer may be open', async () => {
  const shop = await openShop({
    printers: [{ id: 'a', transport: 'tcp://127.0.0.1:9', columns: 32, drawer: 2 }],
    deliver: (_to, _bytes, _ms, begin) => {
      void begin();
      return Promise.resolve({ kind: 'doubtful', why: 'it hung up', cause: 'timeout' });
    },
  });
  await shop.signIn('Sri');
  await shop.must('shift:open', { float: 0 });
  const reply = await shop.call('drawer:open', { reason: 'tukar uang' }, 'page', shop.approval('Budi'));
  expect(reply).toMatchObject({ code: 'printer-failed', job: { state: 'doubtful' } });
  const { approvals } = await shop.must('shift:x', {});
  expect(approvals).toMatchObject([{ right: 'drawer', by: 'Budi', forWhom: 'Sri' }]);
  await shop.close();
  expect(checkFolder(shop.folder).problems).toEqual([]);
});
