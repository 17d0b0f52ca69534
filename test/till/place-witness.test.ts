import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { openCounter, type Counter, type Options } from '../harness/counter.ts';
import { tempFolder } from '../harness/temp-folder.ts';
import { checkFolder } from '../verify/check.ts';
import { runVerifier } from '../../electron/verify/program.ts';

// The stick that an export went to keeps the end of the books, and is a witness to them.

interface Owner {
  readonly stick: string;
  open(folder?: string, more?: Options): Promise<Counter>;
}

function ownerWithStick(): Owner {
  const stick = tempFolder();
  const sticks = [{ folder: stick, label: 'KINGSTON' }];
  return { stick, open: (folder, more = {}) => openCounter({ sticks, ...(folder && { folder }), ...more }) };
}

async function exportTo(counter: Counter): Promise<string | undefined> {
  const { items } = await counter.must('export:places', {});
  const place = items.find(({ kind }) => kind === 'stick')?.place ?? '';
  return (await counter.must('export:run', { format: 'csv', place, name: 'loket.csv' })).witness;
}

const fileOf = ({ stick }: Owner): string => path.join(stick, 'loket-saksi-LKT01.json');
const keptBy = (owner: Owner): Record<string, unknown> =>
  JSON.parse(readFileSync(fileOf(owner), 'utf8')) as Record<string, unknown>;
const witnesses = ({ db }: Counter): readonly string[] =>
  db.prepare(`SELECT data FROM journal WHERE kind = 'witness' ORDER BY n`).pluck().all() as string[];

test('each export to a stick has it sign the end of the books by its own key, and the verifier checks that', async () => {
  const owner = ownerWithStick();
  const till = await owner.open();
  await till.quote();
  const first = till.books.head();
  expect(await exportTo(till)).toBe('signed');
  expect(keptBy(owner)).toMatchObject({
    till: 'LKT01',
    n: first.n,
    head: first.hash,
    publicKey: till.identity.publicKey,
  });
  await till.quote();
  const second = till.books.head();
  expect(await exportTo(till)).toBe('signed');
  expect(keptBy(owner)).toMatchObject({ n: second.n, head: second.hash });
  const said = witnesses(till).map((data) => JSON.parse(data) as Record<string, unknown>);
  expect(said).toMatchObject([
    { by: 'export', n: first.n, head: first.hash },
    { by: 'export', n: second.n, head: second.hash },
  ]);
  // The same key each time, and not the till's.
  expect(said[0]?.['publicKey']).toBe(said[1]?.['publicKey']);
  expect(said[0]?.['publicKey']).not.toBe(till.identity.publicKey);
  await till.close();
  expect(checkFolder(till.folder).problems).toEqual([]);
});

test('a stick that knows later books than these, or others, says so and keeps what it knows', async () => {
  const owner = ownerWithStick();
  const till = await owner.open();
  await till.close();
  const backup = tempFolder();
  cpSync(till.folder, backup, { recursive: true });
  const later = await owner.open(till.folder);
  await later.quote();
  expect(await exportTo(later)).toBe('signed');
  await later.close();
  const known = readFileSync(fileOf(owner), 'utf8');

  // Older books in the same folder, which go on otherwise.
  rmSync(till.folder, { recursive: true });
  cpSync(backup, till.folder, { recursive: true });
  const restored = await owner.open(till.folder);
  for (let nth = 0; nth < 5; nth++) await restored.quote();
  expect(await exportTo(restored)).toBe('differs');
  expect(witnesses(restored)).toEqual([]);
  expect(restored.logText()).toContain('witness-differs');
  await restored.close();

  // All files deleted: a till that begins anew.
  const anew = await owner.open();
  expect(await exportTo(anew)).toBe('differs');
  expect(readFileSync(fileOf(owner), 'utf8')).toBe(known);
});

