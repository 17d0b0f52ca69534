import type { ProviderTest, ProviderTestResult } from '../../shared/settings-api.ts';
import type { Rupiah } from '../../shared/money.ts';
import { accessRefusedByStatus } from './answer.ts';
import type { AccessRefusal, Exchange, InquiryOrder, Provider } from './provider.ts';

// What a provider says when it is asked whether it would serve this shop: only what costs nothing, moves nothing, and is documented.

/** Characters of a provider's words that a person is shown. */
const wordsMax = 200;

interface Asking {
  /** Runs a question when its provider may be asked; null if the till closes before. */
  readonly inTurn: <T>(ask: () => Promise<T>) => Promise<T | null>;
  /** ms since 1970 by the PC's clock. */
  readonly pcNow: () => number;
  /** Whose bill may be asked for where nothing else is free; null for nobody's. */
  readonly order: InquiryOrder | null;
}

/** One answer. */
interface Told {
  readonly asked: ProviderTest['asked'][number];
  readonly exchange: Exchange;
  /** Whether it is what its document says that a good one is. */
  readonly isGood: boolean;
  readonly refused: AccessRefusal | null;
  readonly balance: Rupiah | null;
  readonly message: string | null;
}

/**
 * Asks one question after the other until one fails: the list of products, which the host that is paid answers, then the deposit. Where
 * neither is documented, an inquiry, if there is somebody to inquire for. Null if the till closes over it.
 */
export async function askShop(provider: Provider, { inTurn, pcNow, order }: Asking): Promise<ProviderTest | null> {
  const questions = questionsTo(provider, order);
  const told: Told[] = [];
  let skewMs: number | null = null;
  for (const ask of questions) {
    const answer = await inTurn(async () => {
      const one = await ask();
      const { serverTimeMs } = one.exchange;
      if (serverTimeMs !== null) skewMs = Math.round((serverTimeMs - pcNow()) / 1_000) * 1_000;
      return one;
    });
    if (answer === null) return null;
    told.push(answer);
    if (!answer.isGood) break;
  }
  const last = told.at(-1);
  return {
    provider: provider.facts.id,
    result: last ? resultOf(last) : 'number-needed',
    asked: told.map(({ asked }) => asked),
    hosts: provider.hosts,
    status: last?.exchange.status ?? null,
    balance: told.findLast(({ balance }) => balance !== null)?.balance ?? null,
    clockSkewMs: skewMs,
    tookMs: told.reduce((sum, { exchange }) => sum + exchange.tookMs, 0),
    message: last && !last.isGood ? onOneLine(last.message) : null,
  };
}

/** Of a provider for which nothing is saved. */
export function notSetUp(provider: ProviderTest['provider']): ProviderTest {
  const nothing = { status: null, balance: null, clockSkewMs: null, tookMs: 0, message: null };
  return { provider, result: 'not-set-up', asked: [], hosts: [], ...nothing };
}

function questionsTo(provider: Provider, order: InquiryOrder | null): readonly (() => Promise<Told>)[] {
  const { products, balance } = provider;
  if (!products && !balance) return order ? [() => askForBill(provider, order)] : [];
  return [
    ...(products ? [async () => toldOf('products', await products())] : []),
    ...(balance ? [async () => toldOf('balance', await balance())] : []),
  ];
}

function toldOf(
  asked: 'products' | 'balance',
  outcome: Awaited<ReturnType<NonNullable<Provider['products'] | Provider['balance']>>>,
): Told {
  const { exchange } = outcome;
  if (outcome.kind === 'failed') return { asked, isGood: false, balance: null, ...outcome };
  return {
    ...{ asked, exchange, isGood: true, refused: null, message: null },
    balance: outcome.kind === 'balance' ? outcome.balance : null,
  };
}

/** A customer without a bill is an answer too; what is the provider's own reason is not. */
async function askForBill(provider: Provider, order: InquiryOrder): Promise<Told> {
  const outcome = await provider.inquire(order);
  const { exchange } = outcome;
  if (outcome.kind === 'bill') {
    const { balance } = outcome.bill;
    return { asked: 'bill', exchange, isGood: true, refused: null, balance, message: null };
  }
  const isGood = ['no-bill', 'already-paid', 'wrong-number', 'deposit-low'].includes(outcome.code);
  const refused = accessRefusedByStatus(exchange.status);
  return {
    asked: 'bill',
    exchange,
    isGood,
    refused,
    balance: outcome.balance ?? null,
    message: outcome.providerMessage,
  };
}

function resultOf({ isGood, exchange, refused }: Told): ProviderTestResult {
  if (isGood) return 'well';
  if (exchange.result === 'not-sent') return 'unreachable';
  if (exchange.result === 'no-reply') return 'no-reply';
  return refused ?? 'odd-answer';
}

/** Without what would steer a terminal, a printer or the direction of writing. */
function onOneLine(text: string | null): string | null {
  return (
    text
      ?.replace(/[\p{C}\p{Zl}\p{Zp}]+/gu, ' ')
      .trim()
      .slice(0, wordsMax) || null
  );
}
