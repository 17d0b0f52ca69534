import { checkConfig } from '../../../electron/config.ts';
import { alfakios, alfakiosFacts } from '../../../electron/providers/alfakios/index.ts';
import { ayoconnectFacts } from '../../../electron/providers/ayoconnect/index.ts';
import { iakFacts } from '../../../electron/providers/iak/index.ts';
import type {
  Exchange,
  InquiryOutcome,
  Outcome,
  PayOrder,
  Provider,
  ProviderFacts,
} from '../../../electron/providers/provider.ts';
import { bareBills } from '../../../shared/bill.ts';
import { rupiah, type Rupiah } from '../../../shared/money.ts';
import type { ProviderId } from '../../../shared/product.ts';
import type { Aggregator, PaidOrder, Said } from './aggregators.ts';
import { monthOf, type Biller } from './biller.ts';
import type { Outgoing } from '../judge/outgoing.ts';
import type { Fate, Question, Sale } from '../script/script.ts';
import type { Seams } from '../till/seams.ts';
import type { Timeline } from './timeline.ts';
import type { Trace } from '../play/trace.ts';
import type { Call, Request, Wired, Network } from './network.ts';

// Providers as a till sees them: the real facts, simulated network, and the words that the real adapters would use.

export interface AdapterParts {
  readonly biller: Biller;
  readonly network: Network;
  readonly outgoing: Outgoing;
  readonly trace: Trace;
  readonly timeline: Timeline;
  /** The sale that a customer number is asked for just now. */
  readonly saleOf: (customerNumber: string) => Sale | undefined;
  /** Told of each answer about a payment, before the till is. */
  readonly hears: (providerRef: string) => void;
}

/** What the shop paid in at Alfakios, in rupiah: the one whose answers tell what is left. */
const paidIn = 1_000_000_000;

const paidAtOnce: Fate = { first: 'paid', then: 'paid', afterMs: 0 };

/** The facts of each provider; Alfakios' as with the setting `resend`, if that is on. */
export function factsOf(id: ProviderId, alfakiosResends: boolean): ProviderFacts {
  if (id === 'ayoconnect') return ayoconnectFacts;
  if (id === 'iak') return iakFacts;
  if (!alfakiosResends) return alfakiosFacts;
  const own = { enabled: true, baseUrl: 'http://127.0.0.1:1', apiKey: 'x', resend: true };
  const read = checkConfig({ providers: { alfakios: own } }, '.');
  if (!read.ok || !read.config.providers.alfakios) throw new Error('the config of Alfakios must be good');
  return alfakios(read.config.providers.alfakios, () => Promise.reject(new Error('nothing is sent'))).facts;
}

/** What outlives the till's processes: which sale a payment belongs to, and how often it was asked about. */
export interface Correspondence {
  readonly sales: Map<string, Sale>;
  readonly questions: Map<string, number>;
  /** What the till was told of payments that were refused and paid after all, since they were. */
  readonly afterAll: Map<string, AfterAll>;
}

export interface AfterAll {
  /** Answers that came, and whether the last of them was the truth. */
  readonly answers: number;
  readonly isTold: boolean;
  /** When it was asked last, in ms. */
  readonly askedAt: number;
}

