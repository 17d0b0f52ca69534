import type { ProviderId } from '../../shared/product.ts';
import { add, rupiah } from '../../shared/money.ts';
import { claimCode } from '../../shared/claim-code.ts';
import { toWib, wibDay } from '../../shared/time.ts';
import type { StoredQuote } from '../../electron/db/quotes.ts';
import { shortHead, type Head } from '../../electron/books/journal/line.ts';
import type { Entry, RecordData } from '../../electron/books/journal/record.ts';
import { createNewId } from '../../electron/machine/id.ts';
import { answerEntries } from '../../electron/payment/outcome.ts';
import { firstCheckAt, nextCheckAt } from '../../electron/payment/schedule.ts';
import { registry } from '../../electron/providers/index.ts';
import type { Exchange, Outcome } from '../../electron/providers/provider.ts';
import type { Chance } from '../harness/chance.ts';
import type { Account, Customers } from './customers.ts';
import { readings } from './readings.ts';
import { replies, type Format } from './replies.ts';
import type { Said } from './said.ts';

/** Records that are written together. */
export type Group = readonly Entry[];

/** Something that a sale leaves to be done at a later moment, in ms: others come in between. */
export interface Later {
  readonly at: number;
  readonly groups: () => Generator<Group>;
}

/** Who sells, and in what format IAK is spoken to. */
export interface Till {
  readonly cashier: string;
  readonly format: Format;
}

/** A payment on its way through a sale. */
interface Paying {
  readonly account: Account;
  readonly provider: ProviderId;
  readonly format: Format;
  readonly transactionId: string;
  readonly said: Said;
  readonly sentAt: number;
}

type Bare = Outcome extends infer One ? (One extends Outcome ? Omit<One, 'exchange'> : never) : never;

/** One in so many. */
const oneIn = { abandoned: 25, refused: 50, slow: 40, lost: 150, copy: 30, printerTrouble: 200 } as const;
const notes = [1_000, 10_000, 50_000, 100_000] as const;
const printer = 'counter';
/** When the till stops waiting for an answer, in ms. */
const noReplyMs = 60_000;

/** Sells at a counter, one customer after the other, and tells in groups of records what the till would write. */
export class Sales {
  /** The time at the counter, in ms. */
  now = 0;
  readonly #customers: Customers;
  readonly #chance: Chance;
  readonly #newId: () => string;
  readonly #head: () => Head;
  readonly #epoch: string;
  /** How many payments were begun, and how many slip numbers were given in the month that is. */
  #begun = 0;
  #slips = { month: '', given: 0 };
  #deposit = 500_000_000;
  #serial = 2_000_000;

  /** `head` tells the chain's end as it is now: what was yielded before is written by then. */
  constructor(parts: { customers: Customers; chance: Chance; epoch: string; head: () => Head }) {
    this.#customers = parts.customers;
    this.#chance = parts.chance;
    this.#epoch = parts.epoch;
    this.#newId = createNewId(() => this.now, parts.chance.bytes, parts.epoch);
    this.#head = parts.head;
  }

