import { expect, test } from 'vitest';
import { openShop } from '../shifts/shop.ts';

// A second person's PIN for what the first may not.

test('an approval lifts what is missing for one call, and stands in the journal with both names', async () => {
  const shop = await openShop();
  const [sri, budi] = [shop.approval('Sri'), shop.approval('Budi')];
  await shop.signIn('Sri');
  await shop.must('shift:open', { float: 0 });
  const { transactionId } = await shop.sell();
  const decide = { transactionId, as: 'refused', reason: 'x' } as const;
  const call = (approval: { personId: string; pin: string }) => shop.call('payment:resolve', decide, 'page', approval);
  expect(await call({ ...budi, pin: '0000' })).toMatchObject({ code: 'wrong-pin', retryAfterMs: 0 });
  expect(await call(sri)).toMatchObject({ code: 'not-allowed', right: 'decide' });
  expect(await call({ ...budi, personId: 'nobody' })).toMatchObject({ code: 'not-allowed' });
  // Approved, and then the payment itself says no.
  expect(await call(budi)).toMatchObject({ code: 'not-pending' });
  expect(await shop.call('payment:resolve', decide)).toMatchObject({ code: 'not-allowed' });
  const approved = shop.db.prepare(`SELECT data FROM journal WHERE kind = 'approved'`).pluck().all();
  expect(approved.map((one) => JSON.parse(String(one)) as unknown)).toEqual([
    {
      ...{ personId: budi.personId, name: 'Budi', forId: sri.personId, forName: 'Sri' },
      ...{ right: 'decide', channel: 'payment:resolve', about: transactionId },
    },
  ]);
});
