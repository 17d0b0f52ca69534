import { describe, expect, test } from 'vitest';
import type { TillStatus } from '../../../../shared/api.ts';
import { rupiah } from '../../../../shared/money.ts';
import { lightsOf } from '../../../../renderer/status/lights.ts';
import { en } from '../../../../renderer/words/en/en.ts';
import { id } from '../../../../renderer/words/id/id.ts';

const said = {
  ...{
    cause: null,
    deposit: null,
    depositAt: null,
    checkedAt: null,
    queued: 0,
    slipRefused: false,
    confirms: 'none',
    confirmed: false,
  },
  ...{ reserved: rupiah(0), enoughFor: null, booked: null, low: false },
};
const status: TillStatus = {
  ready: true,
  mode: 'normal',
  training: false,
  shop: { name: 'Loket', address: '', terminal: '01', till: 'LKT01' },
  cashier: 'Sri',
  signIn: false,
  session: null,
  shift: null,
  refunded: rupiah(0),
  rounding: null,
  drawers: 'one',
  settingsChanged: null,
  secretsLost: [],
  recoveryPhrase: null,
  now: '2026-11-21T14:32:05.123+07:00',
  providers: [
    { id: 'iak', name: 'IAK', products: ['pln-postpaid'], state: 'ok', ...said, deposit: rupiah(4_870_000) },
    { id: 'alfakios', name: 'Alfakios', products: ['pln-postpaid'], state: 'slow', ...said },
  ],
  printers: [],
  debits: [],
  unsettled: 0,
  storage: { ok: true, cause: null, exportFolder: '/', freeBytes: 5e9 },
  backup: { state: 'ok', at: '2026-11-20T21:04:00.000+07:00', cause: null, running: false },
  booksCheckedAt: '2026-11-21T14:30:00.000+07:00',
  clockSkewMs: null,
  clockIsDoubtful: false,
  tender: { askAbove: rupiah(10_000_000) },
  uncertain: 0,
  today: { count: 0, total: rupiah(0) },
  trainingNumbers: [],
  setUp: null,
  till: { id: 'LKT01', epoch: 'AAAA', publicKey: 'A'.repeat(43) },
};

const shown = (changed: Partial<TillStatus>) =>
  lightsOf({ ...status, ...changed }, id).map(({ id: name, state, label }) => `${name} ${state}: ${label}`);

test('every light has a shape and a word', () => {
  expect(shown({})).toEqual([
    'iak ok: IAK',
    'alfakios warn: Alfakios lambat',
    'printer unknown: Printer tidak ada',
    'deposit unknown: Deposit IAK Rp4.870.000 (1 tidak diketahui)',
    'storage ok: Disk',
    'books ok: Catatan',
    'backup ok: Cadangan',
    'clock unknown: Jam belum dicek',
    'unsettled ok: Belum pasti 0',
  ]);
});

test('a shop without a provider had no light that said so', () => {
  expect(shown({ providers: [] })).toContain('provider bad: Penyedia belum ada');
  expect(lightsOf({ ...status, providers: [] }, en)[0]?.remedy).toContain('Alt+A');
});

test('trouble shows', () => {
  expect(
    shown({
      printers: [
        {
          id: 'front',
          columns: 32,
          state: 'failed',
          cause: 'offline',
          checkedAt: status.now,
          queued: 0,
          slipRefused: false,
          confirms: 'none',
          confirmed: false,
        },
      ],
      uncertain: 2,
      storage: { ok: false, cause: 'no-room', exportFolder: '/', freeBytes: 0 },
    }),
  ).toEqual(
    expect.arrayContaining(['printer bad: Printer gagal', 'storage bad: Disk gagal', 'unsettled warn: Belum pasti 2']),
  );
});