/** A provider, for one process of a till. */
export function createAdapter(
  aggregator: Aggregator,
  facts: ProviderFacts,
  { biller, network, outgoing, trace, timeline, saleOf, hears }: AdapterParts,
  { sales, questions, afterAll }: Correspondence,
  seams: Seams,
): Provider {
  const { id } = aggregator;
  const fateOf = (ref: string): Fate => sales.get(ref)?.fate ?? paidAtOnce;
  const paidOrder = ({ providerRef, customerNumber, bill, admin }: PayOrder): PaidOrder => {
    return { providerRef, bill: biller.billOf(customerNumber), price: bill + admin };
  };

  async function send<T>(
    call: Call,
    providerRef: string,
    fault: Request<T>['fault'],
    arrive: () => T,
    isAgain = false,
  ): Promise<Told<T>> {
    seams.pass(`${call}-out`);
    const latencyMs = sales.get(providerRef)?.latencyMs ?? 80;
    trace.note(`${id} ${call} ${providerRef} ${fault ?? ''}`);
    let balance: Rupiah | null = null;
    // As it is when the provider answers.
    const arriveAndLook = (): T => {
      const said = arrive();
      balance = id === 'alfakios' ? leftAt(biller) : null;
      return said;
    };
    const request = { call, provider: id, providerRef, fault, latencyMs, seams, isAgain };
    const wired = await network.send({ ...request, arrive: arriveAndLook });
    if (call !== 'inquiry') hears(providerRef);
    trace.note(
      `${id} ${call} ${providerRef} = ${wired.kind} ${wired.kind === 'reply' ? JSON.stringify(wired.said) : ''}`,
    );
    return { ...wired, balance: wired.kind === 'reply' ? balance : null };
  }

  async function pay(order: PayOrder): Promise<Outcome> {
    const ref = order.providerRef;
    const isAgain = outgoing.sentRefs().has(ref);
    outgoing.paySent(id, ref);
    const fault = isAgain ? sales.get(ref)?.resend : sales.get(ref)?.pay;
    const arrive = (): Said => aggregator.pay(paidOrder(order), fateOf(ref));
    const wired = await send('pay', ref, fault, arrive, isAgain);
    const outcome = outcomeOf(wired, ref, timeline.now());
    outgoing.payAnswered(ref, outcome);
    return outcome;
  }

  async function checkStatus(order: PayOrder): Promise<Outcome> {
    const ref = order.providerRef;
    outgoing.asked(id, ref);
    const asked = questions.get(ref) ?? 0;
    questions.set(ref, asked + 1);
    const question: Question = sales.get(ref)?.questions?.[asked] ?? {};
    const arrive = (): Said => aggregator.ask(paidOrder(order), fateOf(ref), question.lie);
    const wired = await send('status', ref, question.wire, arrive);
    if (biller.find(ref)?.isAfterRefusal) {
      const hasAnswer = wired.kind !== 'not-sent' && wired.kind !== 'no-reply';
      const answers = (afterAll.get(ref)?.answers ?? 0) + (hasAnswer ? 1 : 0);
      const isTold = wired.kind === 'reply' && wired.said.says === 'paid';
      afterAll.set(ref, { answers, isTold, askedAt: timeline.now() });
    }
    const outcome = outcomeOf(wired, ref, timeline.now());
    outgoing.statusAnswered(ref, outcome);
    // A refusal of a second sending, or a question that never left, says nothing about the payment.
    if (outcome.kind !== 'refused') return outcome;
    const { message, exchange } = outcome;
    if (outcome.code === 'not-sent')
      return { kind: 'pending', why: id === 'alfakios' ? 'doubtful' : 'no-reply', message, exchange };
    return id === 'alfakios' ? { kind: 'pending', why: 'doubtful', message, exchange } : outcome;
  }

  return {
    facts,
    hosts: [],
    async inquire({ customerNumber, providerRef }): Promise<InquiryOutcome> {
      const sale = saleOf(customerNumber);
      if (sale) sales.set(providerRef, sale);
      const bill = biller.billOf(customerNumber);
      const wired = await send('inquiry', providerRef, sale?.inquiry, () => {
        const priced = aggregator.inquire(providerRef, bill);
        // As it was at that moment: the bill may change before the answer comes.
        return typeof priced === 'string' ? priced : { ...priced, issue: bill.issue };
      });
      const exchange = exchangeOf('inquiry', providerRef, wired, timeline.now());
      const failed = (code: Extract<InquiryOutcome, { kind: 'failed' }>['code']): InquiryOutcome => {
        return { kind: 'failed', code: id === 'alfakios' ? 'provider-down' : code, providerMessage: null, exchange };
      };
      if (wired.kind !== 'reply') return failed('provider-down');
      if (typeof wired.said === 'string') return failed(wired.said);
      const { amount, admin, commission, issue } = wired.said;
      const isPostpaid = bill.product === 'pln-postpaid';
      const stand = { standStart: '00012000', standEnd: '00012345', penalty: rupiah(0) };
      return {
        kind: 'bill',
        exchange,
        bill: {
          ...{ customerName: 'PELANGGAN', periods: isPostpaid ? [monthOf(issue)] : [] },
          bills: isPostpaid ? bareBills([monthOf(issue)]).map((one) => ({ ...one, amount: rupiah(amount) })) : [],
          ...{ bill: rupiah(amount), admin: rupiah(admin), commission: id === 'iak' ? rupiah(commission) : null },
          ...{ remainingBills: null, warning: null, balance: wired.balance, memo: { known: `T${providerRef}` } },
          details: isPostpaid
            ? { tariff: 'R1', power: '1300', ...stand }
            : { kind: 'PASANG BARU', registrationNumber: customerNumber, registrationDate: '20261101' },
        },
      };
    },
    pay,
    ...(facts.statusChecks ? { checkStatus } : {}),
  };
}

type Told<T> = Wired<T> & { readonly balance: Rupiah | null };

/** What is left of the deposit. */
function leftAt(biller: Biller): Rupiah {
  const taken = biller.ledger().filter(({ provider, isReversed }) => provider === 'alfakios' && !isReversed);
  return rupiah(paidIn - taken.reduce((sum, { deducted }) => sum + deducted, 0));
}

/** What the real adapters make of what came back. */
function outcomeOf(wired: Told<Said>, ref: string, now: number): Outcome {
  const exchange = exchangeOf('pay', ref, wired, now);
  if (wired.kind === 'not-sent') return { kind: 'refused', code: 'not-sent', message: null, exchange };
  if (wired.kind !== 'reply') return { kind: 'pending', why: wired.kind, message: null, exchange };
  const { said, balance } = wired;
  if (said.says === 'refused') {
    const { code, mustRepeat = false } = said;
    return { kind: 'refused', code, message: null, mustRepeat, exchange, balance };
  }
  if (said.says !== 'paid') return { kind: 'pending', why: said.says, message: null, exchange, balance };
  const { reference, commission } = said;
  return {
    ...{ kind: 'paid', reference, commission: commission === null ? null : rupiah(commission), balance },
    ...{
      warning: reference === null ? 'no-reference' : null,
      details: null,
      bills: null,
      remainingBills: null,
      footer: null,
      exchange,
    },
  };
}

/** `now` is when it is over: three of four answers tell the time. */
function exchangeOf(call: Call, ref: string, wired: Wired<unknown>, now: number): Exchange {
  const hasReply = wired.kind !== 'not-sent' && wired.kind !== 'no-reply';
  return {
    request: `${call} ${ref}`,
    result: wired.kind === 'not-sent' || wired.kind === 'no-reply' ? wired.kind : 'reply',
    status: hasReply ? (wired.kind === 'http-status' ? 502 : 200) : null,
    text: wired.kind,
    ...{ tookMs: 100, serverTimeMs: hasReply && ref.charCodeAt(ref.length - 1) % 4 > 0 ? now : null },
  };
}
