import { firstSegment } from '../harness/first-segment.ts';
import { createHash, createPublicKey, verify } from 'node:crypto';
import { copyFileSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { secretsFile } from '../../electron/secrets/store.ts';
import { openCounter, type Counter } from '../harness/counter.ts';
import { tempFolder } from '../harness/temp-folder.ts';

// The till's own key: in its store, in its books, and what comes of it when the two no longer fit.

interface Told {
  readonly kind: string;
  readonly data: Record<string, unknown>;
}

function recordsIn({ folder }: Counter): readonly Told[] {
  const text = readFileSync(firstSegment(folder), 'utf8');
  return text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Told);
}

const opened = (counter: Counter): Record<string, unknown> | undefined =>
  recordsIn(counter).findLast(({ kind }) => kind === 'opened')?.data;

/** A till that was open and has closed. */
async function closedTill(): Promise<Counter> {
  const till = await openCounter();
  await till.close();
  return till;
}

test('the first record has the public half of the till’s key, the status too, and the next start has the same', async () => {
  const first = await openCounter();
  const { till } = await first.must('till:status', {});
  expect(till).toEqual({ id: 'LKT01', epoch: expect.stringMatching(/^\w{4}$/) as string, publicKey: till.publicKey });
  expect(Buffer.from(till.publicKey, 'base64url')).toHaveLength(32);
  expect(recordsIn(first)[0]).toMatchObject({ kind: 'opened', data: { till: 'LKT01', publicKey: till.publicKey } });
  await first.close();

  const second = await openCounter({ folder: first.folder });
  expect((await second.must('till:status', {})).till).toEqual(till);
  // Said once: only another key would be said again.
  expect(opened(second)).not.toHaveProperty('publicKey');
  expect((await second.must('till:status', {})).mode).toBe('normal');
});

test('what the till signs anybody can check who has the public half', async () => {
  const { identity } = await openCounter();
  const key = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: identity.publicKey }, format: 'jwk' });
  const text = 'loket segment v1\nLKT01\n1\n4711\né';
  const signature = Buffer.from(identity.sign(text), 'base64url');
  expect(verify(null, Buffer.from(text), key, signature)).toBe(true);
  expect(verify(null, Buffer.from(`${text} `), key, signature)).toBe(false);
});

test('a till whose secrets are gone makes a new key, says so in its books, and pays nothing until a person has compared', async () => {
  const before = await closedTill();
  const { publicKey } = before.identity;
  rmSync(secretsFile(before.folder));
  const after = await openCounter({ folder: before.folder });
  const status = await after.must('till:status', {});
  expect(status.mode).toBe('reconcile');
  expect(status.till.publicKey).not.toBe(publicKey);
  expect(opened(after)).toMatchObject({ till: 'LKT01', publicKey: status.till.publicKey });
  expect(recordsIn(after).at(-2)).toMatchObject({
    kind: 'restored',
    data: { why: 'this till has another key than they name' },
  });
  await after.must('till:reconciled', { reason: 'compared with the list' });
  await after.close();
  const later = await openCounter({ folder: before.folder });
  expect(await later.must('till:status', {})).toMatchObject({ mode: 'normal', till: status.till });
});

test('books that stand beside another till’s secrets are not taken for that till’s', async () => {
  const [ours, theirs] = [await closedTill(), await closedTill()];
  copyFileSync(secretsFile(theirs.folder), secretsFile(ours.folder));
  const till = await openCounter({ folder: ours.folder });
  expect((await till.must('till:status', {})).mode).toBe('reconcile');
});

test('neither the private half nor the other key is in any file but their own, nor in an answer', async () => {
  const folder = tempFolder();
  const till = await openCounter({ folder });
  const answers = JSON.stringify([await till.must('till:status', {}), await till.must('journal:verify', {})]);
  await till.close();
  const { secrets } = JSON.parse(readFileSync(secretsFile(folder), 'utf8')) as { secrets: Record<string, string> };
  const all = Object.values(secrets);
  expect(all).toHaveLength(2);
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((one) => one.isFile());
  const names = files.map((one) => path.join(one.parentPath, one.name)).filter((name) => name !== secretsFile(folder));
  expect(names).toEqual(expect.arrayContaining([path.join(folder, 'loket.db'), firstSegment(folder)]));
  const texts = [answers, ...names.map((name) => readFileSync(name, 'latin1'))];
  expect(all.filter((secret) => texts.some((text) => text.includes(secret)))).toEqual([]);
});

test('a mark that was made with what everybody knows is not taken for the till’s, with its old MAC or with none', async () => {
  for (const withMac of [true, false]) {
    const { folder } = await closedTill();
    const older = readFileSync(firstSegment(folder));
    const olderDatabase = readFileSync(path.join(folder, 'loket.db'));
    const later = await openCounter({ folder });
    await later.quote();
    await later.close();
    writeFileSync(firstSegment(folder), older);
    writeFileSync(path.join(folder, 'loket.db'), olderDatabase);
    for (const end of ['-wal', '-shm']) rmSync(path.join(folder, `loket.db${end}`), { force: true });
    forgeMark(folder, older, withMac);
    const till = await openCounter({ folder });
    expect((await till.must('till:status', {})).mode).toBe('reconcile');
    expect(recordsIn(till).findLast(({ kind }) => kind === 'restored')?.data).toMatchObject({
      why: 'the mark beside them was not left by this till',
    });
  }
});

/** Made to fit a journal, but for the MAC. */
function forgeMark(folder: string, journal: Buffer, withMac: boolean): void {
  const file = path.join(folder, 'loket.mark');
  const { mac, ...mark } = JSON.parse(readFileSync(file, 'utf8')) as { mac: string; at: number };
  const lines = journal.toString().trimEnd().split('\n');
  const hash = createHash('sha256')
    .update(lines.at(-1) ?? '')
    .digest('hex');
  writeFileSync(file, JSON.stringify({ ...mark, n: lines.length, hash, ...(withMac && { mac }) }));
  utimesSync(file, mark.at / 1000, mark.at / 1000);
}
