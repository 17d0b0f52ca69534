import path from 'node:path';
import Database from 'better-sqlite3';
import { expect, onTestFinished, test } from 'vitest';
import { startTill } from '../../electron/start.ts';
import type { Outputs } from '../../shared/api.ts';
import { sampleInquiry } from '../harness/counter.ts';
import { reply, startFakeProvider } from '../harness/fake-provider.ts';
import { tempFolder, writeConfig } from '../harness/temp-folder.ts';

test('a till that is told to stop while a payment is under way leaves it pending on the disk', async () => {
  const provider = await startFakeProvider();
  onTestFinished(() => provider.close());
  provider.answer((at) => (at.endsWith('inquiry') ? { raw: reply(200, sampleInquiry()) } : 'hang'));
  const alfakios = { enabled: true, baseUrl: provider.baseUrl, apiKey: 'k' };
  const dataDir = tempFolder();
  const start = await startTill({ dataDir, configFile: writeConfig(tempFolder(), { providers: { alfakios } }) });
  if (!start.ok) throw new Error(start.problem);
  const { till } = start;
  const input = { product: 'pln-postpaid', customerNumber: '512345678901' };
  const inquired = await till.call('bill:inquire', input);
  if (!inquired.ok) throw new Error(inquired.code);
  const { quoteId } = inquired.value as Outputs['bill:inquire'];
  const paying = till.call('payment:pay', { quoteId, tendered: 291_000 });
  await expect.poll(() => provider.arrived.length).toBe(2);

  const startedAt = Date.now();
  await start.close();
  expect(Date.now() - startedAt).toBeLessThan(5_000);
  const db = new Database(path.join(dataDir, 'loket.db'), { readonly: true });
  onTestFinished(() => void db.close());
  expect(db.prepare('SELECT status FROM transactions').pluck().all()).toEqual(['pending']);
  expect(await paying).toMatchObject({ ok: true, value: { status: 'pending' } });
});
