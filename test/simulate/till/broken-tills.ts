import type { Outcome, Provider } from '../../../electron/providers/provider.ts';
import { rupiah } from '../../../shared/money.ts';
import { brokenBooks } from './broken-books.ts';
import type { Step } from '../script/script.ts';
import type { Damage } from './shop-parts.ts';

// Tills that are broken on purpose, each with the oracle that must notice.

export interface BrokenTill {
  readonly what: string;
  /** The name that its violations begin with. */
  readonly oracle: string;
  readonly damage: Damage;
  /** What it takes for it to go wrong, where one script in a hundred has it; otherwise scripts by chance find it. */
  readonly steps?: readonly Step[];
}

export const brokenTills: readonly BrokenTill[] = [
  ...brokenBooks,
  {
    what: 'pays every bill twice over',
    oracle: 'O9',
    damage: onProvider((provider) => ({
      ...provider,
      pay: async (order) => {
        await provider.pay(order);
        return provider.pay(order);
      },
    })),
  },
  {
    what: 'has no lock on a bill that is being paid',
    oracle: 'O1',
    damage: { database: (db) => void db.exec('DROP INDEX IF EXISTS one_unsettled_payment') },
  },
  {
    what: 'takes a time-out for a refusal',
    oracle: 'O2',
    damage: onProvider((provider) => ({
      ...provider,
      pay: async (order) => refusedIf('no-reply', await provider.pay(order)),
    })),
  },
  {
    what: 'believes at once that a payment was not received',
    oracle: 'O2',
    damage: onProvider((provider) => {
      const { checkStatus } = provider;
      if (!checkStatus) return provider;
      return { ...provider, checkStatus: async (order) => refusedIf('not-received', await checkStatus(order)) };
    }),
    steps: [
      {
        at: 0,
        do: 'sell',
        isAlone: true,
        bill: 36,
        provider: 'iak',
        fate: { first: 'unknown', then: 'paid', afterMs: 0 },
        questions: [{ lie: 'not-received' }, { lie: 'not-received' }],
      },
    ],
  },
  {
    what: 'takes an answer that can not be read for a success',
    oracle: 'O3',
    damage: onProvider((provider) => ({
      ...provider,
      pay: async (order) => {
        const outcome = await provider.pay(order);
        return outcome.kind === 'pending' && outcome.why === 'unreadable-reply' ? paid(outcome) : outcome;
      },
    })),
  },
  {
    what: 'forgets a payment that the cashier was told of',
    oracle: 'O4',
    damage: {
      database(db) {
        db.exec('DROP TRIGGER IF EXISTS transactions_stay');
        db.exec(`CREATE TRIGGER IF NOT EXISTS forgetful AFTER INSERT ON journal WHEN NEW.kind = 'paid' AND NEW.n % 9 = 0
          BEGIN DELETE FROM transactions WHERE transaction_id = NEW.transaction_id; END`);
      },
    },
  },
  {
    what: 'writes another sum into the database than into the journal',
    oracle: 'O5',
    damage: {
      database(db) {
        db.exec('DROP TRIGGER IF EXISTS transactions_keep_their_money');
        db.exec(`CREATE TRIGGER IF NOT EXISTS generous AFTER INSERT ON transactions WHEN NEW.bill % 7 = 0
          BEGIN UPDATE transactions SET tendered = tendered + 1 WHERE transaction_id = NEW.transaction_id; END`);
      },
    },
  },
  {
    what: 'takes a doubtful print for one that failed',
    oracle: 'O6',
    damage: {
      deliver:
        (deliver) =>
        async (...job) => {
          const delivery = await deliver(...job);
          return delivery.kind === 'doubtful' ? { ...delivery, kind: 'failed' } : delivery;
        },
    },
  },
  {
    what: 'gets the commission wrong',
    oracle: 'O7',
    damage: onProvider((provider) => ({
      ...provider,
      pay: async (order) => {
        const outcome = await provider.pay(order);
        const isPaid = outcome.kind === 'paid' && outcome.commission !== null;
        return isPaid ? { ...outcome, commission: rupiah((outcome.commission ?? 0) + 1) } : outcome;
      },
    })),
  },
  {
    what: 'never hears the answer to a question',
    oracle: 'O8',
    damage: onProvider((provider) =>
      provider.checkStatus ? { ...provider, checkStatus: () => new Promise(() => undefined) } : provider,
    ),
  },
  {
    what: 'loses what was said to a question',
    oracle: 'heard',
    damage: onProvider((provider) => {
      const { checkStatus } = provider;
      if (!checkStatus) return provider;
      return { ...provider, checkStatus: (order) => checkStatus(order).then(() => new Promise(() => undefined)) };
    }),
  },
  {
    what: 'keeps an alarming answer without its alarm',
    oracle: 'heard',
    damage: {
      database(db) {
        db.exec('DROP TRIGGER IF EXISTS journal_is_final');
        db.exec(`CREATE TRIGGER IF NOT EXISTS calming AFTER INSERT ON journal WHEN NEW.data LIKE '%"alarm":true%'
          BEGIN UPDATE journal SET data = replace(data, '"alarm":true', '"alarm":false') WHERE n = NEW.n; END`);
      },
    },
  },
  {
    what: 'tells nobody that a payment was refused',
    oracle: 'told',
    damage: tellsNoRefusal(),
  },
  {
    what: 'leaves those who listen behind',
    oracle: 'told',
    damage: tellsNoRefusal(),
  },
  {
    what: 'takes no money any more once a payment was refused',
    oracle: 'sells',
    damage: {
      till(till) {
        let isShut = false;
        till.onEvent((_event, told) => (isShut ||= 'status' in told && told.status === 'refused'));
        const shut = { ok: false, code: 'storage-failed', logId: 'log' } as const;
        return {
          ...till,
          call: (channel, ...given) =>
            isShut && channel === 'payment:pay' ? Promise.resolve(shut) : till.call(channel, ...given),
        };
      },
    },
  },
  {
    what: 'leaves a payment off the list of what is open',
    oracle: 'O8',
    damage: {
      till: (till) => ({
        ...till,
        async call(channel, ...given) {
          const reply = await till.call(channel, ...given);
          if (channel !== 'payment:unsettled' || !reply.ok) return reply;
          return { ok: true, value: { items: (reply.value as { readonly items: readonly unknown[] }).items.slice(1) } };
        },
      }),
    },
  },
  {
    what: 'does not know that it is paying',
    oracle: 'O4',
    damage: {
      till: (till) => ({
        ...till,
        call: (channel, ...given) =>
          channel === 'payment:find'
            ? Promise.resolve({ ok: true, value: { state: 'none', transaction: null, paying: null } })
            : till.call(channel, ...given),
      }),
    },
    steps: [
      { at: 0, do: 'when', point: 'pay-out', delayMs: 100, then: { do: 'reload', bill: 40 } },
      { at: 1_000, do: 'sell', bill: 40 },
    ],
  },
  {
    what: 'loses every third slip number',
    oracle: 'O13',
    damage: {
      database(db) {
        db.exec('DROP TRIGGER IF EXISTS slip_numbers_stay');
        db.exec(`CREATE TRIGGER IF NOT EXISTS careless AFTER UPDATE OF slip_number ON transactions
          WHEN CAST(substr(NEW.slip_number, -6) AS INTEGER) % 3 = 0
          BEGIN UPDATE transactions SET slip_number = NULL WHERE transaction_id = NEW.transaction_id; END`);
      },
    },
  },
  {
    what: 'never asks whether a refusal stands',
    oracle: 'O14',
    damage: onProvider((provider) => {
      const { statusChecks } = provider.facts;
      if (!statusChecks) return provider;
      return { ...provider, facts: { ...provider.facts, statusChecks: { ...statusChecks, mayPay: true } } };
    }),
    steps: [
      {
        at: 0,
        do: 'sell',
        bill: 5,
        provider: 'iak',
        fate: { first: 'unknown', then: 'failed', afterMs: 0, turnsMs: 9_000 },
      },
    ],
  },
  {
    what: 'asks sooner than the provider allows',
    oracle: 'status-checks',
    damage: onProvider((provider) => {
      const { statusChecks } = provider.facts;
      if (!statusChecks) return provider;
      return { ...provider, facts: { ...provider.facts, statusChecks: { ...statusChecks, abnormalFirstMs: 3_000 } } };
    }),
  },
];