test('the light of the backup says when the last good one was made, and why none could be', () => {
  const backup = (changed: Partial<NonNullable<TillStatus['backup']>>) => {
    const made = { state: 'ok', at: '2026-11-20T21:04:00.000+07:00', cause: null, running: false } as const;
    const light = lightsOf({ ...status, backup: { ...made, ...changed } }, en).find(
      ({ id: name }) => name === 'backup',
    );
    return [light?.state, light?.label, light?.cause].join(' | ');
  };
  expect(backup({})).toBe('ok | Backup | The last one is of 20 November 2026 21:04. It was checked.');
  expect(backup({ state: 'old' })).toBe(
    'warn | Backup old | The last one is of 20 November 2026 21:04. It was checked.',
  );
  expect(backup({ state: 'none', at: null })).toBe('unknown | Backup none yet | No copy of the records was made yet.');
  expect(backup({ state: 'failed', cause: 'place-full' })).toMatch(/^warn .* no room for a backup\. .* 20 November/);
  expect(backup({ state: 'failed', at: null, cause: 'backup-bad' })).toMatch(/^warn .* did not pass its check/);
  expect(backup({ state: 'failed', at: null, cause: 'file-failed' })).toMatch(/^warn .* cannot be written/);
});

test('a till that makes no backups has no light for them', () => {
  expect(shown({ backup: null }).join()).not.toContain('backup');
});

describe('the clock', () => {
  const clock = (clockSkewMs: number | null) =>
    lightsOf({ ...status, clockSkewMs }, id).find(({ id: name }) => name === 'clock');

  test('is not known until a provider told the time', () => {
    expect(clock(null)).toMatchObject({ state: 'unknown', label: 'Jam belum dicek' });
  });

  test.each([0, 120_000, -120_000])('%i ms apart is fine', (skew) => {
    expect(clock(skew)).toMatchObject({ state: 'ok', label: 'Jam' });
  });

  test('a PC that is behind is told of with the remedy', () => {
    expect(clock((3 * 60 + 2) * 60_000 + 700)).toEqual({
      id: 'clock',
      state: 'warn',
      label: 'Jam PC selisih 3 jam 2 menit',
      cause: 'Jam PC terlambat 3 jam 2 menit dari jam penyedia.',
      remedy: 'Setel jam PC. Sampai disetel, struk memakai jam penyedia.',
    });
  });

  test('a clock before the last record is wrong, whatever was heard before', () => {
    expect(lightsOf({ ...status, clockIsDoubtful: true }, id).find(({ id: name }) => name === 'clock')).toMatchObject({
      state: 'bad',
      remedy: 'Setel jam PC sebelum berjualan.',
    });
  });

  test('a PC that is ahead is told of too', () => {
    expect(clock(-140_000)).toMatchObject({
      state: 'warn',
      label: 'Jam PC selisih 2 menit',
      cause: 'Jam PC terlalu cepat 2 menit dari jam penyedia.',
    });
  });
});

test('money that left a deposit and nobody here spent is told before anything else of it', () => {
  const debit = { provider: 'alfakios', amount: rupiah(291_000), at: '2026-11-21T14:30:00.000+07:00' } as const;
  const debits = [{ ...debit, transactionId: '01AB' }];
  expect(shown({ debits })).toContain('deposit bad: Deposit −Rp291.000');
  const light = lightsOf({ ...status, debits }, id).find(({ id: name }) => name === 'deposit');
  expect(light?.cause).toBe(
    'Alfakios 14.30: Rp291.000 terpotong, dan tidak tercatat sebagai pembayaran di sini. Cocok dengan pembayaran GAGAL 01AB.',
  );
  const bare = lightsOf({ ...status, debits: [{ ...debit, transactionId: null }] }, id);
  expect(bare.find(({ id: name }) => name === 'deposit')?.cause).toBe(
    'Alfakios 14.30: Rp291.000 terpotong, dan tidak tercatat sebagai pembayaran di sini.',
  );
});

const named = (light: string, changed: Partial<TillStatus>, words = id) =>
  lightsOf({ ...status, ...changed }, words).find(({ id: name }) => name === light);

test('of a printer that tells what it printed nobody is told to look at the paper', () => {
  const printer = { id: 'front', columns: 32, state: 'sent', cause: null, confirms: 'job' } as const;
  const rest = { checkedAt: null, queued: 0, slipRefused: false } as const;
  const of = (confirmed: boolean) => named('printer', { printers: [{ ...printer, ...rest, confirmed }] });
  expect(of(false)?.cause).toContain('tidak mengabarkan');
  expect(of(true)?.cause).toContain('sudah tercetak');
});

