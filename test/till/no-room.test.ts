import Database from 'better-sqlite3';
import fs, { closeSync, openSync, writeSync } from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import path from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { startTill } from '../../electron/start.ts';
import { openCounter } from '../harness/counter.ts';
import { quickHashes } from '../harness/quick-pins.ts';
import { tempFolder } from '../harness/temp-folder.ts';

// A disk that has no room, or a file on it that takes nothing: as the till starts, and as a person is saved.

/** From now on the disk is full, but for `left` bytes. Answers what makes room again. */
function fillDisk(left: number): () => void {
  vi.spyOn(fs, 'writeSync').mockImplementation(() => {
    throw Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' });
  });
  vi.spyOn(fs, 'statfsSync').mockReturnValue({ bavail: left, bsize: 1 } as ReturnType<typeof fs.statfsSync>);
  syncBuiltinESMExports();
  const makeRoom = (): void => {
    vi.restoreAllMocks();
    syncBuiltinESMExports();
  };
  onTestFinished(makeRoom);
  return makeRoom;
}

test('a start on a full disk said what the disk had said, and not to make room', async () => {
  const dataDir = tempFolder();
  const makeRoom = fillDisk(45_000);
  const refused = await startTill({ dataDir, configFile: null });
  const problem = refused.ok ? '' : refused.problem;
  expect(problem).toMatch(/ENOSPC.*\. The disk of .* has only 43 KB left: make room on it, then start again\.$/);
  expect(problem).toContain(dataDir);
  makeRoom();
  const started = await startTill({ dataDir, configFile: null });
  if (!started.ok) throw new Error(started.problem);
  // Of a disk with room nothing is said.
  const second = await startTill({ dataDir, configFile: null });
  expect(second).toMatchObject({ ok: false, problem: expect.stringMatching(/in use by another Loket\.$/) as unknown });
  await started.close();
});

test('a file of print jobs that can’t be written was told to nobody, and every slip of a debt waited for it', async () => {
  const dataDir = tempFolder();
  const first = await startTill({ dataDir, configFile: null });
  if (!first.ok) throw new Error(first.problem);
  expect(first.notices.join()).not.toContain('Print jobs');
  await first.close();
  const file = path.join(dataDir, 'training', 'loket.spool');
  // For SQLite a file of a later write version can be read, and not written.
  const fd = openSync(file, 'r+');
  writeSync(fd, Buffer.of(3), 0, 1, 18);
  closeSync(fd);
  const db = new Database(file);
  expect(() => db.exec('DELETE FROM jobs')).toThrow('readonly');
  db.close();

  const second = await startTill({ dataDir, configFile: null });
  if (!second.ok) throw new Error(second.problem);
  expect(second.notices.join()).toContain(`Print jobs are lost (${file}: attempt to write a readonly database)`);
  const told = await second.till.call('print:list', { open: true });
  expect(told).toMatchObject({ ok: true, value: { items: [{ what: 'lost', state: 'failed' }] } });
  await second.close();
  // What waits in it is there still.
  expect(fs.existsSync(`${file}.damaged`)).toBe(false);
});

test('a person who was saved on a full disk is not there, and a PIN that was changed on one is the old one', async () => {
  const counter = await openCounter({ people: { hashes: quickHashes } });
  const ibu = { name: 'Ibu', role: 'owner', pin: '864209', active: true } as const;
  const names = async () => (await counter.must('people:list', {})).items.map(({ name }) => name);
  const full = fillDisk(0);
  expect(await counter.call('people:save', ibu, 'program')).toMatchObject({ code: 'storage-failed' });
  full();
  await expect.poll(() => counter.books.state()).toBe('ready');
  expect(await names()).toEqual([]);
  const { personId } = await counter.must('people:save', ibu, 'program');
  const signIn = (pin: string) => counter.call('session:sign-in', { personId, pin });
  expect(await signIn(ibu.pin)).toMatchObject({ ok: true });

  const makeRoom = fillDisk(0);
  const changed = { ...ibu, personId, pin: '753159', name: 'Ibu Sri' };
  expect(await counter.call('people:save', changed, 'program')).toMatchObject({ code: 'storage-failed' });
  const sri = { name: 'Sri', role: 'cashier', pin: '1357', active: true } as const;
  expect(await counter.call('people:save', sri, 'program')).toMatchObject({ code: 'storage-failed' });
  makeRoom();
  await expect.poll(() => counter.books.state()).toBe('ready');
  expect(await names()).toEqual(['Ibu']);
  expect(await signIn(changed.pin)).toMatchObject({ ok: false });
  expect(await signIn(ibu.pin)).toMatchObject({ ok: true });
  expect(await counter.must('journal:verify', {})).toMatchObject({ ok: true });
});
