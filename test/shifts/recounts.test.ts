import { expect, test } from 'vitest';
import { checkFolder } from '../verify/check.ts';
import { openShop, type Shop } from './shop.ts';

// A count that closes no shift tells nobody who counts blind what would.

/** Sri's shift; 100.000 must be in its drawer. */
async function counting(): Promise<Shop> {
  const shop = await openShop();
  await shop.signIn('Sri');
  await shop.must('shift:open', { float: 100_000 });
  return shop;
}

test('a cashier counted nothing, was told by how much that is off, and closed a short drawer by just that', async () => {
  const shop = await counting();
  for (const [counted, reason] of [
    [0, undefined],
    [400_000, undefined],
    [0, 'coba'],
    [400_000, 'coba'],
  ] as const) {
    const reply = await shop.call('shift:close', { counted, ...(reason !== undefined && { reason }) });
    const code = reason === undefined ? 'reason-needed' : 'not-allowed';
    // Nothing but that and whether one more count is free: not how much, and not which way.
    const more = reason === undefined ? { mayCountAgain: counted === 0 } : { right: 'over-short' };
    const says = { ok: false, code, ...more };
    expect(reply).toEqual({ ...says, logId: expect.any(String) as string });
  }
  await shop.signIn('Budi');
  expect(await shop.call('shift:close', { counted: 1_000 })).toMatchObject({
    code: 'reason-needed',
    difference: -99_000,
  });
});

test('one count may be wrong: the next one closes by itself, and the Z lists the first', async () => {
  const shop = await counting();
  expect(await shop.call('shift:close', { counted: 10_000 })).toMatchObject({ code: 'reason-needed' });
  const z = await shop.must('shift:close', { counted: 99_500 });
  expect(z).toMatchObject({ difference: -500, reason: null, recounts: [10_000] });
});

test('whoever guessed twice closed the shift by the third guess, without a reason and alone', async () => {
  const shop = await counting();
  for (const counted of [10_000, 10_000, 20_000, 20_000]) {
    const says = { code: 'reason-needed', mayCountAgain: counted === 10_000 };
    expect(await shop.call('shift:close', { counted })).toMatchObject(says);
  }
  const right = { counted: 100_000 };
  expect(await shop.call('shift:close', right)).toMatchObject({ code: 'reason-needed', mayCountAgain: false });
  const explained = { ...right, reason: 'salah hitung' };
  expect(await shop.call('shift:close', explained)).toMatchObject({ code: 'not-allowed', right: 'over-short' });
  const closed = await shop.call('shift:close', explained, 'page', shop.approval('Budi'));
  expect(closed).toMatchObject({ value: { difference: 0, reason: 'salah hitung', recounts: [10_000, 20_000] } });
  // Opened again, both counts are there anew.
  const { shiftId } = (await shop.must('shift:list', {})).items[0] ?? { shiftId: '' };
  const again = { shiftId, reason: 'ada pelanggan' };
  expect(await shop.call('shift:reopen', again, 'page', shop.approval('Budi'))).toMatchObject({ ok: true });
  const anew = { code: 'reason-needed', mayCountAgain: true };
  expect(await shop.call('shift:close', { counted: 1_000 })).toMatchObject(anew);
  expect(await shop.must('shift:close', right)).toMatchObject({
    number: 2,
    reason: null,
    recounts: [10_000, 20_000, 100_000, 1_000],
  });
  await shop.close();
  expect(checkFolder(shop.folder).problems).toEqual([]);
});

test('two windows that count differently at once make one Z, by a count that was stored before', async () => {
  const shop = await counting();
  const both = await Promise.all([100_000, 100_500].map((counted) => shop.call('shift:close', { counted })));
  expect(both.filter(({ ok }) => ok)).toHaveLength(1);
  await shop.close();
  expect(checkFolder(shop.folder).problems).toEqual([]);
});

test('a shift that was opened again was counted three times, for the first was the one that had closed it', async () => {
  const shop = await openShop();
  await shop.signIn('Sri');
  const { shiftId } = await shop.must('shift:open', { float: 500_000 });
  const close = { counted: 400_000, reason: 'salah hitung' };
  expect(await shop.call('shift:close', close, 'page', shop.approval('Budi'))).toMatchObject({ ok: true });
  const again = { shiftId, reason: 'lupa' };
  expect(await shop.call('shift:reopen', again, 'page', shop.approval('Budi'))).toMatchObject({ ok: true });
  for (const counted of [400_000, 350_000, 500_000])
    expect(await shop.call('shift:close', { counted })).toMatchObject({ code: 'reason-needed' });
  const right = { counted: 500_000, reason: 'salah hitung' };
  expect(await shop.call('shift:close', right, 'page', shop.approval('Budi'))).toMatchObject({
    value: { number: 2, difference: 0, recounts: [400_000, 400_000, 350_000] },
  });
  await shop.close();
  expect(checkFolder(shop.folder).problems).toEqual([]);
});

test('a count that came while another one closed the shift used up a free one of the shift as it went on', async () => {
  const shop = await counting();
  await shop.signIn('Budi');
  const counts = [100_000, 90_000].map((counted) => shop.call('shift:close', { counted }));
  expect(await Promise.all(counts)).toMatchObject([{ ok: true }, { code: 'no-shift' }]);
  const { items } = await shop.must('shift:list', {});
  await shop.must('shift:reopen', { shiftId: items[0]?.shiftId ?? '', reason: 'salah' });
  expect(await shop.call('shift:close', { counted: 0 })).toMatchObject({ code: 'reason-needed', mayCountAgain: true });
  expect(await shop.must('shift:close', { counted: 100_000 })).toMatchObject({ difference: 0, reason: null });
});
