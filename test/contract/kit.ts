import { readFileSync } from 'node:fs';
import type { PayOrder, Provider } from '../../electron/providers/provider.ts';
import type { Send } from '../../electron/providers/wire/http.ts';
import { checkConfig, type Config } from '../../electron/config.ts';
import { createProvider, registry } from '../../electron/providers/index.ts';
import type { Bill } from '../../shared/bill.ts';
import type { ProviderId } from '../../shared/product.ts';
import type { Arrived } from '../harness/fake-provider.ts';

// What the contract suite has to be told of a provider because nothing else says it. A kit is one way of configuring a
// provider; what it says is taken from the provider's documents, not from the adapter.

/** The verbs that say something about one bill. */
export type Step = 'inquiry' | 'pay' | 'status';
export type Verb = Step | 'balance' | 'products';

/**
 * How an answer differs from the good one, in our words; `undefined` leaves a field out. `fields` and `top` name fields as
 * the provider does, where it has its data and at the top.
 */
export interface Change {
  readonly code?: unknown;
  /** Our id of the payment. */
  readonly reference?: unknown;
  readonly customer?: unknown;
  /** What leaves the customer's hand: bill and admin. */
  readonly amount?: unknown;
  /** The id that the provider made at the inquiry. */
  readonly providerId?: unknown;
  /** NO REF, wherever it stands. */
  readonly receipt?: unknown;
  /** The provider's words. */
  readonly words?: unknown;
  readonly fields?: Readonly<Record<string, unknown>>;
  readonly top?: Readonly<Record<string, unknown>>;
}

export interface Answer {
  /** HTTP status; 200 unless told. */
  readonly status?: number;
  readonly body: string;
}

/** A sample of the provider's document, in `test/fixtures/<id>/`. */
export type Sample =
  | {
      readonly file: string;
      readonly kind: 'request';
      readonly step: Step;
      readonly order: PayOrder;
      /** Fields that no test can repeat, for they hang on a key that is not in the document. */
      readonly except: readonly string[];
    }
  | {
      readonly file: string;
      readonly kind: 'answer';
      readonly step: Step;
      readonly order: PayOrder;
      /** What the outcome must hold. */
      readonly becomes: Readonly<Record<string, unknown>>;
    };

/** Where a provider is reached, and how long it may take, in ms. `otherUrl` is its second host, where it has one. */
export interface Place {
  readonly baseUrl: string;
  readonly otherUrl: string;
  readonly limitMs: number;
}

/** One month that a customer owes, for an answer to tell. */
export interface Month {
  /** `2026-01`. */
  readonly period: string;
  /** Rupiah, without the penalty. */
  readonly amount: number;
  readonly penalty: number;
  readonly admin: number;
}

/** What the months of an answer are made with beside money, whichever month it is. */
export const inEachMonth = { standStart: '00012000', standEnd: '00012345', dueDate: '2026-03-20', usage: 345 } as const;

