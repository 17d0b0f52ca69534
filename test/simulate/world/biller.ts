import type { Product, ProviderId } from '../../../shared/product.ts';
import type { Coverage } from '../play/coverage.ts';
import type { Timeline } from './timeline.ts';

// PLN's bills, and what the providers really did: the truth that the till's books are compared with.

export interface Bill {
  readonly n: number;
  readonly product: Product;
  readonly customerNumber: string;
  /** A new one every month. */
  issue: number;
  amount: number;
  /** Somebody paid it that is not this till. */
  isPaidElsewhere: boolean;
}

/** Money that a provider took from the shop's deposit, for good. */
export interface Taken {
  readonly provider: ProviderId;
  readonly providerRef: string;
  readonly bill: string;
  readonly at: number;
  readonly deducted: number;
  readonly reference: string | null;
  /** The provider had refused it before. */
  readonly isAfterRefusal: boolean;
  isReversed: boolean;
}

export interface Biller {
  bill(n: number): Bill;
  billOf(customerNumber: string): Bill;
  /** Whether providers know by now that it is paid; they hear of it late. */
  isKnownPaid(bill: Bill, issue?: number): boolean;
  isPaid(bill: Bill): boolean;
  take(taken: Omit<Taken, 'at' | 'isReversed' | 'bill'>, bill: Bill, issue: number): void;
  /** The money comes back, the bill is unpaid again. False if there is nothing to take back. */
  reverse(bill: Bill): boolean;
  /** Whether every provider knows of every payment by now. */
  isOldNews(): boolean;
  ledger(): readonly Taken[];
  find(providerRef: string): Taken | undefined;
}

/** How long, in ms, until every provider knows that a bill was paid. */
const hearsayMs = 10 * 60 * 1000;

export function createBiller(timeline: Timeline, coverage: Coverage): Biller {
  const bills = new Map<number, Bill>();
  const ledger: Taken[] = [];
  const byRef = new Map<string, Taken>();
  const byBill = new Map<string, Taken[]>();
  const nameOf = (bill: Bill, issue = bill.issue): string => `${bill.customerNumber}/${issue}`;
  const paymentsOf = (bill: Bill, issue?: number): readonly Taken[] =>
    (byBill.get(nameOf(bill, issue)) ?? []).filter(({ isReversed }) => !isReversed);

  function bill(n: number): Bill {
    let found = bills.get(n);
    if (!found) bills.set(n, (found = newBill(n)));
    return found;
  }

  return {
    bill,
    billOf: (customerNumber) => bill(Number(customerNumber.slice(-5))),
    isKnownPaid: (one, issue) =>
      (one.isPaidElsewhere && (issue ?? one.issue) === one.issue) ||
      paymentsOf(one, issue).some(({ at }) => timeline.now() - at >= hearsayMs),
    isPaid: (one) => one.isPaidElsewhere || paymentsOf(one).length > 0,
    take(taken, one, issue) {
      const entry = { ...taken, bill: nameOf(one, issue), at: timeline.now(), isReversed: false };
      ledger.push(entry);
      byBill.set(entry.bill, [...(byBill.get(entry.bill) ?? []), entry]);
      byRef.set(taken.providerRef, entry);
      coverage.count('taken');
    },
    reverse(one) {
      const [taken] = paymentsOf(one);
      if (!taken) return false;
      taken.isReversed = true;
      return true;
    },
    isOldNews: () => timeline.now() - (ledger.at(-1)?.at ?? 0) >= hearsayMs,
    ledger: () => ledger,
    find: (providerRef) => byRef.get(providerRef),
  };
}

/** Every seventh bill is of the product that only one provider sells. */
export function isNonTaglist(n: number): boolean {
  return n % 7 === 3;
}

function newBill(n: number): Bill {
  const product = isNonTaglist(n) ? 'pln-nontaglist' : 'pln-postpaid';
  const digits = String(n).padStart(5, '0');
  return {
    n,
    product,
    customerNumber: product === 'pln-postpaid' ? `5312345${digits}` : `53123456${digits}`,
    issue: 1,
    amount: 50_000 + ((n * 7_919) % 400) * 500,
    isPaidElsewhere: false,
  };
}

/** The month that an issue is billed for: `2026-11`. */
export function monthOf(issue: number): string {
  const month = issue + 9;
  return `${2026 + Math.floor(month / 12)}-${String((month % 12) + 1).padStart(2, '0')}`;
}
