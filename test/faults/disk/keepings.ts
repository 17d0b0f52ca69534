import { must } from '../cell.ts';
import type { Stage } from '../stage/stage.ts';
import { asking, type Keeping } from './records.ts';

// Each record that is not of a payment, and the call that keeps it.

const provider = 'iak';
let lastName = 0;

async function shiftNow(stage: Stage): Promise<boolean> {
  return (await stage.must('till:status', {})).shift !== null;
}

async function opened(stage: Stage): Promise<void> {
  if (!(await shiftNow(stage))) await stage.must('shift:open', { float: 50_000 });
}

async function expected(stage: Stage): Promise<number> {
  return (await stage.must('shift:x', {})).expected ?? 0;
}

async function closed(stage: Stage): Promise<string> {
  if (await shiftNow(stage)) await stage.must('shift:close', { counted: await expected(stage) });
  const { items } = await stage.must('shift:list', { limit: 1 });
  return items[0]?.shiftId ?? '';
}

const shift: readonly Keeping[] = [
  {
    kind: 'shift-opened',
    prepare: asking('shift:open', async (stage) => {
      await closed(stage);
      return { float: 50_000 };
    }),
  },
  {
    kind: 'shift-cash',
    prepare: asking('shift:cash', async (stage) => {
      await opened(stage);
      return { kind: 'in', amount: 1_000, reason: `receh ${++lastName}` };
    }),
  },
  {
    kind: 'drawer-opened',
    refusal: 'printer-failed',
    prepare: asking('drawer:open', async (stage) => {
      await opened(stage);
      return { reason: `tukar uang ${++lastName}` };
    }),
  },
  {
    // Above what may differ: kept, and told that a reason is needed.
    kind: 'shift-counted',
    keptCode: 'reason-needed',
    prepare: asking('shift:close', async (stage) => {
      await opened(stage);
      return { counted: (await expected(stage)) + 70_000 + ++lastName };
    }),
  },
  {
    kind: 'shift-closed',
    prepare: asking('shift:close', async (stage) => {
      await opened(stage);
      return { counted: await expected(stage), reason: 'dihitung lagi' };
    }),
  },
  {
    kind: 'shift-reopened',
    prepare: asking('shift:reopen', async (stage) => {
      await opened(stage);
      return { shiftId: await closed(stage), reason: 'masih ada pelanggan' };
    }),
  },
];

async function owing(stage: Stage): Promise<{ readonly customerId: string; readonly owed: number }> {
  const { items } = await stage.must('debt:list', {});
  const [debt] = items;
  if (debt && debt.owed > 1_000) return debt;
  const { customerId } = await stage.must('customer:save', { name: `Bu Yanti ${++lastName}`, numbers: [] });
  const { quoteId, due } = await stage.quote(provider);
  const tenders = [{ kind: 'credit' as const, amount: due }];
  const { status } = await stage.must('payment:pay', { quoteId, tenders, customerId });
  must(status === 'paid', `a bill on credit is ${status}`);
  return { customerId, owed: due };
}

async function asked(stage: Stage): Promise<string> {
  const input = { provider, kind: 'top-up-asked' as const, amount: 700_000, note: 'BCA' } as const;
  const { asks } = await stage.must('deposit:record', input);
  return asks[0]?.askId ?? '';
}

const office: readonly Keeping[] = [
  { kind: 'customer', prepare: asking('customer:save', () => ({ name: `Pak Darmo ${++lastName}`, numbers: [] })) },
  {
    kind: 'customer',
    prepare: asking('customer:remove', async (stage) => {
      return {
        customerId: (await stage.must('customer:save', { name: `Bu Sum ${++lastName}`, numbers: [] })).customerId,
      };
    }),
  },
  {
    kind: 'debt-settled',
    prepare: asking('debt:settle', async (stage) => {
      const { customerId, owed } = await owing(stage);
      return { customerId, tenders: [{ kind: 'cash', amount: 1_000 }], owed };
    }),
  },
  {
    kind: 'top-up-asked',
    prepare: asking('deposit:record', () => ({ provider, kind: 'top-up-asked', amount: 500_000, note: 'BRI' })),
  },
  {
    kind: 'deposit',
    prepare: asking('deposit:record', async (stage) => {
      return { provider, kind: 'top-up', amount: 699_000, note: 'BCA', askId: await asked(stage) };
    }),
  },
  {
    kind: 'top-up-cancelled',
    prepare: asking('deposit:record', async (stage) => {
      return { provider, kind: 'top-up-cancelled', askId: await asked(stage), note: 'tidak jadi' };
    }),
  },
  {
    kind: 'deposit',
    prepare: asking('deposit:record', () => ({ provider, kind: 'correction', amount: -1_000, note: 'biaya' })),
  },
];

const settings: readonly Keeping[] = [
  {
    kind: 'settings',
    prepare: asking('settings:save', () => ({ patch: { shop: { address: `Jl. Baru ${++lastName}` } } })),
  },
];

const pin = '8642';

/** The owner; whoever asks is the owner, for nobody has to sign in. */
async function owner(stage: Stage): Promise<string> {
  const { items } = await stage.must('people:list', {});
  const found = items.find(({ role }) => role === 'owner');
  if (found) return found.personId;
  return (await stage.must('people:save', { name: 'Ibu', role: 'owner', pin, active: true })).personId;
}

const people: readonly Keeping[] = [
  {
    kind: 'person',
    prepare: asking('people:save', async (stage) => {
      await owner(stage);
      return { name: `Sri ${++lastName}`, role: 'cashier', pin: '1357', active: true };
    }),
  },
  {
    kind: 'phrase',
    prepare: asking('people:phrase', async (stage) => {
      await owner(stage);
      return {};
    }),
  },
  {
    kind: 'recovered',
    prepare: asking('session:recover', async (stage) => {
      const personId = await owner(stage);
      return { personId, phrase: (await stage.must('people:phrase', {})).phrase, pin };
    }),
  },
  {
    // Counted before it is looked at, so a failing disk never says whether it was right.
    kind: 'tried',
    keptCode: 'wrong-pin',
    prepare: asking('session:sign-in', async (stage) => {
      await owner(stage);
      const saved = { name: `Joko ${++lastName}`, role: 'cashier', pin: '1357', active: true } as const;
      return { personId: (await stage.must('people:save', saved)).personId, pin: '9753' };
    }),
  },
  {
    kind: 'signed-in',
    prepare: asking('session:sign-in', async (stage) => ({ personId: await owner(stage), pin })),
  },
];

/** By who keeps them. */
export const keepings: Readonly<Record<string, readonly Keeping[]>> = { shift, office, settings, people };
