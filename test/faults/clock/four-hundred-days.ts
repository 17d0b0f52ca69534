import { ayoconnectFacts } from '../../../electron/providers/ayoconnect/index.ts';
import { iakFacts } from '../../../electron/providers/iak/index.ts';
import type { StatusCheckRule } from '../../../electron/providers/provider.ts';
import { assert } from '../../../shared/errors.ts';
import { providerIds, type ProviderId } from '../../../shared/product.ts';
import type { Transaction } from '../../../shared/transaction.ts';
import { chanceOf } from '../../harness/chance.ts';
import {
  jitterPart,
  leastPauseMs,
  longestPauseMs,
  spacingMs,
  tooClose,
  tooOld,
  tooSoon,
  type StatusCheck,
} from '../../oracles/status-checks.ts';
import { must, pause, until } from '../cell.ts';
import { controlClock, type ClockControl } from './clock-control.ts';
import { objections, outOfOrder, paidFor, type Objections } from '../stage/sales.ts';
import type { Stage } from '../stage/stage.ts';
import { fieldOf } from '../wire/wire.ts';

// The law of status checks, held against what arrives at the providers while 400 days pass over a till.

const [minute, hour, day] = [60_000, 3_600_000, 86_400_000];

function ruleOf(provider: ProviderId): StatusCheckRule {
  // With `resend` a check is the payment sent again, so nothing may be near this limit: a day is within any memory.
  const resending = { pausesMs: [minute, minute, 2 * minute, 5 * minute], abnormalFirstMs: minute, ageMaxMs: day };
  const rule = provider === 'alfakios' ? resending : (provider === 'iak' ? iakFacts : ayoconnectFacts).statusChecks;
  assert(rule, 'every provider here can be asked');
  return rule;
}

/** What the way to the provider may take off a pause, in ms. */
const toleranceMs = 400;
/** A payment as its provider sees it. Times by the till's clock. */
interface Life {
  readonly provider: ProviderId;
  readonly sentAt: number;
  /** Whether its answer was an orderly "in process". */
  readonly isOrderly: boolean;
  readonly asks: number[];
}

/** The providers' side: payments arrive, and their answers and those to all questions are lost. */
function watch(stage: Stage, clock: ClockControl): ReadonlyMap<string, Life> {
  const lives = new Map<string, Life>();
  /** IAK is asked about our reference and pays a number of its own. */
  const paidAs = new Map<string, string>();
  for (const provider of providerIds) {
    stage.proxy(provider).on('pay', async (exchange) => {
      const name = `${provider} ${exchange.key}`;
      const known = lives.get(name);
      if (known) {
        known.asks.push(clock.now());
        return exchange.answer(outOfOrder);
      }
      const isTaken = lives.size % 2 === 0;
      const isOrderly = isTaken && provider === 'ayoconnect';
      lives.set(name, { provider, sentAt: clock.now(), isOrderly, asks: [] });
      const answer = isTaken ? await exchange.forward() : outOfOrder;
      exchange.answer(isOrderly ? answer : outOfOrder);
    });
    stage.proxy(provider).on('inquiry', async (exchange) => {
      const answer = await exchange.forward();
      if (provider === 'iak') paidAs.set(String(exchange.key), String(fieldOf(answer.body.toString(), 'tr_id')));
      exchange.answer(answer);
    });
    stage.proxy(provider).on('status', (exchange) => {
      const name = paidAs.get(String(exchange.key)) ?? exchange.key;
      const life = lives.get(`${provider} ${name}`);
      assert(life, `a question about ${name}, which was never paid`);
      life.asks.push(clock.now());
      exchange.answer(outOfOrder);
    });
  }
  return lives;
}

async function unsettled(stage: Stage): Promise<readonly Transaction[]> {
  return (await stage.must('payment:unsettled', {})).items;
}

/** When the next question is due, in ms; null if none ever is. */
function nextDue(items: readonly Transaction[]): number | null {
  const due = items.flatMap(({ nextAskAt }) => (nextAskAt === null ? [] : [Date.parse(nextAskAt)]));
  return due.length === 0 ? null : Math.min(...due);
}

/** Lets time pass a second at a time until no question is due any more. False if one stays due although it may be asked. */
async function answerDue(stage: Stage, clock: ClockControl, count: () => number): Promise<boolean> {
  let before = count();
  for (let idle = 0; idle < 20;) {
    const due = nextDue(await unsettled(stage));
    if (due === null || due > clock.now()) return true;
    // What is on its way arrives first: a second that passes in no time would make the next one look close to it.
    for (let tries = 0; tries < 150 && count() === before; tries++) await pause(2);
    idle = count() === before ? idle + 1 : 0;
    before = count();
    await clock.pass(spacingMs);
  }
  return false;
}

