import { wibDayStart } from '../../../shared/time.ts';
import type { ProviderId } from '../../../shared/product.ts';
import type { PendingReason, RefusalCode } from '../../../shared/transaction.ts';
import type { InquiryFailure } from '../../../electron/providers/provider.ts';
import type { Bill, Biller } from './biller.ts';
import type { Fate, Lie } from '../script/script.ts';
import type { Coverage } from '../play/coverage.ts';
import type { Timeline } from './timeline.ts';

// How the three providers behave by their documents, at the worst. What they answer is in the words of an Outcome.

export type Said =
  | { readonly says: 'paid'; readonly reference: string | null; readonly commission: number | null }
  | { readonly says: 'refused'; readonly code: RefusalCode; readonly mustRepeat?: boolean }
  | { readonly says: PendingReason };

export interface Priced {
  readonly bill: Bill;
  readonly amount: number;
  readonly admin: number;
  readonly commission: number;
}

/** What is paid, by the id that the provider knows it by. */
export interface PaidOrder {
  readonly providerRef: string;
  readonly bill: Bill;
  /** Bill and admin fee as the till sends them; a provider that is not sent them takes its own. */
  readonly price: number;
}

/** What the provider knows of a payment, or null. `process` may still become anything. */
export type Truth = 'process' | 'paid' | 'failed' | null;

export interface Aggregator {
  readonly id: ProviderId;
  inquire(providerRef: string, bill: Bill): Priced | InquiryFailure;
  pay(order: PaidOrder, fate: Fate): Said;
  ask(order: PaidOrder, fate: Fate, lie: Lie | undefined): Said;
  truth(providerRef: string): Truth;
  /** Whether a question is answered with the truth, for good. */
  saysPaid(providerRef: string): boolean;
  saysRefused(providerRef: string): boolean;
  /** Payments that may still become anything. */
  inProcess(): number;
  /** The shop's deposit is down to so much for so long. */
  limitDeposit(left: number, forMs: number): void;
}

interface Held {
  readonly order: PaidOrder;
  readonly isSoft: boolean;
  truth: Exclude<Truth, null>;
  code: RefusalCode;
  reference: string | null;
  /** The last answer to a question was a failure of the question's own. */
  saidOwnFailure: boolean;
  /** Failed, and will be paid after all. */
  turns: boolean;
}

const commissions: Readonly<Record<ProviderId, number>> = { alfakios: 700, ayoconnect: 0, iak: 1_100 };
/** A documented answer to a payment that leaves everything open. */
const doubts = { alfakios: 'contradiction', ayoconnect: 'already-there', iak: 'doubtful' } as const;
const admins: Readonly<Record<ProviderId, number>> = { alfakios: 2_500, ayoconnect: 2_750, iak: 2_500 };

