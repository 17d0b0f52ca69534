import { generateKeyPairSync, sign } from 'node:crypto';
import { expect, test } from 'vitest';
import { askWitnesses, witnessText, type Witness } from '../../electron/books/witness.ts';
import { toWib } from '../../shared/time.ts';
import { openCounter, type Counter } from '../harness/counter.ts';
import { checkFolder } from '../verify/check.ts';

const { privateKey, publicKey } = generateKeyPairSync('ed25519');
const key = publicKey.export({ format: 'jwk' }).x ?? '';

/** Somebody who signs what is asked for, or what `changed` makes of it. */
function witnessAt(at: string, changed: (text: string) => string = (text) => text): Witness {
  return {
    sign(till, head) {
      const text = changed(witnessText(till, head, at));
      const signature = sign(null, Buffer.from(text), privateKey).toString('base64url');
      return Promise.resolve({ by: 'the chain', publicKey: key, n: head.n, head: head.hash, signature, at });
    },
  };
}

async function witnessed(till: Counter, witness: Witness): Promise<void> {
  await askWitnesses(till.books, till.identity, [witness], { now: () => till.clock.ms });
}

const last = ({ db }: Counter): unknown => db.prepare('SELECT kind, data FROM journal ORDER BY n DESC LIMIT 1').get();

test('a head that somebody outside signed is recorded with the signature, and the verifier checks it', async () => {
  const till = await openCounter();
  const before = till.books.head();
  await witnessed(till, witnessAt(toWib(till.clock.ms)));
  expect(last(till)).toMatchObject({ kind: 'witness' });
  expect(JSON.parse((last(till) as { data: string }).data)).toMatchObject({
    n: before.n,
    head: before.hash,
    by: 'the chain',
  });
  await till.quote();
  await till.close();
  expect(checkFolder(till.folder).problems).toEqual([]);
});

test.for([
  ['signed another text', witnessAt('2026-11-21T14:32:05.000+07:00', (text) => `${text} `)],
  ['says a time that is none', witnessAt('today')],
  ['does not answer', { sign: () => Promise.resolve(null) }],
  ['fails', { sign: () => Promise.reject(new Error('no network')) }],
] as const)('a witness who %s is not recorded', async ([, witness]) => {
  const till = await openCounter();
  const before = till.books.head();
  await witnessed(till, witness);
  expect(till.books.head()).toEqual(before);
});

test('a witness record that was made up is told by the verifier', async () => {
  const till = await openCounter();
  const head = till.books.head();
  const said = await witnessAt(toWib(till.clock.ms)).sign('LKT01', head);
  if (!said) throw new Error('nobody signed');
  const about = { at: till.clock.ms, kind: 'witness', transactionId: null } as const;
  till.books.write([{ ...about, data: { ...said, head: 'ab'.repeat(32) } }]);
  till.books.write([
    {
      ...about,
      data: { ...said, signature: `${said.signature.startsWith('A') ? 'B' : 'A'}${said.signature.slice(1)}` },
    },
  ]);
  till.books.write([{ ...about, data: { ...said, n: 99 } }]);
  await till.close();
  const { problems } = checkFolder(till.folder);
  expect(problems.map((one) => JSON.stringify(one))).toEqual([
    expect.stringContaining(`its witness signed another record ${head.n} than the one here`),
    expect.stringContaining('its witness did not sign that'),
    expect.stringContaining('its witness signed another record 99 than the one here'),
  ]);
});
