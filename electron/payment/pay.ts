import type { FoundPayment, Input } from '../../shared/api.ts';
import { assert, fail, ok, Refused, type Failure, type Result } from '../../shared/errors.ts';
import { rupiah, subtract } from '../../shared/money.ts';
import { asksAbout, type Tender } from '../../shared/tender.ts';
import { toWib, wibDay } from '../../shared/time.ts';
import type { Transaction } from '../../shared/transaction.ts';
import { findCustomer } from '../db/customers.ts';
import { nextClaimCode } from '../db/next-numbers.ts';
import { findQuote, type StoredQuote } from '../db/quotes.ts';
import { isUniqueViolation, type Db } from '../db/open.ts';
import { noShift, openShift, whyNotInto } from '../db/shifts.ts';
import { isStorageError, readIfWell } from '../db/storage-error.ts';
import { findByQuote, findPaidBefore, findTransaction, findUnsettled, type Intent } from '../db/transactions.ts';
import { isAboveCeiling } from './ceilings.ts';
import { takeAnswer, type PaymentRequest } from './answer.ts';
import { asSaid, handedFor, inquireForPayment } from './inquire.ts';
import { whyNothingIsSent, type By, type Payer, type PaymentParts } from './parts.ts';
import { debtorOf, newDebtor, whyNotOnCredit } from './on-credit.ts';

/** A quote this old, in ms, belongs to a customer who has gone home. */
const quoteAgeMaxMs = 24 * 60 * 60 * 1000;

/** Above the shop's ceilings: null if somebody who may has given their PIN. */
type DemandAbove = () => Promise<Failure | null>;

export interface Payments {
  /**
   * Pays a quote, once: the same quote answers the same payment, however often and however fast it is asked. A failure
   * means that nothing was stored or sent; once an intent is stored, the payment is answered whatever became of it.
   */
  pay(input: Input<'payment:pay'>, by: Payer, demandAbove: DemandAbove): Promise<Result<Transaction>>;
  /** What became of paying that quote, for whoever did not get the answer. */
  find(quoteId: string): FoundPayment;
}

export function createPayments(parts: PaymentParts): Payments {
  const underWay = new Map<
    string,
    { readonly tenders: readonly Tender[]; readonly answer: Promise<Result<Transaction>> }
  >();
  /** The payment that `paid-before` was answered for, by quote: what a person then confirms is to pay after this one. */
  const told = new Map<string, string>();

  const payOnce: Payments['pay'] = async (input, by, demandAbove) => {
    const ready = await prepare(parts, input, by, told.get(input.quoteId));
    if (!ready.ok) return ready;
    const { stored, whyNotAgain } = ready.value;
    if (isAboveCeiling(parts, stored.quote.total)) {
      // A PIN takes its time, and anything may have happened meanwhile.
      const refused = (await demandAbove()) ?? whyNotPay(parts, input, by, stored);
      if (refused) return refused;
    }
    const unheard = whyNotAgain();
    if (unheard) return unheard;
    const startedAt = parts.clock.now();
    const sending = firstSending(parts, stored, startedAt);
    const intent = intentOf(parts, stored, input, by);
    // It may have been closed since it was looked at.
    const unanswered = whyNoShift(parts, by);
    if (unanswered) return unanswered;
    // Two that were looked at together are stored one after the other.
    if (isBeyondDeposit(parts, stored)) return fail('deposit-low');
    const refused = storeIntent(parts, stored.transactionId, { intent, by }, startedAt);
    if (refused) return refused;
    const isStored = await takeAnswer(parts, sending);
    const transaction = isStored ? readIfWell(() => findTransaction(parts.books.db, stored.transactionId)) : null;
    // What is not on the disk, or can't be read there, is not certain yet, whatever the provider said.
    return ok(transaction ?? uncertain(parts.books.db, stored, intent, startedAt));
  };

  /** The payment of a quote, if one is stored. One whose outcome the disk has not taken yet is not being sent any more. */
  function findStored(quoteId: string): Transaction | null {
    const found = findByQuote(parts.books.db, quoteId);
    return found?.status === 'sending' && !underWay.has(quoteId) ? { ...found, status: 'pending' } : found;
  }

  const pay: Payments['pay'] = async (input, by, demandAbove) => {
    const { quoteId } = input;
    const running = underWay.get(quoteId);
    if (running) {
      const result = await running.answer;
      return isOfOneCall(result) ? pay(input, by, demandAbove) : result;
    }
    const earlier = findStored(quoteId);
    if (earlier) return ok(earlier);
    const answer = payOnce(input, by, demandAbove)
      .then((result) => keepTold(told, quoteId, result))
      .finally(() => underWay.delete(quoteId));
    underWay.set(quoteId, { tenders: tendersOf(input), answer });
    return answer;
  };
  return {
    pay,
    find(quoteId) {
      const transaction = findStored(quoteId);
      if (transaction) return { state: 'stored', transaction, paying: null };
      const running = underWay.get(quoteId);
      if (!running) return { state: 'none', transaction, paying: null };
      const stored = findQuote(parts.books.db, quoteId);
      const paying = stored && { quote: asSaid(parts, stored), tenders: running.tenders };
      return { state: 'under-way', transaction, paying };
    },
  };
}

