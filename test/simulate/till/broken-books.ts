import type { BrokenTill } from './broken-tills.ts';
import type { Disk } from './disk.ts';

// Tills whose books are broken on purpose: the journal's sealed files, their packed parts, the ledger, and the drawer.

export const brokenBooks: readonly BrokenTill[] = [
  {
    what: 'spoils the last record of what it seals',
    oracle: 'kept',
    damage: {
      disk: (disk) => {
        const seal = disk.seal.bind(disk);
        return Object.assign(disk, {
          seal(...given: Parameters<Disk['seal']>) {
            const sealed = seal(...given);
            disk.files().sealed.get(sealed.number)?.subarray(-4, -3).fill('?');
            return sealed;
          },
        });
      },
    },
  },
  {
    what: 'leaves the plain file beside the sealed one',
    oracle: 'segments',
    damage: {
      disk: (disk) => {
        const open = disk.openJournal.bind(disk);
        const forgets = { hasLeftovers: () => false, clearLeftovers: () => undefined };
        return Object.assign(disk, {
          openJournal: (...given: Parameters<Disk['openJournal']>) => ({ ...open(...given), ...forgets }),
        });
      },
    },
  },
  {
    what: 'takes what is paid of a debt twice when two press at once',
    oracle: 'O12',
    damage: {
      till: (till) => ({
        ...till,
        call(channel, input, ...given) {
          const { owed: _owed, ...rest } = (input ?? {}) as { readonly owed?: number };
          return till.call(channel, channel === 'debt:settle' ? rest : input, ...given);
        },
      }),
    },
    steps: [
      { at: 0, do: 'sell', bill: 27 },
      { at: 3_600_000, do: 'shift', act: 'pay-off', by: 'cash', presses: 2, part: 'half' },
    ],
  },
  {
    what: 'says of a line of cash that it is not kept, and it is',
    oracle: 'O12',
    damage: {
      till: (till) => ({
        ...till,
        async call(channel, input, ...given) {
          const reply = await till.call(channel, input, ...given);
          return channel === 'shift:cash' && reply.ok ? { ok: false, code: 'storage-failed', logId: '' } : reply;
        },
      }),
    },
    steps: [
      { at: 0, do: 'shift', act: 'open', float: 100_000 },
      { at: 60_000, do: 'shift', act: 'cash', kind: 'in', amount: 5_000 },
    ],
  },
  {
    what: 'leaves what was paid of a debt out of the shift',
    oracle: 'O12',
    damage: {
      database: (db) =>
        void db.exec(`CREATE TEMP TRIGGER IF NOT EXISTS no_debt_is_paid BEFORE INSERT ON main.ledger WHEN NEW.event = 'debt'
          BEGIN SELECT RAISE(IGNORE); END`),
    },
  },
  {
    what: 'leaves what was given back of a debt in the drawer',
    oracle: 'O12',
    damage: {
      database: (db) =>
        void db.exec(`CREATE TEMP TRIGGER IF NOT EXISTS no_debt_goes_back BEFORE INSERT ON main.ledger WHEN NEW.event = 'debt-back'
          BEGIN SELECT RAISE(IGNORE); END`),
    },
    steps: [
      { at: 0, do: 'sell', bill: 48, fate: { first: 'process', then: 'failed', afterMs: 0 } },
      { at: 60_000, do: 'decide' },
      { at: 120_000, do: 'shift', act: 'pay-off', by: 'qris', part: 'all' },
    ],
  },
  {
    what: 'takes money that was given back for money in the drawer',
    oracle: 'O12',
    damage: {
      database: (db) =>
        void db.exec(`CREATE TEMP TRIGGER IF NOT EXISTS nothing_is_returned BEFORE INSERT ON main.ledger WHEN NEW.event = 'returned'
          BEGIN SELECT RAISE(IGNORE); END`),
    },
  },
  {
    what: 'opens the drawer twice for what moved in it',
    oracle: 'drawer',
    damage: {
      till: (till) => ({
        ...till,
        call(channel, input, ...given) {
          const { reason } = (input ?? {}) as { readonly reason?: string };
          if (channel === 'shift:cash') void till.call('drawer:open', { reason }, ...given);
          return till.call(channel, input, ...given);
        },
      }),
    },
    steps: [{ at: 0, do: 'shift', act: 'open', float: 100_000 }],
  },
];
