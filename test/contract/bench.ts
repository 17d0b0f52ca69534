import { createSend, type OutgoingRequest } from '../../electron/providers/wire/http.ts';
import type { InquiryOutcome, Outcome, PayOrder, Provider } from '../../electron/providers/provider.ts';
import { reply, startFakeProvider, type Arrived, type FakeProvider, type Treatment } from '../harness/fake-provider.ts';
import type { Answer, Kit, Step, Verb } from './kit.ts';

/** A provider in front of a server that does as it is told. */
export interface Bench {
  readonly server: FakeProvider;
  readonly provider: Provider;
  /** Everything that went through `send`. */
  readonly sent: OutgoingRequest[];
  /** The steps this provider has: without a status check, only the first two. */
  readonly steps: readonly Step[];
  /** All its verbs. */
  readonly verbs: readonly Verb[];
  /** What is answered from now on, whatever is asked. */
  say(answer: Answer | Treatment | ((request: Arrived) => Answer)): void;
  outcome(step: Step, order?: PayOrder): Promise<InquiryOutcome | Outcome>;
  /** The outcome in a word or two. */
  shortly(step: Step, order?: PayOrder): Promise<string>;
  /** Any verb, whatever it answers. */
  run(verb: Verb): Promise<object | undefined>;
}

interface Options {
  /** How long an exchange may take, in ms. Long, but for what is meant to take too long. */
  readonly limitMs?: number;
  /** The provider's second host. */
  readonly otherUrl?: string;
  /** Instead of the server's. */
  readonly baseUrl?: string;
}

const limitMs = 10_000;

/** Sets up a bench for one use and clears it away. */
export async function atBench(kit: Kit, use: (bench: Bench) => Promise<void>, options: Options = {}): Promise<void> {
  const server = await startFakeProvider();
  const cut = new AbortController();
  try {
    await use(benchOf(kit, server, cut.signal, options));
  } finally {
    cut.abort();
    await server.close();
  }
}

/** What a kit's provider can do; nothing is sent. */
export function kindOf(kit: Kit): { readonly verbs: readonly Verb[]; readonly steps: readonly Step[] } {
  const url = 'http://127.0.0.1:1';
  const nothingIsSent = (): Promise<never> => Promise.reject(new Error('nothing is sent here'));
  const provider = kit.create({ baseUrl: url, otherUrl: url, limitMs }, nothingIsSent);
  return { verbs: verbsOf(provider), steps: stepsOf(provider) };
}

/** Servers that cases are spread over, for most of a case is waiting. */
const lanes = 8;

/** Tries the cases of every step this provider has, in any order. */
export async function eachCase<T>(
  kit: Kit,
  casesOf: (step: Step) => Iterable<T>,
  tryOne: (bench: Bench, step: Step, one: T) => Promise<void>,
): Promise<void> {
  const { steps } = kindOf(kit);
  const work = steps.flatMap((step) => [...casesOf(step)].map((one) => ({ step, one }))).values();
  const lane = (): Promise<void> =>
    atBench(kit, async (bench) => {
      for (const { step, one } of work) await tryOne(bench, step, one);
    });
  await Promise.all(Array.from({ length: lanes }, lane));
}

function benchOf(kit: Kit, server: FakeProvider, signal: AbortSignal, options: Options): Bench {
  const sent: OutgoingRequest[] = [];
  const send = createSend(signal);
  const baseUrl = options.baseUrl ?? server.baseUrl;
  const place = { baseUrl, otherUrl: options.otherUrl ?? baseUrl, limitMs: options.limitMs ?? limitMs };
  const provider = kit.create(place, (request) => {
    sent.push(request);
    return send(request);
  });
  const does: { readonly [S in Step]: (order: PayOrder) => Promise<InquiryOutcome | Outcome> } = {
    inquiry: (order) => provider.inquire(order),
    pay: (order) => provider.pay(order),
    status: (order) => {
      if (!provider.checkStatus) throw new Error(`${kit.name} has no status check`);
      return provider.checkStatus(order);
    },
  };
  const steps = stepsOf(provider);
  const outcome = (step: Step, order = kit.order): Promise<InquiryOutcome | Outcome> => does[step](order);
  return {
    server,
    provider,
    sent,
    steps,
    verbs: verbsOf(provider),
    say(answer) {
      server.answer(() => {
        const request = server.arrived.at(-1) ?? { head: '', body: '' };
        return treatmentOf(typeof answer === 'function' ? answer(request) : answer);
      });
    },
    outcome,
    shortly: async (step, order) => shortly(await outcome(step, order)),
    async run(verb) {
      if (verb === 'balance') return provider.balance?.();
      return verb === 'products' ? provider.products?.() : outcome(verb);
    },
  };
}

function stepsOf(provider: Provider): readonly Step[] {
  return provider.checkStatus ? ['inquiry', 'pay', 'status'] : ['inquiry', 'pay'];
}

function verbsOf(provider: Provider): readonly Verb[] {
  const { balance, products } = provider;
  return [...stepsOf(provider), ...(balance ? ['balance' as const] : []), ...(products ? ['products' as const] : [])];
}

function treatmentOf(answer: Answer | Treatment): Treatment {
  return typeof answer === 'object' && 'body' in answer ? { raw: reply(answer.status ?? 200, answer.body) } : answer;
}

/** `bill`, `failed no-bill`, `paid`, `refused rejected`, `pending no-reply`. */
export function shortly(outcome: InquiryOutcome | Outcome): string {
  switch (outcome.kind) {
    case 'failed':
    case 'refused':
      return `${outcome.kind} ${outcome.code}`;
    case 'pending':
      return `pending ${outcome.why}`;
    case 'bill':
    case 'paid':
      return outcome.kind;
  }
}

/** What an answer that says nothing for certain must become: no bill, and neither paid nor refused. */
export function nothing(step: Step, why = ''): string {
  return step === 'inquiry' ? 'failed provider-down' : `pending ${why}`.trim();
}

/** The wanted words if what was seen starts with them, else what was seen. */
export function ifStarts(seen: string, wanted: string): string {
  return seen === wanted || seen.startsWith(`${wanted} `) ? wanted : seen;
}
