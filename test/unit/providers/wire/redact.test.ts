import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createRedact, secretCharsMin } from '../../../../electron/providers/wire/redact.ts';
import { spellings } from '../../../contract/spellings.ts';

const awkward = 'Kunci/a+b=é"x\\y&<ü> 7%';

test.for([awkward, 'apk_live_CANARY/key+1=', '081234567890', 'a\nb\tc\\u0041d'])(
  'the secret %j is taken out of a text in every spelling, and nothing beside it',
  (secret) => {
    const redact = createRedact([secret]);
    for (const { how, text, trace } of spellings(secret)) {
      const seen = redact(`Nama: ${text}; selesai`);
      expect({ how, seen, isGone: !seen.includes(trace) }).toMatchObject({ how, isGone: true });
      expect(seen.startsWith('Nama: ') && seen.endsWith('; selesai') && seen.includes('[secret]')).toBe(true);
    }
  },
);

test('any secret of any letters is taken out, twice escaped, and the JSON around it stays JSON', () => {
  const secrets = fc
    .string({ minLength: 8, maxLength: 40, unit: 'grapheme' })
    .filter((one) => /[a-z0-9]{4}/i.test(one));
  fc.assert(
    fc.property(secrets, fc.string(), (secret, beside) => {
      const said = JSON.stringify({ said: `${beside} ${secret}`, inner: JSON.stringify({ secret }) });
      const seen = createRedact([secret])(said);
      expect(Object.keys(JSON.parse(seen) as object)).toContain('said');
      expect(seen).not.toContain(JSON.stringify(secret).slice(1, -1));
    }),
  );
});

test('a secret that begins with four letters beyond ASCII was left in the text', () => {
  const secret = '\u00a0\u00a0\u00a0\u00a0' + '0000';
  expect(createRedact([secret])(`kunci ${secret}.`)).toBe('kunci [secret].');
});

test('texts without a secret stay as they are, and short values are no secrets', () => {
  const redact = createRedact(['apk_live_CANARY', 'k', 'x'.repeat(secretCharsMin - 1), '']);
  fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => redact(text) === text));
  for (const text of ['alfakios', 'xxxxxxxx', '{"a":"\\u0061\\\\"}', '100% & more &amp; %zz \\', '12:34:56:78:90:ab'])
    expect(redact(text)).toBe(text);
});

test('secrets within secrets and side by side leave nothing behind', () => {
  const redact = createRedact(['CANARY-KEY', 'CANARY-KEY-2', 'KEY-2-END']);
  expect(redact('a CANARY-KEY-2 b')).toBe('a [secret] b');
  expect(redact('a CANARY-KEY-2-END b')).toBe('a [secret] b');
  expect(redact('CANARY-KEYCANARY-KEY')).toBe('[secret][secret]');
});
