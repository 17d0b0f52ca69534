import { expect, test } from 'vitest';
import type { TillStatus } from '../../../shared/api.ts';
import { rupiah } from '../../../shared/money.ts';
import { lightsOf } from '../../../renderer/lib/lights.ts';
import { id } from '../../../renderer/words/id.ts';

const status: TillStatus = {
  ready: true,
  mode: 'normal',
  training: false,
  shop: { name: 'Loket', address: '', terminal: '01' },
  cashier: 'Sri',
  now: '2026-11-21T14:32:05.123+07:00',
  providers: [
    { id: 'iak', name: 'IAK', products: ['pln-postpaid'], state: 'ok', deposit: rupiah(4_870_000), checkedAt: null },
    { id: 'alfakios', name: 'Alfakios', products: ['pln-postpaid'], state: 'slow', deposit: null, checkedAt: null },
  ],
  printers: [],
  unsettled: 0,
  storage: { ok: true, exportFolder: '/', freeBytes: 5e9 },
  today: { count: 0, total: rupiah(0) },
  trainingNumbers: [],
};

const shown = (changed: Partial<TillStatus>) =>
  lightsOf({ ...status, ...changed }, id).map(({ id: name, state, label }) => `${name} ${state}: ${label}`);

test('every light has a shape and a word', () => {
  expect(shown({})).toEqual([
    'iak ok: IAK',
    'alfakios warn: Alfakios lambat',
    'printer unknown: Printer tidak ada',
    'deposit ok: Deposit Rp4.870.000',
    'storage ok: Disk',
    'unsettled ok: Belum pasti 0',
  ]);
});

test('trouble shows', () => {
  expect(
    shown({
      printers: [{ id: 'front', columns: 32, state: 'failed', checkedAt: status.now }],
      unsettled: 2,
      storage: { ok: false, exportFolder: '/', freeBytes: 0 },
    }),
  ).toEqual(
    expect.arrayContaining(['printer bad: Printer gagal', 'storage bad: Disk gagal', 'unsettled warn: Belum pasti 2']),
  );
});
