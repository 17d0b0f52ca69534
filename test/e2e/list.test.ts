import { spawn } from 'node:child_process';
import { expect, onTestFinished, test } from 'vitest';
import { startIakTraining } from '../../electron/training/iak.ts';
import { tempFolder, writeConfig } from '../harness/temp-folder.ts';

// `npm run providers`, as the person who sets up a shop uses it.

async function list(...args: readonly string[]): Promise<string> {
  const child = spawn(process.execPath, ['electron/providers/list.ts', ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let said = '';
  child.stdout.on('data', (chunk: Buffer) => (said += chunk.toString()));
  await new Promise((resolve) => child.once('close', resolve));
  return said;
}

test('it names every provider, its fee rule and its codes without any config', async () => {
  const said = await list();
  for (const part of [
    'Alfakios (alfakios)',
    'Ayoconnect (ayoconnect)',
    'IAK (iak)',
    'forbidden',
    'api-sandbox.alfakios.com',
  ]) {
    expect(said).toContain(part);
  }
  expect(said).toMatch(/201 +provider-down +in-process/);
});

test('with a config it names this shop’s hosts and, when asked to, deposit and product codes', async () => {
  const iak = await startIakTraining(Date.now);
  onTestFinished(() => iak.close());
  const config = writeConfig(tempFolder(), {
    providers: {
      iak: {
        enabled: true,
        baseUrl: iak.baseUrl,
        prepaidBaseUrl: iak.baseUrl,
        username: iak.username,
        apiKey: iak.apiKey,
      },
    },
  });
  const said = await list('--config', config, '--ask');
  expect(said).toContain(new URL(iak.baseUrl).host);
  expect(said).toContain('Rp10.000.000');
  expect(said).toContain(iak.productCodes['pln-postpaid']);
  expect(said).not.toContain(iak.apiKey);
  expect(iak.ledger.size).toBe(0);
});

test('it told what is documented of a provider, not what a setting of the shop makes of it', async () => {
  const alfakios = { enabled: true, baseUrl: 'http://127.0.0.1:1', apiKey: 'CANARY-KEY', resend: true };
  const config = writeConfig(tempFolder(), { providers: { alfakios } });
  const checks = (said: string): unknown => /Alfakios[^]*?status checks +(.*)/.exec(said)?.[1];
  expect(checks(await list())).toBe('none documented');
  expect(checks(await list('--config', config))).toMatch(/^after /);
});
