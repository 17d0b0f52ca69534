import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { expect, test } from 'vitest';
import { environmentProblem } from '../../../electron/machine/environment.ts';
import { tempFolder } from '../../harness/temp-folder.ts';

test.for([
  [{ NODE_TLS_REJECT_UNAUTHORIZED: '0' }, 'NODE_TLS_REJECT_UNAUTHORIZED=0'],
  [{ NODE_OPTIONS: '--max-old-space-size=99 --tls_min_v1.0' }, '--tls-min-v1.0'],
  [{ NODE_OPTIONS: '--tls-keylog="/tmp/a b"' }, '--tls-keylog'],
] as const)('a start with %j is refused with one sentence that names it, and makes nothing', ([env, name]) => {
  const folder = tempFolder();
  const args = ['electron/headless.ts', '--data', folder];
  const till = spawnSync(process.execPath, args, { env: { ...process.env, ...env }, encoding: 'utf8', input: '' });
  expect(till).toMatchObject({ status: 2, stdout: '' });
  expect(till.stderr.split('\n').filter((line) => line.includes(name) && line.endsWith('.'))).toHaveLength(1);
  expect(readdirSync(folder)).toEqual([]);
});

test('an ordinary environment, a network’s own certificate authority and other options of Node are no hindrance', () => {
  const env = {
    NODE_TLS_REJECT_UNAUTHORIZED: '1',
    NODE_EXTRA_CA_CERTS: '/etc/ca.pem',
    NODE_OPTIONS: '--import ./x.ts',
  };
  expect(environmentProblem(env, ['--use-system-ca'])).toBeNull();
  expect(environmentProblem({}, [])).toBeNull();
  expect(environmentProblem({}, ['--insecure-http-parser'])).toContain('--insecure-http-parser');
});