  /** One payment, from the number to the slip; bills that were asked for and not paid may come before it. */
  *sell(till: Till): Generator<Group, Later | null> {
    while (this.#oneIn('abandoned')) yield* this.#quote(till);
    const paying = yield* this.#begin(till, yield* this.#quote(till));
    const outcome = this.#answer(paying);
    let [status, nextAskAt] = yield* this.#keep(paying, outcome, 'sending', paying.sentAt, 0);
    for (let asks = 1; status === 'pending' && nextAskAt !== null; asks++) {
      this.now = Math.max(this.now, nextAskAt);
      [status, nextAskAt] = yield* this.#keep(paying, this.#check(paying), 'pending', this.now, asks);
    }
    if (status === 'paid') yield* this.#receipt(paying);
    return status === 'pending' ? this.#later(paying, till) : null;
  }

  /** As `sell`, by a till that dies before its provider answers. */
  *beginToSell(till: Till): Generator<Group> {
    yield* this.#begin(till, yield* this.#quote(till));
  }

  *#quote({ format }: Till): Generator<Group, Omit<Paying, 'sentAt'> & { readonly stored: StoredQuote }> {
    const account = this.#customers.next(this.now);
    const provider = this.#providerOf(account);
    const providerRef = this.#newId();
    this.#serial += 1 + this.#chance.int(40);
    this.#pass(300, 1_200);
    const said = this.#said(providerRef);
    const { balance: _balance, memo, ...bill } = readings[provider].bill(account, said);
    const { product, customerNumber } = account;
    const expiresAt = this.now + registry[provider].facts.quoteValidMs;
    const quote: StoredQuote['quote'] = {
      ...{ quoteId: this.#newId(), provider, product, customerNumber, skipped: [], ...bill, fee: rupiah(0) },
      ...{ total: add(bill.bill, bill.admin), expiresAt: toWib(expiresAt), paidBefore: null },
    };
    const transactionId = this.#newId();
    const stored = { quote, transactionId, providerRef, createdAt: this.now, expiresAt, memo };
    yield [{ at: this.now, kind: 'quote', transactionId, data: stored }];
    return { account, provider, format, transactionId, said, stored };
  }

  *#begin(
    { cashier }: Till,
    { stored, ...quoted }: Omit<Paying, 'sentAt'> & { readonly stored: StoredQuote },
  ): Generator<Group, Paying> {
    this.#pass(8_000, 50_000);
    const { quote, transactionId, providerRef, expiresAt, memo } = stored;
    const note = this.#chance.pick(notes);
    const tendered = Math.ceil(quote.total / note) * note;
    const code = claimCode(this.#begun++, this.#epoch);
    const data = { quote, providerRef, expiresAt, memo, tendered, cashier, claimCode: code };
    yield [{ at: this.now, kind: 'intent', transactionId, data }];
    return { ...quoted, sentAt: this.now };
  }

  /** Writes what an answer makes of a payment; tells what it then is, and when it is asked about next. */
  *#keep(
    { transactionId, provider, sentAt }: Paying,
    outcome: Outcome,
    status: 'sending' | 'pending',
    askedAt: number,
    asks: number,
  ): Generator<Group, [Outcome['kind'], number | null]> {
    this.now += outcome.exchange.tookMs;
    const rule = registry[provider].facts.statusChecks;
    const pace = { scale: 1, chance: this.#chance.next };
    const nextAskAt =
      outcome.kind !== 'pending' || !rule
        ? null
        : status === 'sending'
          ? firstCheckAt(rule, outcome.why, sentAt, pace)
          : nextCheckAt(rule, asks, { sentAt, checkedAt: this.now }, pace);
    const entries = answerEntries({ transactionId, outcome, askedAt, answeredAt: this.now, nextAskAt }, status);
    yield entries.map((entry) =>
      entry.kind === 'paid' ? { ...entry, data: { ...entry.data, slipNumber: this.#slipNumber() } } : entry,
    );
    return [outcome.kind, nextAskAt];
  }

  /** What comes of sending it. */
  #answer({ account, provider, format, said }: Paying): Outcome {
    const [texts, read] = [replies[provider](format), readings[provider]];
    const request = read.request(account, said);
    if (this.#oneIn('lost')) {
      const exchange = {
        request,
        result: 'no-reply',
        status: null,
        text: 'timeout',
        tookMs: noReplyMs,
        serverTimeMs: null,
      } as const;
      return { kind: 'pending', why: 'no-reply', message: null, exchange };
    }
    const now = { ...said, ...this.#told() };
    if (this.#oneIn('refused'))
      return this.#heard(request, texts.refused(account, now), { kind: 'refused', ...read.refused });
    // Ayoconnect is never done at once.
    if (texts.processing && (provider === 'ayoconnect' || this.#oneIn('slow')))
      return this.#heard(request, texts.processing(account, now), inProcess(read.processing));
    return this.#heard(request, texts.paid(account, now), { kind: 'paid', ...read.paid(account, now) });
  }

  /** What comes of asking about it. */
  #check({ account, provider, format, said }: Paying): Outcome {
    const [{ checked }, read] = [replies[provider](format), readings[provider]];
    if (!checked) throw new Error(`${provider} can't be asked`);
    const now = { ...said, ...this.#told() };
    return this.#oneIn('slow')
      ? this.#heard('', checked.processing(account, now), inProcess(read.processing))
      : this.#heard('', checked.paid(account, now), { kind: 'paid', ...read.paid(account, now) });
  }

  #heard(request: string, text: string, outcome: Bare): Outcome {
    const tookMs = 600 + this.#chance.int(2_400);
    const exchange: Exchange = { request, result: 'reply', status: 200, text, tookMs, serverTimeMs: null };
    return { ...outcome, exchange };
  }

  /** Of what nobody can be asked, a person hears by telephone. */
  #later(paying: Paying, { cashier: by }: Till): Later {
    const as = this.#chance.happens(0.8) ? 'paid' : 'refused';
    const reason = as === 'paid' ? 'sudah lunas menurut PLN Mobile' : 'kata CS belum masuk, uang dikembalikan';
    const at = this.now + 600_000 + this.#chance.int(1_800_000);
    return { at, groups: () => this.#resolved(paying, { as, reason, by }) };
  }

  *#resolved(paying: Paying, data: RecordData['resolved']): Generator<Group> {
    const isPaid = data.as === 'paid';
    const numbered = isPaid ? { ...data, slipNumber: this.#slipNumber() } : data;
    yield [{ at: this.now, kind: 'resolved', transactionId: paying.transactionId, data: numbered }];
    if (isPaid) yield* this.#receipt(paying);
  }

  *#receipt({ account, transactionId }: Paying): Generator<Group> {
    this.#customers.paid(account);
    const isBad = this.#oneIn('printerTrouble');
    yield* this.#print(transactionId, 0, isBad ? 'failed' : 'sent');
    if (isBad) yield* this.#print(transactionId, 0, 'sent');
    if (this.#oneIn('copy')) yield* this.#print(transactionId, 1, 'sent');
  }

  *#print(transactionId: string, copy: number, result: 'sent' | 'failed'): Generator<Group> {
    this.#pass(50, 200);
    const slip = { jobId: this.#newId(), copy, printer };
    const data = { ...slip, head: shortHead(this.#head()), drawer: copy === 0 };
    yield [{ at: this.now, kind: 'printing', transactionId, data }];
    this.#pass(300, 1_500);
    yield [{ at: this.now, kind: 'print', transactionId, data: { ...slip, result } }];
  }

  /** The next of the month. */
  #slipNumber(): string {
    const month = wibDay(this.now).slice(2, 7).replace('-', '');
    this.#slips = { month, given: month === this.#slips.month ? this.#slips.given + 1 : 1 };
    return `LKT01-${month}-${String(this.#slips.given).padStart(6, '0')}`;
  }

  /** Alfakios's document shows no bill of several months. */
  #providerOf({ product, months }: Account): ProviderId {
    if (product === 'pln-nontaglist') return 'iak';
    const drawn = this.#chance.int(10);
    if (drawn < 3 && months.length === 1) return 'alfakios';
    return drawn < 6 ? 'ayoconnect' : 'iak';
  }

  #said(ref: string): Said {
    const reference = Buffer.from(this.#chance.bytes(16)).toString('hex').toUpperCase();
    return { ref, id: this.#serial, reference, ...this.#told() };
  }

  #told(): Pick<Said, 'deposit' | 'at'> {
    this.#deposit = this.#deposit < 2_000_000 ? 500_000_000 : this.#deposit - this.#chance.int(900_000);
    return { deposit: this.#deposit, at: toWib(this.now).replace(/[-:T]/g, '').slice(0, 14) };
  }

  #oneIn(what: keyof typeof oneIn): boolean {
    return this.#chance.int(oneIn[what]) === 0;
  }

  /** Time goes by, in ms. */
  #pass(least: number, most: number): void {
    this.now += least + this.#chance.int(most - least);
  }
}

function inProcess(message: string | null): Bare {
  return { kind: 'pending', why: 'in-process', message };
}
