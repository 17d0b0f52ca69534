import { registry } from '../../../electron/providers/index.ts';
import type { Quote } from '../../../shared/bill.ts';
import type { ProviderId } from '../../../shared/product.ts';
import type { Transaction } from '../../../shared/transaction.ts';
import { must, until } from '../cell.ts';
import type { Exchange, Proxy } from '../wire/proxy.ts';
import { compiledOnce, type Stage, type StageOptions } from '../stage/stage.ts';
import type { Answer, Call } from '../wire/wire.ts';
import { changed, failure, said, type Change, type Field, type Format } from './dialect.ts';

/** One of group E. */
export interface Oddity {
  readonly id: string;
  readonly title: string;
  readonly play: (stage: Stage, provider: ProviderId) => Promise<void>;
}

/** A provider that is about to say something odd, and the till before it. */
export interface Scene {
  readonly stage: Stage;
  readonly provider: ProviderId;
  readonly proxy: Proxy;
  readonly format: Format;
  /** Whether the provider documents a question about a payment. */
  readonly asks: boolean;
  /** The word for this provider. */
  by<T>(words: Readonly<Record<ProviderId, T>>): T;
  /** The provider does what is asked, and its answer says something else in these fields. */
  say(call: Call, change: Change): void;
  /** As `say`, with the whole text of the answer. */
  sayText(call: Call, change: (body: string, exchange: Exchange) => string | Answer): void;
  /** The provider never gets it; this is answered. */
  instead(call: Call, answer: (exchange: Exchange) => Answer): void;
  /** A failure in the provider's own form, the provider not having done anything. */
  fail(call: Call, code: string, message: string, status?: string): void;
  read(body: string, field: Field): string | null;
  quote(customerNumber?: string): Promise<Quote>;
  /** Pays a new bill, or this quote, and fails unless the till says one of these of it: `paid`, `pending no-reply`. */
  pay(expected: string | readonly string[], quote?: Quote): Promise<Transaction>;
  /** The inquiry must fail so. */
  noBill(...codes: readonly string[]): Promise<void>;
  /** What the till says of a payment now, with the reason of its last answer. */
  word(transactionId: string): Promise<string>;
  /** Waits for questions under the fault, that leave the payment open. */
  stillOpen(transactionId: string, questions?: number): Promise<void>;
  becomes(transactionId: string, word: 'paid' | 'refused'): Promise<void>;
  hasAlarm(transactionId: string): Promise<boolean>;
}

/** Opens the stage for one provider whose payments are answered at once. */
export async function openScene(stage: Stage, provider: ProviderId, options: StageOptions = {}): Promise<Scene> {
  const format = provider === 'iak' ? (options.format ?? 'json') : 'json';
  const training = { ayoconnect: { settleAfterMs: 0 } };
  await stage.open({ providers: [provider], training, env: compiledOnce(stage), ...options });
  return sceneAt(stage, provider, format);
}

export function sceneAt(stage: Stage, provider: ProviderId, format: Format): Scene {
  const proxy = stage.proxy(provider);
  const eventsOf = async (transactionId: string) => (await stage.get(transactionId)).events;
  const questionsAbout = async (transactionId: string): Promise<number> =>
    (await eventsOf(transactionId)).filter(({ kind }) => kind === 'asked').length;

  const scene: Scene = {
    ...{ stage, provider, proxy, format },
    asks: registry[provider].facts.statusChecks !== null,
    by: (words) => words[provider],
    say: (call, change) => scene.sayText(call, (body) => changed(provider, format, body, change)),
    sayText: (call, change) => proxy.alter(call, change),
    instead: (call, answer) => proxy.on(call, (exchange) => exchange.answer(answer(exchange))),
    fail: (call, code, message, status) =>
      scene.instead(call, ({ key, call: asked }) =>
        // IAK's payment names no reference of ours.
        failure(provider, format, code, message, {
          ref: provider === 'iak' && asked === 'pay' ? null : key,
          ...(status && { status }),
        }),
      ),
    read: (body, field) => said(provider, format, body, field),
    quote: (customerNumber) => stage.quote(provider, customerNumber),
    async pay(expected, quote) {
      const reply = await stage.pay(quote ?? (await stage.quote(provider)));
      must(reply.ok, `the payment was not answered: ${JSON.stringify(reply)}`);
      const { transactionId, status, refusal } = reply.value;
      const events = await eventsOf(transactionId);
      const first = events.find(({ kind }) => kind === 'pending');
      const word =
        status === 'refused'
          ? `refused ${refusal?.code}`
          : status === 'pending'
            ? `pending ${String(first?.data['why'])}`
            : status;
      const words = [expected].flat();
      must(words.includes(word), `the payment is ${word}, expected ${words.join(' or ')}`);
      return reply.value;
    },
    async noBill(...codes) {
      const customerNumber = stage.newNumber(provider);
      const reply = await stage.call('bill:inquire', { product: 'pln-postpaid', customerNumber, provider });
      must(!reply.ok, `a bill came out of it: ${JSON.stringify(reply)}`);
      must(codes.includes(reply.code), `the inquiry failed with ${reply.code}, expected ${codes.join(' or ')}`);
    },
    async word(transactionId) {
      const { status, refusal, events } = await stage.get(transactionId);
      const last = events.findLast(({ kind }) => kind === 'asked' || kind === 'pending');
      return status === 'refused'
        ? `refused ${refusal?.code}`
        : status === 'pending'
          ? `pending ${String(last?.data['why'])}`
          : status;
    },
    async stillOpen(transactionId, questions = 2) {
      if (scene.asks) {
        const enough = (await questionsAbout(transactionId)) + questions;
        await until(`${questions} questions`, async () => (await questionsAbout(transactionId)) >= enough);
      }
      const { status, nextAskAt } = await stage.get(transactionId);
      must(status === 'pending', `the payment became ${status}`);
      must((nextAskAt !== null) === scene.asks, `the next question comes at ${nextAskAt}`);
    },
    async becomes(transactionId, word) {
      await until(`the payment is ${word}`, async () => (await stage.get(transactionId)).status !== 'pending');
      const { status } = await stage.get(transactionId);
      must(status === word, `the payment is ${status}`);
    },
    async hasAlarm(transactionId) {
      return (await eventsOf(transactionId)).some(({ kind, data }) => kind === 'alarm' || data['alarm'] === true);
    },
  };
  return scene;
}
