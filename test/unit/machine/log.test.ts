import { readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { openLog } from '../../../electron/machine/log.ts';
import { tempFolder } from '../../harness/temp-folder.ts';

const secret = 'apk_live_CANARY/key+1=';

function logIn(folder: string) {
  const file = path.join(folder, 'loket.log');
  let lines = 0;
  const log = openLog({ file, now: () => 0, newId: () => `L${++lines}`, secrets: [secret] });
  return { file, log, text: () => readFileSync(file, 'utf8') };
}

test('a secret is taken out of the log by its value, however it is spelt, and by the name of its field', () => {
  const { log, text } = logIn(tempFolder());
  log.write('one', { error: `refused with ${secret}`, deep: { stack: [encodeURIComponent(secret)] } });
  log.write('php', { error: `said {"key":"${secret.replace('/', '\\/')}"}` });
  log.write('two', { error: Buffer.from(secret).toString('base64') });
  log.write('three', {
    apiKey: 'not configured',
    sign: 'abc',
    TOKEN: 'x',
    pin: '1234',
    customerNumber: '512345678901',
  });
  expect(text()).not.toContain('CANARY');
  expect(text()).not.toContain(Buffer.from(secret).toString('base64'));
  for (const hidden of ['not configured', 'abc', '1234"']) expect(text()).not.toContain(hidden);
  expect(text()).toContain('512345678901');
});

test('an event is one line, whatever is in it, and its id is answered', () => {
  const { log, text } = logIn(tempFolder());
  expect(log.write('a', { said: 'first\nsecond\r\n\u2028third' })).toBe('L1');
  expect(log.write('b', { said: 'x'.repeat(100_000) })).toBe('L2');
  expect(text().split('\n')).toHaveLength(3);
  expect(text().length).toBeLessThan(20_000);
});

test('a full log is put aside, and a log that can not be written stops nothing', () => {
  const folder = tempFolder();
  const { file, log, text } = logIn(folder);
  writeFileSync(file, 'x'.repeat(5 * 1024 * 1024));
  log.write('after');
  expect(text()).toMatch(/^\{.*"after".*\}\n$/);
  expect(statSync(`${file}.1`).size).toBe(5 * 1024 * 1024);
  expect(logIn(path.join(folder, 'nowhere')).log.write('lost')).toBe('L1');
});