test('what somebody wrote into a stick’s file with another key, till or signature differs, and stays as the proof', async () => {
  const owner = ownerWithStick();
  const till = await owner.open();
  expect(await exportTo(till)).toBe('signed');
  const good = JSON.parse(readFileSync(fileOf(owner), 'utf8')) as Record<string, unknown>;
  const before = witnesses(till);
  const other = { x: 'A'.repeat(43), d: (good['key'] as { readonly d: string }).d };
  for (const forged of [
    { key: other },
    { signature: 'AAAA' },
    { till: 'LKT09' },
    { at: '2026-01-01T00:00:00.000+07:00' },
  ]) {
    const text = JSON.stringify({ ...good, ...forged });
    writeFileSync(fileOf(owner), text);
    expect(await exportTo(till)).toBe('differs');
    expect(readFileSync(fileOf(owner), 'utf8')).toBe(text);
  }
  expect(witnesses(till)).toEqual(before);
});

test('a stick’s file that was cut short or emptied was passed over in silence', async () => {
  const owner = ownerWithStick();
  const till = await owner.open();
  expect(await exportTo(till)).toBe('signed');
  const before = witnesses(till);
  const whole = readFileSync(fileOf(owner), 'utf8');
  for (const left of [whole.slice(0, 100), whole.slice(0, -3), '']) {
    writeFileSync(fileOf(owner), left);
    expect(await exportTo(till)).toBe('unreadable');
    expect(readFileSync(fileOf(owner), 'utf8')).toBe(left);
  }
  expect(till.logText()).toContain('witness-unreadable');
  expect(witnesses(till)).toEqual(before);
  rmSync(fileOf(owner));
  expect(await exportTo(till)).toBe('signed');
});

test('the verifier compares books with the file on a stick, and says of one that is cut short that it proves nothing', async () => {
  const owner = ownerWithStick();
  const till = await owner.open();
  await till.quote();
  expect(await exportTo(till)).toBe('signed');
  const { n, head, at } = keptBy(owner);
  await till.quote();
  await till.close();
  const whole = readFileSync(fileOf(owner), 'utf8');
  const verify = () => runVerifier([till.folder, '--witness', fileOf(owner)], 'verify');
  expect(await verify()).toMatchObject({
    exitCode: 0,
    out: expect.stringContaining(`witness    signed record ${String(n)} of these books at ${String(at)}\n`) as string,
  });
  const flipped = String(head).replace(/^./, (digit) => (digit === '0' ? '1' : '0'));
  for (const [text, says] of [
    ['', 'witness: is empty, and proves nothing'],
    [whole.slice(0, 100), 'witness: is cut short or damaged, and proves nothing'],
    [whole.replace(String(head), flipped), 'witness: was changed since it was signed, and proves nothing'],
    ['{"loketWitness":1}', 'witness: is no file that a till left, and proves nothing'],
  ] as const) {
    writeFileSync(fileOf(owner), text);
    expect(await verify()).toMatchObject({ exitCode: 1, out: expect.stringContaining(says) as string });
  }
  writeFileSync(fileOf(owner), whole);
  const anew = await owner.open();
  for (let nth = 0; nth < 9; nth++) await anew.quote();
  await anew.close();
  expect(await runVerifier([anew.folder, '--witness', fileOf(owner)], 'verify')).toMatchObject({
    exitCode: 1,
    out: expect.stringContaining(`witness record ${String(n)}: is not the record that it signed`) as string,
  });
});

test('a file that is none of ours is left alone, and said to be unreadable', async () => {
  const owner = ownerWithStick();
  const till = await owner.open();
  for (const foreign of ['my letter', '{"loketWitness":1}', 'x'.repeat(10_000)]) {
    writeFileSync(fileOf(owner), foreign);
    expect(await exportTo(till)).toBe('unreadable');
    expect(readFileSync(fileOf(owner), 'utf8')).toBe(foreign);
  }
  expect(witnesses(till)).toEqual([]);
});

test('training has no witness, and neither has the till’s own folder', async () => {
  const owner = ownerWithStick();
  const till = await owner.open(undefined, { training: true });
  expect(await exportTo(till)).toBeUndefined();
  const real = await owner.open();
  const own = await real.must('export:run', { format: 'csv', place: 'own', name: 'loket.csv' });
  expect(own).not.toHaveProperty('witness');
});
