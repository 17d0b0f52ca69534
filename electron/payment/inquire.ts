import type { Input } from '../../shared/api.ts';
import type { Quote } from '../../shared/bill.ts';
import { fail, ok, type Failure, type Result } from '../../shared/errors.ts';
import { add } from '../../shared/money.ts';
import { isCustomerNumber, type Product, type ProviderId } from '../../shared/product.ts';
import { settle, type Settled, type Tender } from '../../shared/tender.ts';
import { toWib } from '../../shared/time.ts';
import type { StoredQuote } from '../db/quotes.ts';
import { findDecidedBefore } from '../db/refusals.ts';
import { findPaidBefore, findUnsettled } from '../db/transactions.ts';
import { balanceTold } from '../providers/health.ts';
import type { InquiredBill, InquiryOrder, InquiryOutcome, Provider } from '../providers/provider.ts';
import { inquireInOrder } from '../providers/routing.ts';
import { openingEntries } from './deposit-opening.ts';
import { ownFee } from './fee.ts';
import type { PaymentParts } from './parts.ts';

/** Asks for a bill and stores what was quoted. */
export async function inquire(parts: PaymentParts, input: Input<'bill:inquire'>): Promise<Result<Quote>> {
  const stored = await inquireForPayment(parts, input);
  if (stored.ok) return ok(asSaid(parts, stored.value));
  // A provider may refuse a bill because it has just been paid.
  const lockedBy = lockOf(parts, input);
  return lockedBy === null ? stored : { ...stored, lockedBy };
}

/** A stored quote as it is said: with what it is rounded by in cash, and the payments that lock its bill or may have paid it by now. */
export function asSaid(parts: Pick<PaymentParts, 'books' | 'config' | 'providers'>, { quote }: StoredQuote): Quote {
  const { rounding, due } = handedFor(parts, quote, []);
  const decidedBefore = findDecidedBefore(parts.books.db, quote);
  const now = { rounding, due, lockedBy: lockOf(parts, quote), ...(decidedBefore && { decidedBefore }) };
  return { ...quote, roundingRule: ruleOf(parts, quote), ...now };
}

/** What is due of a quote that is paid so: by the rounding that the customer was told, whatever the owner saved since. */
export function handedFor(
  parts: Pick<PaymentParts, 'config' | 'providers'>,
  quote: StoredQuote['quote'],
  tenders: readonly Tender[],
): Settled {
  const mayRoundUp = parts.providers.get(quote.provider)?.facts.ownFee === 'allowed';
  return settle(quote.total, tenders, ruleOf(parts, quote), mayRoundUp);
}

function ruleOf(
  { config }: Pick<PaymentParts, 'config'>,
  { roundingRule }: StoredQuote['quote'],
): Quote['roundingRule'] {
  return roundingRule === undefined ? config.shop.rounding : roundingRule;
}

/** The unsettled payment of that number, if there is one. */
function lockOf(
  { books }: Pick<PaymentParts, 'books'>,
  { product, customerNumber }: Pick<Quote, 'product' | 'customerNumber'>,
): string | null {
  return findUnsettled(books.db, product, customerNumber)?.transactionId ?? null;
}

/** As `inquire`, with what only the till knows of the quote. */
export async function inquireForPayment(
  parts: PaymentParts,
  input: Input<'bill:inquire'>,
): Promise<Result<StoredQuote>> {
  const { product, customerNumber } = input;
  if (!isCustomerNumber(product, customerNumber)) return fail('wrong-number');
  const askedAt = parts.clock.now();
  const asked = providersFor(parts, product, input.provider ?? parts.storyteller(customerNumber));
  const routed = await inquireInOrder(asked, { product, customerNumber }, parts.newId, (provider, order) =>
    ask(parts, provider, order),
  );
  if (routed === 'closing') return fail('closing');
  if (!routed) return fail('provider-down');
  const { provider, outcome, providerRef, skipped } = routed;
  if (outcome.kind === 'failed') {
    return fail(outcome.code, wordsOf(outcome.providerMessage, outcome.providerMessageEn ?? null));
  }
  const stored = toStoredQuote(parts, { product, customerNumber, skipped }, provider, outcome.bill, providerRef);
  const { transactionId } = stored;
  const at = stored.createdAt;
  const told = { provider: provider.facts.id, balance: balanceTold(outcome), askedAt, at, paying: null };
  parts.books.write([{ at, kind: 'quote', transactionId, data: stored }, ...openingEntries(parts.books.db, told)]);
  return ok(stored);
}

/** Asks one provider when it may be asked, and notes how it did; null if the till closes before that. */
async function ask(parts: PaymentParts, provider: Provider, order: InquiryOrder): Promise<InquiryOutcome | null> {
  const { id } = provider.facts;
  const outcome = await parts.inquiryPace.inTurn(id, async () => {
    const tellDeposit = parts.deposits.asking(provider);
    const said = await provider.inquire(order);
    tellDeposit(balanceTold(said));
    return said;
  });
  if (outcome) parts.health.note(id, outcome);
  if (outcome?.kind === 'failed') {
    parts.log.write('inquiry-failed', { provider: id, code: outcome.code, exchange: outcome.exchange });
  }
  return outcome;
}

function wordsOf(providerMessage: string | null, providerMessageEn: string | null): Omit<Failure, 'ok' | 'code'> {
  return { ...(providerMessage && { providerMessage }), ...(providerMessageEn && { providerMessageEn }) };
}

/** The enabled providers of a product, in the shop's order; only the one asked for, if one is. */
function providersFor(parts: PaymentParts, product: Product, only: ProviderId | null): readonly Provider[] {
  const order = only ? [only] : (parts.config.routing[product] ?? [...parts.providers.keys()]);
  return order
    .map((id) => parts.providers.get(id))
    .filter((provider) => provider !== undefined)
    .filter((provider) => provider.facts.products.includes(product));
}

function toStoredQuote(
  parts: PaymentParts,
  asked: Pick<Quote, 'product' | 'customerNumber' | 'skipped'>,
  provider: Provider,
  bill: InquiredBill,
  providerRef: string,
): StoredQuote {
  const { id, quoteValidMs } = provider.facts;
  const createdAt = parts.clock.now();
  const expiresAt = createdAt + quoteValidMs;
  const fee = ownFee(parts.config.fees, provider.facts, asked.product, bill);
  const quote: StoredQuote['quote'] = {
    quoteId: parts.newId(),
    provider: id,
    ...asked,
    customerName: bill.customerName,
    periods: bill.periods,
    bills: bill.bills,
    bill: bill.bill,
    admin: bill.admin,
    fee,
    total: add(bill.bill, bill.admin, fee),
    roundingRule: parts.config.shop.rounding,
    commission: bill.commission,
    remainingBills: bill.remainingBills,
    expiresAt: toWib(expiresAt),
    warning: bill.warning,
    paidBefore: findPaidBefore(parts.books.db, { ...asked, periods: bill.periods }),
    details: bill.details,
  };
  return { quote, transactionId: parts.newId(), providerRef, createdAt, expiresAt, memo: bill.memo };
}
