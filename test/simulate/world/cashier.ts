import type { Channel, Input, Outputs } from '../../../shared/api.ts';
import type { Quote } from '../../../shared/bill.ts';
import type { Reply } from '../../../shared/errors.ts';
import type { ProviderId } from '../../../shared/product.ts';
import type { Transaction } from '../../../shared/transaction.ts';
import { monthOf, type Biller } from './biller.ts';
import type { Outgoing } from '../judge/outgoing.ts';
import type { Sale } from '../script/script.ts';
import type { Life, Shop } from '../till/shop-parts.ts';
import type { Coverage } from '../play/coverage.ts';
import { createPeople } from './people.ts';
import { handOver, payBeforehand } from './hand-over.ts';
import { createShifts, type Drawer, type Shifts } from './shifts.ts';
import type { Timeline } from './timeline.ts';
import type { Trace } from '../play/trace.ts';
import type { Statements } from '../../oracles/statements.ts';

/** Rupiah in the drawer of a shift that is opened as somebody wants to sell. */
const dayFloat = 100_000;

// The people at the counter. They never lie: what they decide, they have seen at the provider's.

export interface Cashier {
  sell(sale: Sale): Promise<void>;
  check(bill: number): Promise<void>;
  reprint(bill: number): Promise<void>;
  /** Enter on the last quote of that bill once more, whatever became of it. */
  pressAgain(bill: number): Promise<void>;
  /** Whose sale came to nothing tries again: Enter on the last quote, or the whole sale. */
  insist(sale: Sale): Promise<void>;
  resend(bill: number): Promise<void>;
  /** The page was loaded anew, and looks what became of its last quote. */
  reload(bill: number): Promise<void>;
  /** Everything that a screen shows is looked at. */
  look(bill: number): Promise<void>;
  /** Settles what is open and known at the provider's; some people first say it wrongly, and take that back. */
  decide(takesBack: boolean): Promise<void>;
  /** After files were put back, and once nothing is under way any more. */
  reconcile(): Promise<void>;
  readonly shifts: Shifts;
  /** Nobody sells any more. */
  goHome(): void;
  must<C extends Channel>(channel: C, input: Input<C>): Promise<Outputs[C]>;
}

export interface CashierParts {
  readonly shop: Shop;
  readonly drawer: Drawer;
  readonly hasPeople: boolean;
  /** Customers pay by all kinds of money. */
  readonly hasTenders: boolean;
  readonly timeline: Timeline;
  readonly biller: Biller;
  readonly statements: Statements;
  readonly outgoing: Outgoing;
  readonly trace: Trace;
  readonly coverage: Coverage;
  readonly object: (objection: string) => void;
  /** What the provider's own books say of a payment; null while anything may still become of it. */
  readonly truthOf: (payment: Transaction) => 'paid' | 'refused' | null;
  readonly refOf: (transactionId: string) => string;
  readonly isQuiet: () => boolean;
  /** Whether the till waits for an answer about that payment. */
  readonly isAwaited: (providerRef: string) => boolean;
}