/** The status checks of a payment, in order. */
function checksOf({ sentAt, isOrderly, asks }: Life): readonly StatusCheck[] {
  return asks.map((at, nth) => ({ nth, isOrderly, afterMs: at - (asks[nth - 1] ?? sentAt) }));
}

/** Holds the law against everything that arrived. */
function judgeLives(lives: Iterable<Life>, wrong: Objections): void {
  const all = [...lives];
  for (const provider of providerIds) {
    const rule = ruleOf(provider);
    const own = all.filter((life) => life.provider === provider);
    const old = own.flatMap(({ sentAt, asks }) => asks.flatMap((at) => tooOld(rule, at - sentAt)));
    const soon = own.flatMap(checksOf).flatMap((check) => tooSoon(rule, check, toleranceMs));
    for (const found of [old, soon])
      wrong.note(found.length === 0, `${provider}: ${found.length} payments, ${found.slice(0, 3).join('; ')}`);
  }
  const asks = all.flatMap((life) => life.asks).sort((one, other) => one - other);
  const close = asks.flatMap((at, nth) => tooClose(at - (asks[nth - 1] ?? -Infinity), toleranceMs));
  wrong.note(close.length === 0, close.slice(0, 5).join('; '));
}

/** With a clock that goes on without leaps, every question comes when it may, but for what chance adds. */
async function askPromptly(
  stage: Stage,
  clock: ClockControl,
  lives: ReadonlyMap<string, Life>,
  wrong: Objections,
): Promise<void> {
  const count = (): number => [...lives.values()].reduce((sum, { asks }) => sum + asks.length, 0);
  while ([...lives.values()].some(({ asks }) => asks.length < 8)) {
    const due = nextDue(await unsettled(stage));
    must(due !== null, 'nobody asks about payments of today');
    await clock.pass(Math.max(0, due - clock.now()) + 1);
    must(await answerDue(stage, clock, count), 'a question that is due is not asked');
  }
  for (const life of lives.values()) {
    for (const check of checksOf(life).slice(0, 8)) {
      const least = leastPauseMs(ruleOf(life.provider), check);
      const most = least * (1 + jitterPart) + lives.size * spacingMs + toleranceMs;
      const what = `${life.provider}: check ${check.nth} came after ${check.afterMs} ms and may after ${least}`;
      wrong.note(check.afterMs <= most, what);
    }
  }
}

const days = 400;
/** New payments until then; the last of them must be forgotten before the end. */
const lastSaleDay = 365;
const longestNightMs = 14 * hour;

/** F6. */
export async function livesFourHundredDays(stage: Stage): Promise<void> {
  const clock = controlClock(stage);
  const config = { providers: { alfakios: { resend: true } } };
  await stage.open({ env: clock.env, settleScale: 1, config });
  const wrong = objections();
  const chance = chanceOf(20_261_122);
  const lives = watch(stage, clock);
  const count = (): number => [...lives.values()].reduce((sum, { asks }) => sum + asks.length, 0);
  const startedAt = clock.now();
  const today = (): number => (clock.now() - startedAt) / day;
  const given = new Map<string, Transaction>();
  const buy = async (provider: ProviderId): Promise<void> => void (await paidFor(stage, await stage.quote(provider)));

  for (const provider of [...providerIds, 'ayoconnect'] as const) await buy(provider);
  await askPromptly(stage, clock, lives, wrong);

  for (let lastSale = 0; today() < days;) {
    const kind = chance();

    const leapMs = Math.round(kind < 0.04 ? day * (2 + 7 * chance()) : 20 * minute + chance() * longestNightMs * 1.7);
    // Some nights the PC is off.
    const isOff = kind > 0.98;
    if (isOff) await stage.stop();
    await clock.pass(leapMs);
    if (isOff) await stage.start();
    wrong.note(await answerDue(stage, clock, count), `day ${Math.floor(today())}: a question that is due is not asked`);
    for (const one of await unsettled(stage)) {
      if (one.nextAskAt !== null || given.has(one.transactionId)) continue;
      given.set(one.transactionId, one);
      const ageMs = clock.now() - Date.parse(one.createdAt);
      const rule = ruleOf(one.provider);
      wrong.note(
        ageMs >= rule.ageMaxMs - longestPauseMs(rule) - minute,
        `${one.provider}: given up after ${ageMs / day} days`,
      );
    }
    if (today() - lastSale < 9 || today() > lastSaleDay) continue;
    lastSale = today();
    await buy(providerIds[Math.floor(chance() * providerIds.length)] ?? 'iak');
  }
  await until('all were given up', async () => nextDue(await unsettled(stage)) === null, 2_000).catch((error) =>
    wrong.note(false, String(error)),
  );
  wrong.note(given.size === lives.size, `${given.size} of ${lives.size} payments were handed to a person`);
  judgeLives(lives.values(), wrong);
  wrong.raise();
}
