import { execFile } from 'node:child_process';
import { generateKeyPairSync, sign, type KeyObject } from 'node:crypto';
import { promisify } from 'node:util';
import { encode } from 'cborg';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fromBase45, toBase45 } from '../../shared/slip-code/base45.ts';
import { checkSlipCode } from '../../shared/slip-code/check.ts';
import { payloadOf, readSlipCode, slipCodeText, type SlipCode } from '../../shared/slip-code/slip-code.ts';

// What the QR code of a slip says, and who believes it.

interface Key {
  readonly privateKey: KeyObject;
  readonly publicKey: string;
}

function newKey(): Key {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  return { privateKey, publicKey: String(publicKey.export({ format: 'jwk' })['x']) };
}

const till = newKey();

const slip: SlipCode = {
  ...{ till: 'LKT01', slipNumber: 'LKT01-2611-000123', product: 'pln-postpaid', customerNumber: '512345678901' },
  ...{ total: 187_400, state: 'paid', referenceHash: new Uint8Array(16).fill(7), head: '1024-9F3A21C4' },
  printedAt: 1_795_880_025,
};

const signed = (payload: Uint8Array, { privateKey }: Key = till): string =>
  slipCodeText(payload, new Uint8Array(sign(null, payload, privateKey)));

test('Base45 is as the examples of RFC 9285 have it, and what is none is none', () => {
  const bytes = (text: string) => new TextEncoder().encode(text);
  for (const [text, coded] of [
    ['AB', 'BB8'],
    ['Hello!!', '%69 VD92EX0'],
    ['base-45', 'UJCLQE7W581'],
    ['ietf!', 'QED8WEX0'],
    ['', ''],
  ] as const) {
    expect(toBase45(bytes(text))).toBe(coded);
    expect(fromBase45(coded)).toEqual(bytes(text));
  }
  for (const none of ['A', 'GGW', ':::', 'V5', 'bb8', 'BB8a', 'BB8,,']) expect(fromBase45(none), none).toBeNull();
});

test('whatever is signed is read as it was, and believed by the key of that till alone', () => {
  const word = fc.string({ unit: 'grapheme-ascii', maxLength: 40 });
  const slips = fc.record({
    ...{ till: word, slipNumber: word, product: word, customerNumber: word, state: word, head: word },
    total: fc.nat({ max: 1_000_000_000_000 }),
    referenceHash: fc.oneof(fc.constant(new Uint8Array()), fc.uint8Array({ minLength: 16, maxLength: 16 })),
    printedAt: fc.nat({ max: 4_000_000_000 }),
  });
  const other = newKey();
  fc.assert(
    fc.property(slips, (one) => {
      const text = signed(payloadOf(one));
      expect(checkSlipCode(text, till.publicKey)).toEqual({ is: 'genuine', slip: one });
      expect(checkSlipCode(text, other.publicKey)).toEqual({ is: 'other', slip: one });
    }),
    { numRuns: 50 },
  );
});

test('a slip’s code fits 58 mm: alphanumeric, and no more than 311 characters', () => {
  const text = signed(payloadOf(slip));
  expect(text).toMatch(/^LKT1:[0-9A-Z $%*+\-./:]+$/);
  expect(text.length).toBeLessThanOrEqual(311);
});

test('spaces and line ends around a code are none of it', () => {
  const text = signed(payloadOf(slip));
  expect(checkSlipCode(`  ${text}\r\n`, till.publicKey)).toMatchObject({ is: 'genuine' });
  for (let high = 0; high < 256; high++) expect(toBase45(new Uint8Array([high, 255]))).toMatch(/[^ ]$/);
});

test('no character of a code may be another', () => {
  const text = signed(payloadOf(slip));
  for (let at = 0; at < text.length; at++)
    for (const other of ['0', 'Z', ':']) {
      if (text[at] === other) continue;
      const changed = text.slice(0, at) + other + text.slice(at + 1);
      expect(checkSlipCode(changed, till.publicKey).is, changed).not.toBe('genuine');
    }
});