/** Refused for want of a right PIN, or of whoever asked: that is no answer to another call, which may have one. */
function isOfOneCall(result: Result<Transaction>): boolean {
  return !result.ok && ['not-allowed', 'not-signed-in', 'wrong-pin', 'pins-lost'].includes(result.code);
}

function keepTold(told: Map<string, string>, quoteId: string, result: Result<Transaction>): Result<Transaction> {
  if (!result.ok && result.paidBefore) told.set(quoteId, result.paidBefore.transactionId);
  return result;
}

/** What was handed over, as it was said. */
function tendersOf({ tendered, tenders }: Input<'payment:pay'>): readonly Tender[] {
  if (!tenders) return [{ kind: 'cash', amount: rupiah(tendered ?? 0) }];
  return tenders.map(({ kind, amount, note }) => ({
    kind,
    amount: rupiah(amount),
    ...(note !== undefined && { note }),
  }));
}

interface Ready {
  readonly stored: StoredQuote;
  /** Why the bill, which was paid before, is not paid once more; to be asked again before the intent. */
  readonly whyNotAgain: () => Failure | null;
}

/** Everything that must hold before an intent may be stored. Sends at most an inquiry. */
async function prepare(
  parts: PaymentParts,
  input: Input<'payment:pay'>,
  by: Payer,
  told: string | undefined,
): Promise<Result<Ready>> {
  await parts.checked;
  const stored = findQuote(parts.books.db, input.quoteId);
  if (!stored) return whyNothingIsSent(parts) ?? fail('quote-unknown');
  const unanswered = whyNoShift(parts, by);
  if (unanswered) return unanswered;
  const obstacle = whyNotPay(parts, input, by, stored);
  if (obstacle) return obstacle;
  const agreed = input.confirmPaidBefore ? (told ?? stored.quote.paidBefore?.transactionId) : undefined;
  const whyNotAgain = (): Failure | null => whyNotOnceMore(parts, stored.quote, agreed);
  const unheard = agreed === undefined ? whyNotAgain() : null;
  if (unheard) return unheard;
  const isAsTold = (): boolean => agreed === undefined || whyNotAgain() === null;
  if (isGood(parts, stored) && isAsTold()) return ok({ stored, whyNotAgain });
  const renewed = await inquireAgain(parts, stored, isAsTold);
  if (!renewed.ok) return renewed;
  // Asked again: renewing took time, and anything may have happened meanwhile.
  return whyNotPay(parts, input, by, renewed.value) ?? whyNotAgain() ?? ok({ stored: renewed.value, whyNotAgain });
}

/**
 * Why a bill that this till paid before is not paid once more; null if it was not paid, or if its latest payment is the one that whoever
 * pays was told of and `agreed` to. Agreeing to what nobody was told of is agreeing to nothing: it may be said by habit, and another
 * window may have paid since.
 */
function whyNotOnceMore(
  { books }: PaymentParts,
  quote: StoredQuote['quote'],
  agreed: string | undefined,
): Failure | null {
  const paidBefore = findPaidBefore(books.db, quote);
  return paidBefore && paidBefore.transactionId !== agreed ? fail('paid-before', { paidBefore }) : null;
}

/** Whether what the provider said last does not cover it beside the payments that are on their way now. Alone it is the provider's to judge. */
function isBeyondDeposit({ deposits }: PaymentParts, { quote }: StoredQuote): boolean {
  const left = deposits.left(quote.provider);
  return left !== null && left < quote.bill + quote.admin - (quote.commission ?? 0);
}

/** Whoever signs in sells within a shift, so that somebody answers for the cash. */
function whyNoShift({ books, config }: PaymentParts, { personId }: By): Failure | null {
  const why = whyNotInto(openShift(books.db), personId, config.shop.drawers);
  return why && fail(why);
}

/** Why this quote may not be paid now; null if it may. */
function whyNotPay(
  parts: PaymentParts,
  input: Input<'payment:pay'>,
  by: Payer,
  { quote, createdAt }: StoredQuote,
): Failure | null {
  const closed = whyNothingIsSent(parts);
  if (closed) return closed;
  if (parts.clock.now() - createdAt > quoteAgeMaxMs) return fail('quote-expired');
  // The shop may have switched the provider off since the quote was taken.
  if (!parts.providers.has(quote.provider)) return fail('provider-down');
  const { tendered, due, cashless } = handedFor(parts, quote, tendersOf(input));
  if (cashless > quote.total) return fail('no-change');
  if (tendered < due) return fail('tender-too-low');
  if (asksAbout(tendered - due, parts.config.tender.askAbove, input.confirmTendered)) return fail('tender-too-high');
  const stranger = whyNotOnCredit(parts.books.db, input, by);
  if (stranger) return stranger;
  const locking = findUnsettled(parts.books.db, quote.product, quote.customerNumber);
  return locking ? fail('bill-locked', { lockedBy: locking.transactionId }) : null;
}

