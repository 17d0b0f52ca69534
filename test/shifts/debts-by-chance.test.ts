import { expect, test } from 'vitest';
import { areMadeAgain } from './made-again.ts';
import { openShop, type Shop } from './shop.ts';

// What a customer's debts are rounded by, over any sequence of bills, payments and give-backs: no more is taken back than was given.

const total = 291_000;
const rounding = { to: 1_000, mode: 'down' } as const;

/**
 * What was taken back of roundings, by all records of debts; `excess`: what of it no payment had given, since the last one that ended the debt.
 * The test's own arithmetic, over the records alone.
 */
function takenBack({ db }: Shop): { readonly undone: number; readonly excess: number } {
  const sql = `SELECT data ->> '$.amount' AS amount, data ->> '$.owed' AS owed, data ->> '$.rounding' AS rounding,
    coalesce(data ->> '$.undone', 0) AS undone FROM journal WHERE kind = 'debt-settled' ORDER BY n`;
  const all = db.prepare(sql).all() as Record<'amount' | 'owed' | 'rounding' | 'undone', number>[];
  let [left, undone, excess] = [0, 0, 0];
  for (const one of all) {
    if (one.amount > 0 && one.owed === 0) left = 0 - one.rounding;
    undone += one.undone;
    excess += Math.max(0, one.undone - left);
    left -= one.undone;
  }
  return { undone, excess };
}

/** The same numbers for the same seed, from 0 below `below`. */
function chanceOf(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

interface Customer {
  readonly shop: Shop;
  readonly customerId: string;
  readonly below: (below: number) => number;
  /** Payments of which nobody knows yet. */
  readonly open: string[];
}

async function buy({ shop, customerId, below, open }: Customer): Promise<void> {
  shop.payments(() => 'cut');
  const credit = 1 + below(total);
  const kinds = [
    { kind: 'qris' as const, amount: total - credit },
    { kind: 'credit' as const, amount: credit },
  ];
  const { quoteId } = await shop.quote();
  const tenders = kinds.filter(({ amount }) => amount > 0);
  const { transactionId } = await shop.must('payment:pay', { quoteId, tenders, customerId, confirmPaidBefore: true });
  // A bill stays locked until somebody knows, so it is decided before the next one.
  open.push(transactionId);
}

async function decide({ shop, below, open }: Customer): Promise<void> {
  const transactionId = open.shift();
  if (transactionId === undefined) return;
  const as = below(2) === 0 ? 'paid' : 'refused';
  await shop.must('payment:resolve', { transactionId, as, reason: 'kata orang' }, 'page', shop.approval('Budi'));
}

/** All or a part of what they owe, or of what is theirs; answers what was taken back of a rounding. */
async function payOrGiveBack({ shop, customerId, below }: Customer): Promise<void> {
  const { items } = await shop.must('debt:list', { customerId });
  const owed = items[0]?.owed ?? 0;
  const isPart = below(3) === 0;
  if (owed > 0) {
    const amount = isPart ? 1 + below(owed) : Math.ceil(owed / rounding.to) * rounding.to;
    await shop.call('debt:settle', { customerId, tenders: [{ kind: 'cash', amount }] });
  }
  if (owed >= 0) return;
  const amount = isPart ? 1 + below(0 - owed) : 0 - owed;
  await shop.call('debt:give-back', { customerId, amount }, 'page', shop.approval('Budi'));
}

test.for([1, 2, 3, 4])('more of a rounding was taken back than debts had been rounded by (%i)', async (seed) => {
  const shop = await openShop({ shop: { name: 'Loket', rounding } });
  await shop.signIn('Sri');
  await shop.must('shift:open', { float: 2_000_000 });
  const { customerId } = await shop.must('customer:save', { name: 'Bu Yanti', numbers: [] });
  const customer: Customer = { shop, customerId, below: chanceOf(seed), open: [] };
  let most = 0;
  for (let n = 0; n < 24; n++) {
    // The clock of a PC is put right now and then, also back.
    shop.setPcClock(shop.clock.ms + (customer.below(6) === 0 ? -90_000 : 60_000));
    if (customer.open.length === 0) await buy(customer);
    else if (customer.below(3) === 0) await decide(customer);
    await payOrGiveBack(customer);
    const { undone, excess } = takenBack(shop);
    expect(excess).toBe(0);
    most = undone;
    expect(await shop.must('shift:x', {})).toMatchObject({ balance: 0 });
  }
  // Otherwise nothing was looked at.
  expect(most).toBeGreaterThan(0);
  await areMadeAgain(shop);
});
