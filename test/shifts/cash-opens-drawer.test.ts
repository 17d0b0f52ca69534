import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { tempFolder } from '../harness/temp-folder.ts';
import { checkFolder } from '../verify/check.ts';
import { openShop } from './shop.ts';

test('cash out was recorded with a PIN, and the drawer stayed shut until a second reason and a second PIN', async () => {
  const paper = path.join(tempFolder(), 'paper.bin');
  const shop = await openShop({ printers: [{ id: 'kasir', transport: `file:${paper}`, columns: 32, drawer: 2 }] });
  await shop.signIn('Sri');
  await shop.must('shift:open', { float: 100_000 });
  const opened = () =>
    shop.db.prepare(`SELECT data ->> '$.reason' FROM journal WHERE kind = 'drawer-opened'`).pluck().all();
  const out = { kind: 'out', amount: 20_000, reason: 'bensin' } as const;
  expect(await shop.call('shift:cash', out)).toMatchObject({ code: 'not-allowed' });
  expect(await shop.call('shift:cash', { ...out, amount: 100_001 }, 'page', shop.approval('Budi'))).toMatchObject({
    code: 'drawer-short',
  });
  expect(opened()).toEqual([]);
  expect(await shop.call('shift:cash', out, 'page', shop.approval('Budi'))).toMatchObject({ ok: true });
  await expect.poll(opened).toEqual(['bensin']);
  // The second of two presses opens nothing.
  await shop.call('shift:cash', out, 'page', shop.approval('Budi'));
  await shop.must('shift:cash', { kind: 'in', amount: 5_000, reason: 'receh' });
  await expect.poll(opened).toEqual(['bensin', 'receh']);
  // A cashier who was told once that there is less asks for a supervisor.
  const drop = { kind: 'drop', amount: 30_000, reason: 'brankas' } as const;
  expect(await shop.call('shift:cash', drop, 'page', shop.approval('Budi'))).toMatchObject({ ok: true });
  await expect.poll(opened).toEqual(['bensin', 'receh', 'brankas']);
  await expect.poll(() => readFileSync(paper, 'latin1').split('\x1bp').length - 1).toBe(3);
  expect(await shop.must('shift:close', { counted: 55_000 })).toMatchObject({ difference: 0, drawerOpens: 3 });
  await shop.close();
  expect(checkFolder(shop.folder).problems).toEqual([]);
});
