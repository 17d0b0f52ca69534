import fc from 'fast-check';
import { expect, onTestFinished, test } from 'vitest';
import { add, formatRupiah, parseRupiah, rupiah } from '../../../shared/money.ts';
import { toWib, wibDay, wibDayStart } from '../../../shared/time.ts';
import { createNewId, newEpoch } from '../../../electron/machine/id.ts';
import { ownFee } from '../../../electron/payment/fee.ts';
import { ayoconnectFacts } from '../../../electron/providers/ayoconnect/index.ts';
import { iakFacts } from '../../../electron/providers/iak/index.ts';

test('rupiah are whole numbers that floating point holds exactly', () => {
  for (const bad of [0.5, Number.NaN, Infinity, 2 ** 53]) expect(() => rupiah(bad)).toThrow();
  expect(() => add(rupiah(Number.MAX_SAFE_INTEGER), rupiah(1))).toThrow();
});

test('amounts read as providers write them, and nothing else', () => {
  for (const good of [285_000, '285000', '285000.00', '285000.0']) expect(parseRupiah(good)).toBe(285_000);
  const bad = [
    '',
    ' 1',
    '-1',
    '+1',
    '1e5',
    '1.5',
    '285.000',
    '0x10',
    '9'.repeat(16),
    null,
    undefined,
    -1,
    1.5,
    {},
    [1],
    true,
  ];
  for (const value of bad) expect(parseRupiah(value)).toBeNull();
});

test('rupiah are written with dots and read back to the same sum', () => {
  expect(formatRupiah(rupiah(302_500))).toBe('Rp302.500');
  expect(formatRupiah(rupiah(0))).toBe('Rp0');
  fc.assert(
    fc.property(fc.maxSafeNat(), (amount) => {
      expect(Number(formatRupiah(rupiah(amount)).replace(/[Rp.]/g, ''))).toBe(amount);
    }),
  );
});

test('WIB is seven hours ahead whatever the zone of this machine', () => {
  expect(toWib(Date.parse('2026-11-21T17:00:00Z'))).toBe('2026-11-22T00:00:00.000+07:00');
  expect(toWib(wibDayStart(Date.parse('2026-11-21T16:59:59Z')))).toBe('2026-11-21T00:00:00.000+07:00');
  expect(toWib(wibDayStart(Date.parse('2026-11-21T17:00:00Z')))).toBe('2026-11-22T00:00:00.000+07:00');
});

test.for(['Asia/Tokyo', 'America/New_York', 'UTC'])('a WIB day is the same on a PC whose zone is %s', (zone) => {
  const before = process.env['TZ'];
  onTestFinished(() => {
    if (before === undefined) delete process.env['TZ'];
    else process.env['TZ'] = before;
  });
  process.env['TZ'] = zone;
  for (const [instant, day] of [
    ['2026-11-21T16:59:59Z', '2026-11-21'],
    ['2026-11-21T17:00:00Z', '2026-11-22'],
    ['2026-11-22T16:59:59Z', '2026-11-22'],
  ] as const) {
    expect(wibDay(Date.parse(instant))).toBe(day);
    expect(wibDayStart(Date.parse(instant))).toBe(Date.parse(`${day}T00:00:00+07:00`));
  }
});

test('ids are twenty letters and digits that sort by time and carry the installation’s epoch', () => {
  let now = Date.parse('2026-11-21T00:00:00Z');
  const sevens = (size: number): Uint8Array => new Uint8Array(size).fill(7);
  expect(newEpoch(sevens)).toBe('7777');
  const newId = createNewId(() => now++, sevens, 'ABCD');
  const ids = Array.from({ length: 100 }, newId);
  for (const id of ids) expect(id).toMatch(/^[0-9A-Z]{10}ABCD[0-9A-Z]{6}$/);
  expect([...ids].sort()).toEqual(ids);
});

test('the own fee is what the rule says, and nothing where the provider forbids it', () => {
  const bill = { admin: rupiah(2_000), periods: ['2026-10'] };
  const rule = (policy: 'forbidden' | 'fixed' | 'capped') => ({ 'pln-postpaid': { policy, amount: 1_500 } });
  expect(ownFee({}, iakFacts, 'pln-postpaid', bill)).toBe(0);
  expect(ownFee({ iak: rule('forbidden') }, iakFacts, 'pln-postpaid', bill)).toBe(0);
  expect(ownFee({ iak: rule('fixed') }, iakFacts, 'pln-postpaid', bill)).toBe(1_500);
  expect(ownFee({ iak: rule('capped') }, iakFacts, 'pln-postpaid', bill)).toBe(750);
  expect(ownFee({ iak: rule('capped') }, iakFacts, 'pln-postpaid', { ...bill, admin: rupiah(3_000) })).toBe(0);
  expect(ownFee({ ayoconnect: rule('fixed') }, ayoconnectFacts, 'pln-postpaid', bill)).toBe(0);
});