test('the same words in other bytes, with more in them, or by another till are not believed', () => {
  const payload = payloadOf(slip);
  const entries = Object.values(slip).map((value, at): [number, unknown] => [at + 1, value]);
  const long = Buffer.concat([Buffer.from([0xb8, 9]), payload.subarray(1)]);
  for (const other of [
    encode(new Map([...entries, [10, 'more']])),
    encode(new Map(entries.slice(1))),
    encode(new Map(entries.map(([key, value]) => [String(key), value]))),
    encode(new Map(entries.map(([key, value]) => [key, key === 5 ? '187400' : value]))),
    encode(new Map(entries.map(([key, value]) => [key, key === 6 ? 'paid\n' : value]))),
    encode(new Map(entries.map(([key, value]) => [key, key === 9 ? 9e15 : value]))),
    new Uint8Array(long),
    new Uint8Array(Buffer.concat([payload, Buffer.from([0])])),
    new Uint8Array(),
  ])
    expect(checkSlipCode(signed(other), till.publicKey), Buffer.from(other).toString('hex')).toEqual({ is: 'none' });
  expect(checkSlipCode(signed(payload, newKey()), till.publicKey)).toEqual({ is: 'other', slip });
  expect(checkSlipCode(slipCodeText(payload, new Uint8Array(64)), till.publicKey)).toEqual({ is: 'other', slip });
  expect(checkSlipCode(signed(payload), 'no key')).toEqual({ is: 'no-key' });
});

test('any text is read or refused, and throws nothing', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string({ maxLength: 700 }), fc.uint8Array({ maxLength: 300 })), (any) => {
      const text = typeof any === 'string' ? any : `LKT1:${toBase45(any)}`;
      expect(readSlipCode(text)).toBeNull();
      expect(checkSlipCode(text, till.publicKey)).toEqual({ is: 'none' });
    }),
    { numRuns: 300 },
  );
  // A key that is no point of the curve believes nothing.
  const zero = Buffer.alloc(32, 255).toString('base64url');
  expect(checkSlipCode(signed(payloadOf(slip)), zero)).toMatchObject({ is: 'other' });
});

/** The program: its exit code, and what it says. */
const run = async (...args: string[]) => {
  const done = promisify(execFile)(process.execPath, ['electron/check-slip.ts', ...args]);
  return done
    .then(({ stdout }) => ({ code: 0, stdout }) as const)
    .catch((why: unknown) => why as { code: number; stdout: string });
};

test('npm run check-slip says whose it is and what it says, with 0, 1 or 2', async () => {
  const text = signed(payloadOf(slip));
  const genuine = await run(text, '--key', till.publicKey);
  expect(genuine.code).toBe(0);
  expect(genuine.stdout).toMatch(/^Genuine.*\ntill +LKT01\nslip number +LKT01-2611-000123\n/);
  expect(genuine.stdout).toMatch(/total +Rp187400\nstate +paid\n.*0707.*\njournal +1024-9F3A21C4\nprinted +20\d\d-/s);
  const other = await run(text, '--key', newKey().publicKey);
  expect(other).toMatchObject({ code: 1, stdout: expect.stringContaining('NOT GENUINE') as string });
  expect(await run(text.slice(0, -1), '--key', till.publicKey)).toMatchObject({ code: 1 });
  expect(await run(text)).toMatchObject({ code: 2 });
  expect(await run(text, '--key', 'x')).toMatchObject({ code: 2 });
});

test('a public key that begins with a dash was taken for an option of the program', async () => {
  let dashed = newKey();
  for (let tries = 0; tries < 10_000 && !dashed.publicKey.startsWith('-'); tries++) dashed = newKey();
  expect(dashed.publicKey).toMatch(/^-/);
  const text = signed(payloadOf(slip), dashed);
  expect(await run(text, '--key', dashed.publicKey)).toMatchObject({ code: 0 });
  expect(await run('--key', dashed.publicKey, text)).toMatchObject({ code: 0 });
  expect(await run(text, `--key=${dashed.publicKey}`)).toMatchObject({ code: 0 });
  expect(await run(text, '--key')).toMatchObject({ code: 2 });
});