/** A quote may be paid as it is. A clock that was set back makes one look younger than it is, so that counts as too old. */
function isGood(parts: PaymentParts, { createdAt, expiresAt, quote }: StoredQuote): boolean {
  const now = parts.clock.now();
  const sameDay = parts.providers.get(quote.provider)?.facts.sameDay ?? false;
  return now >= createdAt && now < expiresAt && (!sameDay || wibDay(now) === wibDay(createdAt));
}

/** Renews a quote. It stays the same quote, payment and rounding if it is the same bill, paid before as far as was told. */
async function inquireAgain(
  parts: PaymentParts,
  expired: StoredQuote,
  isAsTold: () => boolean,
): Promise<Result<StoredQuote>> {
  const { quoteId, product, customerNumber, provider, total, periods, roundingRule } = expired.quote;
  const renewed = await inquireForPayment(parts, { product, customerNumber, provider });
  if (!renewed.ok) return renewed;
  const now = renewed.value.quote;
  // The same sum for another month is another bill.
  const isSame = now.total === total && now.periods.join() === periods.join();
  if (!isSame || !isAsTold()) return fail('quote-changed', { quote: asSaid(parts, renewed.value) });
  const told = { quoteId, ...(roundingRule !== undefined && { roundingRule }) };
  return ok({ ...renewed.value, transactionId: expired.transactionId, quote: { ...now, ...told } });
}

/** A payment of which only its intent is certain. `at` in ms. */
function uncertain(db: Db, { quote, transactionId }: StoredQuote, intent: Intent, at: number): Transaction {
  const { skipped: _skipped, roundingRule: _rule, ...agreed } = quote;
  const { claimCode, customerId } = intent;
  const [tendered, rounding] = [rupiah(intent.tendered), rupiah(intent.rounding ?? 0)];
  const due = rupiah(quote.total + rounding);
  return {
    ...agreed,
    ...{ transactionId, status: 'pending', rounding, due, tendered, change: subtract(tendered, due) },
    debtor:
      customerId === undefined
        ? null
        : { customerId, name: readIfWell(() => findCustomer(db, customerId))?.name ?? customerId },
    tenders: intent.tenders ?? [{ kind: 'cash', amount: tendered }],
    ...{ reference: null, refusal: null, createdAt: toWib(at), settledAt: null, nextAskAt: null, prints: 0 },
    ...{ slipNumber: null, claimCode: claimCode ?? null, saidBy: null },
  };
}

function firstSending(parts: PaymentParts, stored: StoredQuote, sentAt: number): PaymentRequest {
  const { quote, transactionId, providerRef, memo } = stored;
  const { product, customerNumber, bill, admin } = quote;
  const provider = parts.providers.get(quote.provider);
  assert(provider, `the provider of quote ${quote.quoteId} must be there`);
  const order = { product, customerNumber, providerRef, bill, admin, memo };
  return { transactionId, provider, sentAt, send: () => provider.pay(order) };
}

/** To be stored before anything else is: its claim code is the one that comes next. */
function intentOf(parts: PaymentParts, stored: StoredQuote, input: Input<'payment:pay'>, by: Payer): Intent {
  const { books } = parts;
  const { quote, providerRef, expiresAt, memo } = stored;
  const who = { cashier: by.name, ...(by.personId !== null && { cashierId: by.personId }) };
  const [tenders, customerId] = [tendersOf(input), debtorOf(input)];
  const { tendered, rounding, cashless } = handedFor(parts, quote, tenders);
  return {
    ...{ quote, providerRef, expiresAt, memo, tendered, ...who },
    ...(rounding !== 0 && { rounding }),
    ...(cashless > 0 && { tenders }),
    ...(customerId !== null && { customerId }),
    claimCode: nextClaimCode(books.db),
    shift: openShift(books.db)?.shift ?? noShift,
  };
}

/** Stores the intent; answers why not, if it can't be. Nothing may be sent before it is stored. */
function storeIntent(
  parts: PaymentParts,
  transactionId: string,
  { intent: data, by }: { readonly intent: Intent; readonly by: By },
  at: number,
): Failure | null {
  const { quote } = data;
  try {
    const act = { kind: 'taken', amount: quote.total, name: quote.customerName } as const;
    const before = [...by.approvals(transactionId, { act }), ...newDebtor(parts.books.db, data, at)];
    parts.books.write([...before, { at, kind: 'intent', transactionId, data }]);
    return null;
  } catch (error) {
    if (error instanceof Refused) return error.failure;
    const locking = isUniqueViolation(error) && findUnsettled(parts.books.db, quote.product, quote.customerNumber);
    if (locking) return fail('bill-locked', { lockedBy: locking.transactionId });
    if (isStorageError(error)) parts.keeper.neverSent(transactionId);
    throw error;
  }
}