/** Tills that no oracle can judge: their runs don't end, or end everything. */
export const hopeless: readonly Omit<BrokenTill, 'oracle'>[] = [
  {
    what: 'never comes to an end',
    damage: onProvider((provider) => ({ ...provider, pay: () => spin() })),
  },
  {
    what: 'ends its whole process',
    damage: onProvider((provider) => ({ ...provider, pay: () => process.exit(7) })),
  },
  {
    what: 'lets a promise fail that nobody waits for',
    damage: onProvider((provider) => ({
      ...provider,
      pay(order) {
        void Promise.reject(new Error('nobody waits'));
        return provider.pay(order);
      },
    })),
  },
];

function spin(): never {
  for (;;);
}

function tellsNoRefusal(): Damage {
  return {
    till: (till) => ({
      ...till,
      onEvent: (hear) =>
        till.onEvent((event, data) => ('status' in data && data.status === 'refused' ? undefined : hear(event, data))),
    }),
  };
}

function onProvider(change: (provider: Provider) => Provider): Damage {
  return { provider: change };
}

function refusedIf(why: string, outcome: Outcome): Outcome {
  if (outcome.kind !== 'pending' || outcome.why !== why) return outcome;
  return { kind: 'refused', code: 'rejected', message: null, exchange: outcome.exchange };
}

function paid({ exchange }: Outcome): Outcome {
  return {
    ...{ kind: 'paid', reference: 'SN0', commission: null, balance: null, warning: null },
    ...{ details: null, bills: null, remainingBills: null, footer: null, exchange },
  };
}