export function createAggregator(id: ProviderId, biller: Biller, timeline: Timeline, coverage: Coverage): Aggregator {
  const held = new Map<string, Held>();
  const quoted = new Map<string, { readonly issue: number; readonly at: number }>();
  let deposit = Infinity;
  let open = 0;
  const { now } = timeline;

  const deducted = (price: number): number => price - commissions[id];
  const isClosed = (): boolean => {
    const hour = Math.floor((now() - wibDayStart(now())) / 3_600_000);
    return id === 'iak' && (hour === 23 || hour === 0);
  };

  /** Why it can't be paid, if it can't. */
  function obstacle({ providerRef, bill, price }: PaidOrder): RefusalCode | null {
    const quote = quoted.get(providerRef);
    if (id === 'iak' && (!quote || wibDayStart(quote.at) !== wibDayStart(now()))) return 'rejected';
    if (isClosed()) return 'cut-off';
    if (biller.isKnownPaid(bill, quote?.issue)) return 'already-paid';
    if (id === 'ayoconnect' && price !== bill.amount + admins[id]) return 'rejected';
    return deposit < deducted(price) ? 'deposit-low' : null;
  }

  function settle(one: Held, as: 'paid' | 'failed', fate: Fate, isAfterRefusal = false): void {
    one.truth = as;
    if (as === 'failed') return turnLater(one, fate);
    const { providerRef, bill, price } = one.order;
    one.reference = fate.hasNoReference ? null : `SN${providerRef}`;
    // Alfakios is not told an amount; IAK takes the one of its quote.
    const issue = quoted.get(providerRef)?.issue ?? bill.issue;
    const taken = id === 'alfakios' ? bill.amount + admins[id] : price;
    const { reference } = one;
    biller.take({ provider: id, providerRef, deducted: deducted(taken), reference, isAfterRefusal }, bill, issue);
  }

  /** Some say "failed" and pay it after all. Alfakios can't be asked, so there it is the deposit that tells. */
  function turnLater(one: Held, fate: Fate): void {
    if (fate.turnsMs === undefined || id === 'alfakios') return;
    one.turns = true;
    open++;
    timeline.after(fate.turnsMs, 'world', () => {
      open--;
      one.turns = false;
      coverage.fault('paid after all');
      settle(one, 'paid', fate, true);
    });
  }

  function begin(order: PaidOrder, fate: Fate): Said {
    const code = obstacle(order);
    const truth = code ? 'failed' : 'process';
    const isSoft = code ? code === 'already-paid' : fate.isSoft === true && id === 'ayoconnect';
    const one: Held = {
      order,
      isSoft,
      truth,
      code: code ?? 'rejected',
      reference: null,
      saidOwnFailure: false,
      turns: false,
    };
    held.set(order.providerRef, one);
    if (code) {
      coverage.fault(`provider ${code}`);
      return firstWord(one);
    }
    coverage.fault(`fate ${fate.first} ${fate.first === 'paid' || fate.first === 'failed' ? '' : fate.then}`.trim());
    if (fate.first === 'paid' || fate.first === 'failed') settle(one, fate.first, fate);
    else {
      open++;
      timeline.after(fate.afterMs, 'world', () => {
        open--;
        settle(one, fate.then, fate);
      });
    }
    if (fate.first === 'doubt') return { says: doubts[id] };
    return fate.first === 'unknown' ? { says: 'unknown-code' } : firstWord(one);
  }

  /** The answer to a payment that is new to the provider. */
  function firstWord(one: Held): Said {
    const isDoubtful = one.truth === 'failed' && id !== 'alfakios' && one.isSoft;
    if (!isDoubtful) return lastWord(one);
    return { says: one.code === 'already-paid' && id === 'ayoconnect' ? 'already-there' : 'doubtful' };
  }

  /** What the provider knows of it. */
  function lastWord(one: Held): Said {
    if (one.truth === 'process') return { says: id === 'alfakios' ? 'unknown-code' : 'in-process' };
    if (one.truth === 'failed') return { says: 'refused', code: id === 'alfakios' ? 'rejected' : one.code };
    const commission = id === 'ayoconnect' ? null : commissions[id];
    const isOther = id === 'alfakios' && biller.find(one.order.providerRef)?.deducted !== deducted(one.order.price);
    return isOther ? { says: 'other-payment' } : { says: 'paid', reference: one.reference, commission };
  }

  /** The answer to a payment that the provider has already. */
  function again(one: Held): Said {
    coverage.fault(`${id} pays once`);
    if (id === 'alfakios') return lastWord(one);
    // "This reference was used before" at the one, "already paid" at the other.
    if (id === 'ayoconnect') return { says: 'already-there' };
    return one.truth === 'paid' ? { says: 'doubtful' } : lastWord(one);
  }

  function answerTo(one: Held, lie: Lie | undefined): Said {
    const mayFail = lie === 'own-failure' && !one.saidOwnFailure;
    one.saidOwnFailure = mayFail;
    if (lie) coverage.fault(`question ${lie}`);
    if (mayFail) return id === 'iak' ? { says: 'doubtful' } : { says: 'refused', code: 'rejected', mustRepeat: true };
    if (lie === 'not-received') return { says: 'not-received' };
    if (lie === 'contradiction' || lie === 'unknown') return { says: lie === 'unknown' ? 'unknown-code' : lie };
    if (lie === 'other') return { says: 'other-payment' };
    if (one.truth !== 'failed' || !one.isSoft || id === 'iak') return lastWord(one);
    return one.code === 'already-paid'
      ? { says: 'already-there' }
      : { says: 'refused', code: one.code, mustRepeat: true };
  }

  return {
    id,
    inquire(providerRef, bill) {
      if (isClosed()) return 'cut-off';
      if (biller.isKnownPaid(bill)) return 'already-paid';
      quoted.set(providerRef, { issue: bill.issue, at: now() });
      return { bill, amount: bill.amount, admin: admins[id], commission: commissions[id] };
    },
    pay(order, fate) {
      const one = held.get(order.providerRef);
      return one ? again(one) : begin(order, fate);
    },
    ask(order, fate, lie) {
      const one = held.get(order.providerRef);
      // Alfakios has no question: the till sends the payment once more.
      if (id === 'alfakios')
        return one ? (lie === 'unknown' ? { says: 'unknown-code' } : again(one)) : begin(order, fate);
      return one ? answerTo(one, lie) : { says: 'not-received' };
    },
    saysPaid(providerRef) {
      const one = held.get(providerRef);
      return one !== undefined && lastWord(one).says === 'paid';
    },
    saysRefused(providerRef) {
      const one = held.get(providerRef);
      if (!one || one.truth !== 'failed' || id === 'alfakios') return false;
      return id === 'iak' || one.code !== 'already-paid';
    },
    inProcess: () => open,
    truth(providerRef) {
      const one = held.get(providerRef);
      return one ? (one.turns ? 'process' : one.truth) : null;
    },
    limitDeposit(left, forMs) {
      deposit = left;
      timeline.after(forMs, 'world', () => (deposit = Infinity));
    },
  };
}
