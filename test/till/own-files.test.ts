import { chmodSync, mkdirSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { startTill } from '../../electron/start.ts';
import { tempFolder, writeConfig } from '../harness/temp-folder.ts';

// Windows has no such bits; there the profile's folder sees to it.
const posix = process.platform !== 'win32';

/** Starts a till and ends it; answers why it was refused, or null. */
async function problemOf(dataDir: string, configFile: string | null = null): Promise<string | null> {
  const start = await startTill({ dataDir, configFile });
  if (!start.ok) return start.problem;
  await start.close();
  return null;
}

function modeOf(file: string): string {
  return (statSync(file).mode & 0o7777).toString(8);
}

function configWith(mode: number, folder = tempFolder()): string {
  const file = writeConfig(folder, { shop: { name: 'Loket' } });
  chmodSync(file, mode);
  return file;
}

describe.runIf(posix)('what the till owns', () => {
  test('a data folder that everybody may write is closed at the next start, with the till’s own files in it alone', async () => {
    const data = tempFolder();
    expect(await problemOf(data)).toBeNull();
    const training = path.join(data, 'training');
    const elsewhere = path.join(tempFolder(), 'somebody’s');
    for (const file of [elsewhere, path.join(data, 'notes.txt')]) {
      writeFileSync(file, '');
      chmodSync(file, 0o644);
    }
    symlinkSync(elsewhere, path.join(data, 'loket.link'));
    const folders = [data, training, path.join(training, 'export')];
    const files = [path.join(data, 'loket.log'), ...ownIn(training)];
    expect(files.map((file) => path.basename(file))).toEqual(
      expect.arrayContaining(['loket.log', 'loket.db', '000001.jsonl', 'loket.lock', 'loket.mark', 'loket.ballast']),
    );
    for (const file of files) chmodSync(file, 0o666);
    for (const folder of folders) chmodSync(folder, 0o777);

    expect(await problemOf(data)).toBeNull();
    expect(folders.map(modeOf)).toEqual(['700', '700', '700']);
    expect(new Set([...files, ...ownIn(training)].map(modeOf))).toEqual(new Set(['600']));
    expect([elsewhere, path.join(data, 'notes.txt')].map(modeOf)).toEqual(['644', '644']);
    const log = readFileSync(path.join(data, 'loket.log'), 'utf8');
    expect(log).toContain(`"event":"closed-to-others","file":"${data}","mode":"777"`);
    expect(log).toContain(`"file":"${path.join(training, 'journal/000001.jsonl')}","mode":"666"`);
  });

  test('a sealed file of the journal that others could reach through an open folder is closed with it', async () => {
    const data = tempFolder();
    expect(await problemOf(data)).toBeNull();
    const journal = path.join(data, 'training', 'journal');
    const sealed = path.join(journal, '000009.jsonl.zst.kept');
    writeFileSync(sealed, '');
    chmodSync(sealed, 0o644);
    chmodSync(journal, 0o755);
    expect(await problemOf(data)).toBeNull();
    expect([journal, sealed].map(modeOf)).toEqual(['700', '600']);
  });

  test('what is made is made closed, whatever the user’s mask says', async () => {
    const data = path.join(tempFolder(), 'new');
    expect(await problemOf(data)).toBeNull();
    expect([data, path.join(data, 'training'), path.join(data, 'training', 'export')].map(modeOf)).toEqual([
      '700',
      '700',
      '700',
    ]);
    expect(new Set(ownIn(path.join(data, 'training')).map(modeOf))).toEqual(new Set(['600']));
  });

  test('a folder that is everybody’s by nature, as /tmp is, is no data folder and is left as it is', async () => {
    const shared = tempFolder();
    chmodSync(shared, 0o1777);
    expect(await problemOf(shared)).toContain(shared);
    expect(modeOf(shared)).toBe('1777');
    expect(readdirSync(shared)).toEqual([]);
  });
});

describe.runIf(posix)('the config', () => {
  test.each([0o666, 0o602, 0o646])('that everybody may write (%o) refuses the start, by its name', async (mode) => {
    const file = configWith(mode);
    expect(await problemOf(tempFolder(), file)).toContain(`The config file ${file} may be written by everybody`);
    expect(statSync(file).mode & 0o777).toBe(mode);
  });

  test.each([0o644, 0o664, 0o640])('that others may read (%o) is closed, and the log says so', async (mode) => {
    const [data, file] = [tempFolder(), configWith(mode)];
    expect(await problemOf(data, file)).toBeNull();
    expect(modeOf(file)).toBe('600');
    const log = readFileSync(path.join(data, 'loket.log'), 'utf8');
    expect(log).toContain(`"event":"closed-to-others","file":"${file}","mode":"${mode.toString(8)}"`);
  });

  test('in a folder where everybody may put another in its place refuses the start, also through a link', async () => {
    const open = tempFolder();
    const file = configWith(0o600, open);
    const link = path.join(tempFolder(), 'config.json');
    symlinkSync(file, link);
    chmodSync(open, 0o777);
    for (const one of [file, link]) expect(await problemOf(tempFolder(), one)).toContain(`lies in ${open}`);
    chmodSync(open, 0o1777);
    for (const one of [file, link]) expect(await problemOf(tempFolder(), one)).toBeNull();
  });

  test('in the till’s own folder is closed with it', async () => {
    const data = tempFolder();
    const file = configWith(0o600, data);
    chmodSync(data, 0o777);
    expect(await problemOf(data, file)).toBeNull();
    expect(modeOf(data)).toBe('700');
  });

  test('can not send slips into the till’s own books', async () => {
    const data = tempFolder();
    mkdirSync(path.join(data, 'training'));
    for (const own of ['journal/000001.jsonl', 'training/loket.db']) {
      const printers = [{ id: 'a', transport: `file:${path.join(data, own)}`, columns: 32 }];
      expect(await problemOf(data, writeConfig(tempFolder(), { printers }))).toContain('printers.0.transport');
    }
  });
});

function ownIn(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.startsWith('loket.') || name.endsWith('.jsonl'))
    .map((name) => path.join(folder, name));
}