export interface Kit {
  /** As the table names it: the provider, and what is special of this way to configure it. */
  readonly name: string;
  readonly id: ProviderId;
  readonly format: 'json' | 'xml';
  /** By the registry, from a config that was checked. */
  readonly create: (place: Place, send: Send) => Provider;
  /** The adapter alone: nobody takes secrets out of what it answers. */
  readonly connect: Kit['create'];
  /** Secrets of the config. */
  readonly secrets: readonly string[];
  /** Secrets that a request makes: a token, a signature. */
  readonly secretsOf: (request: Arrived) => readonly string[];
  /** The payment that the answers below speak of. */
  readonly order: PayOrder;
  /** The good answer for `order`, changed. */
  readonly answer: (step: Step, change?: Change) => string;
  /**
   * Answers that carry the code of a row of the registry; of a range its ends and one between. With a change only those
   * that can be changed so: an answer that names no payment can't name another.
   */
  readonly coded: (step: Step, code: string, change?: Change) => readonly (Answer & { readonly what: string })[];
  /** How the provider tells what is owed for each month. */
  readonly months: {
    /** Fields for `Change` that tell these months and `inEachMonth`, in this order, as far as the provider tells them. */
    readonly fields: (step: Step, months: readonly Month[]) => Readonly<Record<string, unknown>>;
    /** What it tells of one month among several; of a single one its sums tell amount and admin fee. */
    readonly told: readonly Exclude<keyof Bill, 'period'>[];
  };
  /** Changes that carry a code nobody documented, or none. */
  readonly unknown: readonly Change[];
  /** A change that makes the answer a documented failure, at each step. */
  readonly failure: { readonly [S in Step]: Change };
  /** Good answers to the verbs beside the bill, and what they must become. Absent where the provider has no such verb. */
  readonly balance?: { readonly body: string; readonly becomes: number };
  readonly products?: { readonly body: string; readonly becomes: readonly unknown[] };
  /** The request as the provider reads it, by name. */
  readonly requestOf: (request: Arrived) => Readonly<Record<string, unknown>>;
  /** What proves to the provider that a request is ours, as it stands in the request. */
  readonly proofOf: (request: Arrived) => string | null;
  /** That proof for `order` and each verb, reckoned by hand with openssl. */
  readonly proofs: Readonly<Partial<Record<Verb, string>>>;
  /** Names of the fields that say whose answer it is: ours and the provider's ids, the customer, the product. */
  readonly ids: readonly string[];
  /** Names of the fields that hold amounts which are acted on. */
  readonly amounts: { readonly [S in Step]: readonly string[] };
  /** The name in the quote's memo of the id that the provider made. */
  readonly memoKey: string;
  /** What a payment does with that id. */
  readonly providerIdAtPay: 'unused' | 'sent' | 'sent-and-compared';
  readonly samples: readonly Sample[];
}

/** JSON as it is written here, such as a number of more digits than one can hold. */
export class Literal {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

/** JSON text in which a `Literal` stands as it was written. */
export function jsonText(value: unknown): string {
  const marked = JSON.stringify(value, (_key, one: unknown) => (one instanceof Literal ? `@@${one.text}@@` : one));
  return marked.replace(/"@@(.*?)@@"/g, '$1');
}

/** A named change of a kit's, or what the good answer has. */
export function given(change: Change, name: keyof Change, otherwise: unknown): unknown {
  return name in change ? change[name] : otherwise;
}

/** `create` and `connect` of a kit: the registry's, from a config file as a shop would write it. */
export function fromRegistry(id: ProviderId, settings: (place: Place) => object): Pick<Kit, 'create' | 'connect'> {
  const checked = (place: Place): Config['providers'] => {
    const { baseUrl, limitMs } = place;
    const timeoutMs = { inquiry: limitMs, pay: limitMs, status: limitMs };
    const own = { enabled: true, baseUrl, timeoutMs, ...settings(place) };
    const read = checkConfig({ providers: { [id]: own } }, '.');
    if (!read.ok) throw new Error(read.problem);
    return read.config.providers;
  };
  // Each adapter's own settings go to it, which the types can't follow.
  const connect = registry[id].connect as (own: unknown, send: Send) => Provider;
  return {
    connect: (place, send) => connect(checked(place)[id], send),
    create(place, send) {
      const provider = createProvider(id, checked(place), send);
      if (!provider) throw new Error(`the registry did not create ${id}`);
      return provider;
    },
  };
}

/** A file of a provider's fixtures. */
export function fixtureText(id: string, file: string): string {
  return readFileSync(`test/fixtures/${id}/${file}`, 'utf8');
}

type Fields = Readonly<Record<string, unknown>>;

/** A JSON sample, as far as it was an HTTP body. */
export function fixtureBody(id: string, file: string): Fields & { readonly data: Fields } {
  return (JSON.parse(fixtureText(id, file)) as { body: Fields & { data: Fields } }).body;
}

/** The value of a request's header, or null. */
export function headerOf({ head }: Arrived, name: string): string | null {
  return new RegExp(`\r\n${name}: (.*?)(?:\r\n|$)`, 'i').exec(head)?.[1] ?? null;
}
