import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { startHeadless } from '../harness/headless.ts';
import { runApp } from '../harness/launch.ts';
import { tempFolder } from '../harness/temp-folder.ts';

// The packed app restores too: `--restore FILE`, into its own data folder.

async function backupOfOnePayment(): Promise<string> {
  const till = startHeadless(['--data', tempFolder()]);
  onTestFinished(() => till.signal('SIGKILL'));
  const bill = { product: 'pln-postpaid', customerNumber: '512345678901' } as const;
  const { quoteId, total } = await till.must('bill:inquire', bill);
  await till.must('payment:pay', { quoteId, tendered: total });
  const { file } = await till.must('backup:run', {});
  expect(await till.end()).toBe(0);
  return file;
}

test('a shop that has the packed app alone could not put its backup back', async () => {
  const file = await backupOfOnePayment();
  const dataDir = path.join(tempFolder(), 'shop', 'data');
  const restored = await runApp(['--restore', file], dataDir);
  expect(restored).toMatchObject({ code: 0, err: expect.stringContaining('Restored: 1 payments') as string });
  expect(readdirSync(dataDir)).toEqual(['training']);
  expect((await runApp(['--verify'], dataDir)).out).toContain('payments   1 paid');
  // Never over what is there.
  const again = await runApp([`--restore=${file}`], dataDir);
  expect(again).toMatchObject({ code: 2, err: expect.stringContaining('is not empty') as string });
});

test('no backup, or none named: one sentence, exit code 2, and no folder is made', async () => {
  const place = tempFolder();
  const letter = path.join(place, 'letter.txt');
  writeFileSync(letter, 'Dear shop');
  mkdirSync(path.join(place, 'kept'));
  const dataDir = path.join(place, 'kept', 'new', 'data');
  expect(await runApp(['--restore', letter], dataDir)).toMatchObject({
    ...{ code: 2, err: expect.stringContaining("can't be restored") as string },
  });
  expect(await runApp(['--restore'], dataDir)).toMatchObject({
    ...{ code: 2, err: expect.stringContaining('Usage: --restore FILE') as string },
  });
  expect(existsSync(path.join(place, 'kept', 'new'))).toBe(false);
  expect(existsSync(path.join(place, 'kept'))).toBe(true);
});
