import fc from 'fast-check';
import { expect, test } from 'vitest';
import { claimCode, claimCodes, groupClaimCode, readClaimCode } from '../../../shared/claim-code.ts';
import '../../harness/same-chance.ts';

// A claim code is read aloud, written down and typed: whatever goes wrong with it there, it is never another payment's.

const alphabet = '23456789ABCDEFGHJKMNPQRSTUVWXYZ';
const count = fc.integer({ min: 0, max: claimCodes - 1 });
const epoch = fc.stringMatching(/^[0-9A-HJKMNP-TV-Z]{4}$/);

/** Codes from the beginning, from the end and from between. */
const many = Array.from({ length: 600 }, (_one, at) => claimCode((at * 7_654_321) % claimCodes, 'A1B2')).concat(
  Array.from({ length: 600 }, (_one, at) => claimCode(at, 'ZZZZ')),
);

test('no two counts have the same code, and a code does not show its count', () => {
  const codes = Array.from({ length: 200_000 }, (_one, at) => claimCode(at, 'A1B2'));
  expect(new Set(codes).size).toBe(codes.length);
  expect(codes.every((code) => readClaimCode(code) === code)).toBe(true);
  const next = codes.slice(1).map((code, at) => [...code].filter((sign, place) => sign === codes[at]?.[place]).length);
  // By chance 7 places of 31 characters have 0.23 in common.
  expect(next.reduce((sum, same) => sum + same, 0) / next.length).toBeLessThan(0.25);
});

test('every single wrong character is noticed', () => {
  for (const code of many) {
    const wrong = [...code].flatMap((sign, at) =>
      [...alphabet].filter((one) => one !== sign).map((one) => code.slice(0, at) + one + code.slice(at + 1)),
    );
    expect(wrong).toHaveLength(210);
    expect(wrong.filter((one) => readClaimCode(one) !== null)).toEqual([]);
  }
});

test('every swap of any two characters is noticed', () => {
  const swapped = (code: string, one: number, other: number): string =>
    [...code].map((sign, at) => (at === one ? code.charAt(other) : at === other ? code.charAt(one) : sign)).join('');
  for (const code of many)
    for (let one = 0; one < 7; one++)
      for (let other = one + 1; other < 7; other++) {
        const wrong = swapped(code, one, other);
        if (wrong !== code) expect(readClaimCode(wrong), `${code} as ${wrong}`).toBeNull();
      }
});

test('another epoch gives other codes', () => {
  const codes = new Set(Array.from({ length: 20_000 }, (_one, at) => claimCode(at, 'A1B2')));
  const again = Array.from({ length: 20_000 }, (_one, at) => claimCode(at, 'A1B3')).filter((code) => codes.has(code));
  // By chance 20,000 times 20,000 in 31 ** 6, which is less than one.
  expect(again.length).toBeLessThan(5);
});

test('a code is found however people write it, and nothing else is taken for one', () => {
  fc.assert(
    fc.property(count, epoch, (nth, key) => {
      const code = claimCode(nth, key);
      expect(code).toMatch(/^[2-9A-HJKMNP-Z]{7}$/);
      for (const text of [groupClaimCode(code), code.toLowerCase(), ` ${code.slice(0, 3)}-${code.slice(3)} `])
        expect(readClaimCode(text)).toBe(code);
    }),
  );
  for (const text of ['', 'K7M4QX', 'K7M4QXRR', '5123456', 'SITI RAHAYU', '0000000', 'OOOOOOO'])
    expect(readClaimCode(text)).toBeNull();
});