test('what nobody has asked yet is never green', () => {
  const [iak] = status.providers;
  const unknown = {
    providers: iak ? [{ ...iak, state: 'unknown', deposit: null } as const] : [],
    printers: [
      {
        id: 'front',
        columns: 32,
        state: 'unknown',
        cause: null,
        checkedAt: null,
        queued: 0,
        slipRefused: false,
        confirms: 'none',
        confirmed: false,
      } as const,
    ],
    storage: { ...status.storage, freeBytes: null },
    backup: { state: 'none', at: null, cause: null, running: false } as const,
    booksCheckedAt: null,
    clockSkewMs: null,
  };
  const states = lightsOf({ ...status, ...unknown }, id).map(({ id: name, state }) => [name, state]);
  expect(states).toEqual(
    ['iak', 'printer', 'deposit', 'storage', 'books', 'backup', 'clock']
      .map((name) => [name, 'unknown'])
      .concat([['unsettled', 'ok']]),
  );
});

test.for([
  ['no-connection', 'tidak ada yang terkirim', 'internet'],
  ['no-reply', 'mungkin jadi', 'F3'],
  ['server-error', 'mungkin jadi', 'penyedia'],
  ['key-refused', 'kunci', 'pemilik'],
  ['ip-refused', 'IP', 'pemilik'],
  ['unreadable-reply', 'belum pasti', 'wifi'],
] as const)(
  'a provider that is down by %s says what it means for the money and what to do',
  ([cause, means, remedy]) => {
    const [iak] = status.providers;
    const light = named('iak', { providers: iak ? [{ ...iak, state: 'down', cause }] : [] });
    expect(light).toMatchObject({ state: 'bad', label: 'IAK putus' });
    expect(light?.cause).toContain(means);
    expect(light?.remedy).toContain(remedy);
  },
);

test.each(['offline', 'paper', 'cover', 'permission', 'busy', 'timeout', 'refused', 'unknown'] as const)(
  'a printer that failed by %s says that the payment is recorded, in both languages',
  (cause) => {
    const printers = [
      {
        id: 'front',
        columns: 32,
        state: 'failed',
        cause,
        checkedAt: null,
        queued: 0,
        slipRefused: false,
        confirms: 'none',
        confirmed: false,
      } as const,
    ];
    expect(named('printer', { printers })?.cause).toContain('embayarannya tetap tercatat');
    expect(named('printer', { printers }, en)?.cause).toContain('payment is recorded');
  },
);

test.for([
  ['no-room', 'storage', 'books'],
  ['unstored', 'storage', 'books'],
  ['refused', 'storage', 'books'],
  ['uncertain', 'books', 'storage'],
  ['damaged', 'books', 'storage'],
] as const)('storage that fails by %s is told at the light of what failed', ([cause, bad, well]) => {
  const storage = { ...status.storage, ok: false, cause };
  expect([named(bad, { storage })?.state, named(well, { storage })?.state]).toEqual(['bad', 'ok']);
});

test('a deposit that the till calls low is told as low, with how many bills the rest is enough for', () => {
  const [iak] = status.providers;
  const providers = iak ? [{ ...iak, deposit: rupiah(900_000), enoughFor: 7, low: true }] : [];
  const light = named('deposit', { providers });
  expect(light).toMatchObject({ state: 'warn', label: 'Deposit menipis Rp900.000' });
  expect(light?.cause).toBe('IAK: Rp900.000 (cukup untuk sekitar 7 tagihan)');
  expect(named('deposit', { providers: iak ? [{ ...iak, deposit: rupiah(9_000), low: false }] : [] })?.state).toBe(
    'ok',
  );
});

test('the light of a printer was green over a slip that waited', () => {
  const printer = (queued: number) =>
    [
      {
        id: 'front',
        columns: 32,
        state: 'sent',
        cause: null,
        checkedAt: null,
        queued,
        slipRefused: false,
        confirms: 'none',
        confirmed: false,
      },
    ] as const;
  expect(named('printer', { printers: printer(1) })).toMatchObject({ state: 'unknown', label: 'Printer 1 di antrean' });
  expect(named('printer', { printers: printer(0) })).toMatchObject({ state: 'ok', label: 'Printer' });
});
