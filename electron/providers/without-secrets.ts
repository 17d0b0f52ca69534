import { assert } from '../../shared/errors.ts';
import type { Send } from './wire/http.ts';
import type { InquiryOutcome, Outcome, Provider } from './provider.ts';
import { createRedact, type Redact } from './wire/redact.ts';

/** Our own words in an answer, by their place. All other texts are, or may be, the provider's. */
const ourWords: ReadonlySet<string> = new Set([
  ...['kind', 'code', 'why', 'because', 'warning', 'refused'],
  ...['bill.warning', 'bill.periods', 'bill.bills.period', 'bills.period', 'exchange.result'],
]);

/**
 * A provider whose every answer has had the secrets of its requests taken out, whatever field they stand in: what leaves here is
 * stored, shown, printed and exported. `connect` makes the adapter around a way to send; it is made anew for each call,
 * so that a token or signature that the call made is known.
 */
export function withoutSecrets(connect: (send: Send) => Provider, send: Send): Provider {
  const { facts, hosts, checkStatus, balance, products } = connect(send);
  const call = async <T>(ask: (own: Provider) => Promise<T>, settle = cleaned<T>): Promise<T> => {
    const secrets: string[] = [];
    const own = connect((request) => {
      secrets.push(...request.secrets);
      return send(request);
    });
    return settle(await ask(own), createRedact(secrets));
  };
  return {
    facts,
    hosts,
    inquire: (order) => call((own) => own.inquire(order), inquired),
    pay: (order) => call((own) => own.pay(order), settled),
    ...(checkStatus && { checkStatus: (order) => call((own) => there(own.checkStatus)(order), settled) }),
    ...(balance && { balance: () => call((own) => there(own.balance)()) }),
    ...(products && { products: () => call((own) => there(own.products)()) }),
  };
}

/** What a quote remembers goes back to the provider as it came. If it holds a secret, it can't be kept, and the bill not be sold. */
function inquired(outcome: InquiryOutcome, redact: Redact): InquiryOutcome {
  const clean = cleaned(outcome, redact);
  if (outcome.kind !== 'bill' || clean.kind !== 'bill') return clean;
  if (JSON.stringify(clean.bill.memo) === JSON.stringify(outcome.bill.memo)) return clean;
  return { kind: 'failed', code: 'provider-down', providerMessage: null, exchange: clean.exchange };
}

/** A reference that holds a secret is none: nobody could ask for the payment by it. */
function settled(outcome: Outcome, redact: Redact): Outcome {
  const clean = cleaned(outcome, redact);
  if (outcome.kind !== 'paid' || clean.kind !== 'paid' || clean.reference === outcome.reference) return clean;
  return { ...clean, reference: null, warning: 'no-reference' };
}

/** The value with every text in it redacted but for our own words. */
function cleaned<T>(value: T, redact: Redact, place = ''): T {
  if (typeof value === 'string') return (ourWords.has(place) ? value : redact(value)) as T;
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map((one: unknown) => cleaned(one, redact, place)) as T;
  const under = (name: string): string => (place === '' ? name : `${place}.${name}`);
  return Object.fromEntries(
    Object.entries(value).map(([name, one]) => [name, cleaned<unknown>(one, redact, under(name))]),
  ) as T;
}

function there<T>(verb: T | undefined): T {
  assert(verb !== undefined, 'an adapter has the same verbs each time');
  return verb;
}