export function createCashier(parts: CashierParts): Cashier {
  const { shop, timeline, biller, statements, trace, coverage, object } = parts;
  const lastQuotes = new Map<number, Quote>();
  const lastPaid = new Map<number, string>();
  const presses = new Set<{ readonly life: Life | null; readonly quoteId: string }>();

  const people = parts.hasPeople ? createPeople() : null;
  let isHome = false;

  const wait = (ms: number): Promise<void> =>
    new Promise((resolve) => void (ms > 0 ? timeline.after(ms, 'world', resolve) : resolve()));

  /** Never answers if no till is there, or if it dies before it answers. */
  /** Who works there comes in first. */
  function ask<C extends Channel>(channel: C, input: Input<C>): Promise<Reply<Outputs[C]>> {
    const life = shop.life();
    if (!people || !life || timeline.isAsleep()) return askOf(life, channel, input);
    return people.comeIn(life).then(() => askOf(life, channel, input));
  }

  function askOf<C extends Channel>(life: Life | null, channel: C, input: Input<C>): Promise<Reply<Outputs[C]>> {
    return new Promise((resolve) => {
      if (!life || timeline.isAsleep()) return;
      trace.note(`> ${channel} ${JSON.stringify(input)}`);
      const call = life.till.call(channel, input, 'page', people?.approval());
      // They look at the real disk.
      if (channel === 'till:reconciled' || channel === 'till:status') timeline.hold(call);
      void call.then((reply) => {
        if (!life.seams.isAlive()) return;
        trace.note(`< ${channel} ${reply.ok ? summaryOf(reply.value) : reply.code}`);
        if (!reply.ok) coverage.count(`answered ${reply.code}`);
        if (!reply.ok && reply.code === 'internal') object(`threw: ${channel} was answered with an internal error`);
        if (reply.ok && isTransaction(reply.value)) statements.told(reply.value);
        resolve(reply as Reply<Outputs[C]>);
      });
    });
  }

  async function must<C extends Channel>(channel: C, input: Input<C>): Promise<Outputs[C]> {
    const reply = await ask(channel, input);
    if (!reply.ok) throw new Error(`${channel} must be answered, and was ${reply.code}`);
    return reply.value;
  }

  async function press(quote: Quote, tendered: number, mayOpen = true): Promise<Reply<Transaction>> {
    if (isHome) return new Promise(() => undefined);
    // A customer pays again only what was found to be unpaid.
    const bill = biller.billOf(quote.customerNumber);
    const isOfNow = quote.periods.length === 0 || quote.periods[0] === monthOf(bill.issue);
    const confirmPaidBefore = quote.paidBefore !== null && isOfNow && !biller.isPaid(bill) && parts.isQuiet();
    const handed = parts.hasTenders ? await handOver(quote, tendered, { ask, coverage }) : { tendered };
    const input = { quoteId: quote.quoteId, ...handed, ...(confirmPaidBefore && { confirmPaidBefore }) };
    statements.pressing(quote.quoteId);
    const one = { life: shop.life(), quoteId: quote.quoteId };
    // Nobody hears it while no till runs or its PC sleeps.
    if (!timeline.isAsleep()) presses.add(one);
    const reply = await ask('payment:pay', input);
    presses.delete(one);
    statements.pressed(quote.quoteId, reply);
    if (reply.ok || reply.code !== 'no-shift' || !mayOpen) return reply;
    coverage.fault('no shift is open');
    await shifts.open(dayFloat);
    return press(quote, tendered, false);
  }

  async function payQuote(sale: Sale, quote: Quote): Promise<void> {
    const { presses = 1, pressGapMs = 0, tender } = sale;
    const tendered = quote.total + (tender === 'more' ? 17_500 : tender === 'less' ? -1 : 0);
    if (presses > 1) coverage.fault(presses > 5 ? 'many Enters' : 'double Enter');
    for (let n = 1; n < presses; n++) {
      void press(quote, tendered);
      await wait(pressGapMs);
    }
    const reply = await press(quote, tendered);
    if (reply.ok) lastPaid.set(sale.bill, reply.value.transactionId);
    if (reply.ok && reply.value.status === 'pending') return payBeforehand(reply.value, { act: shifts.act, wait });
    if (reply.ok || reply.code !== 'quote-changed' || !reply.quote) return;
    coverage.fault('quote changed');
    lastQuotes.set(sale.bill, reply.quote);
    await press(reply.quote, reply.quote.total);
  }

  async function inquire(sale: Sale, provider: ProviderId | undefined): Promise<Quote | null> {
    const { product, customerNumber } = biller.bill(sale.bill);
    const inquired = await ask('bill:inquire', { product, customerNumber, ...(provider && { provider }) });
    if (!inquired.ok) return null;
    lastQuotes.set(sale.bill, inquired.value);
    return inquired.value;
  }

  async function oneWindow(sale: Sale, provider: ProviderId | undefined): Promise<void> {
    const quote = await inquire(sale, provider);
    await wait(sale.thinkMs ?? 2_000);
    if (quote) await payQuote(sale, quote);
  }

  /** Both press Enter in the same moment, or when each of them has its quote. */
  async function twoWindows(sale: Sale, second: ProviderId | undefined): Promise<void> {
    if (sale.pressGapMs !== undefined)
      return void (await Promise.all([oneWindow(sale, sale.provider), oneWindow(sale, second)]));
    const quotes = await Promise.all([inquire(sale, sale.provider), inquire(sale, second)]);
    await wait(sale.thinkMs ?? 2_000);
    await Promise.all(quotes.map(async (quote) => quote && payQuote(sale, quote)));
  }

  async function unsettled(): Promise<readonly Transaction[]> {
    const reply = await ask('payment:unsettled', {});
    return reply.ok ? reply.value.items : [];
  }

  async function openOf(bill: number): Promise<Transaction | undefined> {
    return (await unsettled()).find(({ customerNumber }) => customerNumber === biller.bill(bill).customerNumber);
  }

  /** Found by its number, where nobody remembers the payment. */
  async function lastOf(bill: number): Promise<string | undefined> {
    const found = await ask('transaction:list', { search: biller.bill(bill).customerNumber, limit: 1 });
    return found.ok ? found.value.items[0]?.transactionId : undefined;
  }

  async function resolve({ transactionId }: Transaction, as: 'paid' | 'refused'): Promise<void> {
    statements.personDecides(transactionId);
    const isAwaited = parts.isAwaited(parts.refOf(transactionId));
    const reply = await ask('payment:resolve', { transactionId, as, reason: 'by the books of the provider' });
    if (!reply.ok) return;
    coverage.count('resolved by a person');
    if (isAwaited) coverage.fault('decided under a call');
  }

  const shifts = createShifts({ ...parts, ask, isBlind: parts.hasPeople, isAsleep: timeline.isAsleep });

  return {
    must,
    shifts,
    goHome: () => void (isHome = true),
    async sell(sale) {
      const { window, provider } = sale;
      if (!window) return oneWindow(sale, provider);
      coverage.fault('two windows');
      await twoWindows(sale, window === 'same' ? provider : window);
    },
    async check(bill) {
      const open = await openOf(bill);
      if (!open) return;
      coverage.fault('check now');
      await ask('payment:check', { transactionId: open.transactionId });
    },
    async reprint(bill) {
      const transactionId = lastPaid.get(bill) ?? (await lastOf(bill));
      if (transactionId === undefined) return;
      coverage.fault('reprint');
      await ask('receipt:preview', { transactionId });
      await ask('receipt:print', { transactionId, confirm: true });
    },
    async pressAgain(bill) {
      const quote = lastQuotes.get(bill);
      if (!quote) return;
      coverage.fault('old quote');
      await press(quote, quote.total);
    },
    async insist(sale) {
      const quote = lastQuotes.get(sale.bill);
      if (quote) await press(quote, quote.total);
      else await oneWindow(sale, sale.provider);
    },
    async resend(bill) {
      const open = await openOf(bill);
      if (!open) return;
      const found = await ask('transaction:get', { transactionId: open.transactionId });
      if (!found.ok || !found.value.mayResend) return;
      coverage.fault('resent by a person');
      parts.outgoing.resent(parts.refOf(open.transactionId));
      await ask('payment:resend', { transactionId: open.transactionId, reason: 'the provider does not have it' });
    },
    async reload(bill) {
      const quoteId = lastQuotes.get(bill)?.quoteId;
      if (quoteId === undefined) return;
      coverage.fault('page loaded anew');
      const isPaying = [...presses].some((one) => one.life === shop.life() && one.quoteId === quoteId);
      const found = await ask('payment:find', { quoteId });
      if (!found.ok) return;
      if (found.value.state === 'none' && isPaying) object(`O4: ${quoteId} was being paid, and was said not to be`);
      if (found.value.transaction) statements.told(found.value.transaction);
    },
    async look(bill) {
      coverage.fault('looked at');
      await ask('till:status', {});
      const [listed, open] = await Promise.all([ask('transaction:list', { limit: 50 }), unsettled()]);
      if (listed.ok) {
        const { items } = listed.value;
        const isOpen = ({ status }: Transaction): boolean => status === 'sending' || status === 'pending';
        const missing = items.filter((one) => isOpen(one) && !open.some((other) => isSame(one, other)));
        for (const { transactionId } of missing) object(`O8: ${transactionId} is open and not on the list of what is`);
      }
      const transactionId = await lastOf(bill);
      if (transactionId === undefined) return;
      await ask('receipt:preview', { transactionId });
      await ask('transaction:get', { transactionId });
    },
    async decide(takesBack) {
      for (const open of await unsettled()) {
        const truth = parts.truthOf(open);
        if (truth === null) continue;
        // Who takes a word back sees to it that it is heard: not while the disk may refuse it.
        if (takesBack && shop.arms.isQuiet() && shop.life()?.books.state() === 'ready') {
          coverage.fault('word taken back');
          await resolve(open, truth === 'paid' ? 'refused' : 'paid');
        }
        await resolve(open, truth);
      }
    },
    async reconcile() {
      // Who compares sees what the files have forgotten, so nothing of it may still be news.
      if (shop.life()?.books.tillState().mode !== 'reconcile' || !parts.isQuiet() || !biller.isOldNews()) return;
      await ask('till:reconciled', { reason: 'compared' });
    },
  };
}

function isTransaction(value: unknown): value is Transaction {
  return typeof value === 'object' && value !== null && 'transactionId' in value && 'status' in value;
}

function summaryOf(value: unknown): string {
  if (isTransaction(value)) return `${value.transactionId} ${value.status} ${value.reference ?? ''}`;
  const { quoteId, total, jobId, copy } = value as { quoteId?: string; total?: number; jobId?: string; copy?: number };
  return [quoteId, total, jobId, copy].filter((one) => one !== undefined).join(' ');
}

function isSame(one: Transaction, other: Transaction): boolean {
  return one.transactionId === other.transactionId;
}
