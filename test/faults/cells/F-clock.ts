import { providerIds } from '../../../shared/product.ts';
import { toWib, wibDayStart } from '../../../shared/time.ts';
import type { Transaction } from '../../../shared/transaction.ts';
import { must, pause, until, type AnyCell } from '../cell.ts';
import { controlClock, type ClockControl } from '../clock/clock-control.ts';
import { livesFourHundredDays } from '../clock/four-hundred-days.ts';
import { leftOpen, objections, paidFor, questionsOf, sell, settledAs } from '../stage/sales.ts';
import type { Stage } from '../stage/stage.ts';

// F: the PC's clock, which nobody at the counter looks after.

const hour = 60 * 60 * 1000;
const day = 24 * hour;
const years = (count: number): number => Math.round(count * 365.25 * day);

/** The till looks at its clock at least this often, so what the clock did is noticed within this, in ms. */
const noticedMs = 33_000;

/** Nothing about the till itself is wrong. */
async function soundTill(stage: Stage): Promise<void> {
  const status = await stage.must('till:status', {});
  must(status.ready && status.mode === 'normal' && status.storage.ok, `the till says ${JSON.stringify(status)}`);
  const report = await stage.must('journal:verify', {});
  must(report.ok, `the journal is not right: ${report.problems.join('; ')}`);
}

/** An open payment is asked about (again) soon, or was handed to a person. */
async function isNotForgotten(stage: Stage, { transactionId }: Transaction): Promise<void> {
  const before = questionsOf(await stage.get(transactionId));
  const looked = async (): Promise<boolean> => {
    const now = await stage.get(transactionId);
    // Two, for one may have been under way when the clock was set.
    return now.status !== 'pending' || now.nextAskAt === null || questionsOf(now) >= before + 2;
  };
  await until('a question about an open payment', looked, noticedMs).catch(async () => {
    const { nextAskAt } = await stage.get(transactionId);
    throw new Error(`nobody asks about an open payment before ${nextAskAt}`);
  });
}

/** Sales, and an open payment from before and one from meanwhile, around one jump of the clock and its correction. */
async function sellAroundJump(stage: Stage, clock: ClockControl, ms: number, what: string): Promise<void> {
  const wrong = objections();
  for (const provider of providerIds) await sell(stage, provider);
  const quote = await stage.quote('iak');
  const before = await leftOpen(stage, 'ayoconnect');
  await stage.faultsOff();
  stage.proxy('ayoconnect').on('status', (exchange) => exchange.reset());
  await clock.jump(ms);
  await wrong.within(`${what}, open from before`, () => isNotForgotten(stage, before));
  await wrong.within(`${what}, a quote from before`, async () => {
    const reply = await stage.pay(quote);
    if (ms > day) return must(!reply.ok && reply.code === 'quote-expired', JSON.stringify(reply));
    must(reply.ok, JSON.stringify(reply));
    await settledAs(stage, reply.value.transactionId, 'paid');
    // The same quote stays the same payment whatever the clock says.
    const again = await stage.pay(quote);
    must(again.ok && again.value.transactionId === reply.value.transactionId, JSON.stringify(again));
  });
  for (const provider of ['alfakios', 'iak'] as const)
    await wrong.within(`${what}, a sale`, () => sell(stage, provider));
  const { clockSkewMs } = await stage.must('till:status', {});
  wrong.note(Math.abs((clockSkewMs ?? 0) + ms) < hour / 2, `${what}: the till says its clock is ${clockSkewMs} ms off`);
  await stage.restart();
  await wrong.within(`${what}, started anew`, () => soundTill(stage));
  const meanwhile = await leftOpen(stage, 'iak');
  await clock.putRight();
  await wrong.within(`${what} and put right, open from meanwhile`, () => isNotForgotten(stage, meanwhile));
  await stage.faultsOff();
  await wrong.within(`${what} and put right, a sale`, () => sell(stage, 'iak'));
  await wrong.within(`${what} and put right`, () => soundTill(stage));
  wrong.raise();
}

async function jumpsTenYears(stage: Stage): Promise<void> {
  const clock = controlClock(stage);
  await stage.open({ env: clock.env });
  const wrong = objections();
  await wrong.within('forward', () => sellAroundJump(stage, clock, years(10), '10 years ahead'));
  await clock.putRight();
  await stage.faultsOff();
  await stage.restart();
  await wrong.within('back', () => sellAroundJump(stage, clock, years(-10), '10 years back'));
  await clock.putRight();
  wrong.raise();
}

async function goesBackAnHour(stage: Stage): Promise<void> {
  const clock = controlClock(stage);
  await stage.open({ env: clock.env });
  const wrong = objections();
  await wrong.within('back', () => sellAroundJump(stage, clock, -hour, 'an hour back'));
  await stage.faultsOff();
  // While the provider thinks, the clock goes back: the answer comes before the request.
  for (const provider of providerIds) {
    const quote = await stage.quote(provider);
    stage.proxy(provider).on('pay', async (exchange) => {
      const answer = await exchange.forward();
      await clock.jump(-hour);
      exchange.answer(answer);
    });
    await wrong.within(`${provider} answers an hour before it was asked`, async () => {
      const { transactionId } = await paidFor(stage, quote);
      await settledAs(stage, transactionId, 'paid', noticedMs);
      const printed = async (): Promise<boolean> => (await stage.get(transactionId)).prints === 1;
      await until('the slip', printed);
    });
    stage.proxy(provider).on('pay', async (exchange) => exchange.answer(await exchange.forward()));
  }
  // The clock is right again only after the judging's restart.
  await stage.restart();
  await wrong.within('three hours back', () => soundTill(stage));
  await clock.putRight();
  wrong.raise();
}

/** Sets the stage's clock, the providers' too, to that many ms after the next WIB midnight. */
function toMidnight(stage: Stage, ms: number): Promise<void> {
  const next = wibDayStart(stage.now()) + day;
  return stage.shiftClock(next + ms - stage.now());
}

async function crossesMidnight(stage: Stage): Promise<void> {
  await stage.open({ control: true });
  await toMidnight(stage, -30_000);
  const quotes = [];
  for (const provider of providerIds) quotes.push(await stage.quote(provider));
  const inFlight = await stage.quote('iak');
  const decided = await leftOpen(stage, 'alfakios');
  await stage.faultsOff();
  const { transactionId } = decided;
  await stage.must('payment:resolve', { transactionId, as: 'paid', reason: 'the provider says so' });
  // One is under way when the day ends: the provider has it, and answers on the next day.
  stage.proxy('iak').on('pay', async (exchange) => {
    const answer = await exchange.forward();
    await toMidnight(stage, 30_000);
    exchange.answer(answer);
  });
  const across = await paidFor(stage, inFlight);
  must(across.status === 'paid', `a payment across midnight is ${across.status}`);
  await stage.faultsOff();
  const asked = stage.proxy('iak').count('inquiry');
  for (const quote of quotes) {
    const paid = await settledAs(stage, (await paidFor(stage, quote)).transactionId, 'paid');
    must(paid.quoteId === quote.quoteId && paid.total === quote.total, `${quote.provider}: another quote was paid`);
  }
  must(stage.proxy('iak').count('inquiry') === asked + 1, 'IAK pays only what was asked for on the same day');
  const back = await stage.call('payment:resolve', { transactionId, as: 'refused', reason: 'no, it was not' });
  must(!back.ok && back.code === 'not-pending', "a person's word of yesterday was taken back");
  const { today } = await stage.must('till:status', {});
  must(today.count === quotes.length, `today has ${today.count} payments, and ${quotes.length} were made today`);
}

/** Sets the stage's clock to that many ms after the last midnight of its month. */
function toMonthsEnd(stage: Stage, ms: number): Promise<void> {
  const today = toWib(stage.now());
  const next = wibDayStart(Date.UTC(Number(today.slice(0, 4)), Number(today.slice(5, 7)), 1));
  return stage.shiftClock(next + ms - stage.now());
}

async function crossesMonth(stage: Stage): Promise<void> {
  await stage.open({ control: true, providers: ['iak'], printers: [] });
  await toMonthsEnd(stage, -30_000);
  const numbers = [(await sell(stage, 'iak')).slipNumber];
  const inFlight = await stage.quote('iak');
  stage.proxy('iak').on('pay', async (exchange) => {
    const answer = await exchange.forward();
    await toMidnight(stage, 30_000);
    exchange.answer(answer);
  });
  numbers.push((await paidFor(stage, inFlight)).slipNumber);
  await stage.faultsOff();
  await stage.kill();
  await stage.start();
  numbers.push((await sell(stage, 'iak')).slipNumber);
  stage.configure({ shop: { till: 'A2' } });
  await stage.restart();
  numbers.push((await sell(stage, 'iak')).slipNumber);
  const [last, first, second, other] = numbers.map((number) => number ?? 'none');
  const month = (number: string | undefined): string | undefined => number?.slice(-11, -7);
  const isNext = month(last) !== month(first) && month(first) === month(second) && month(second) === month(other);
  const counts = numbers.map((number) => Number(number?.slice(-6))).join();
  must(isNext && counts === '1,1,2,1' && other?.startsWith('A2-'), `the slips were numbered ${numbers.join()}`);
}

/** Everything in which a time stands, as the till tells it. */
async function toldTimes(stage: Stage, ids: readonly string[]): Promise<string> {
  const rows = await Promise.all(ids.map((transactionId) => stage.get(transactionId)));
  const slips = await Promise.all(
    ids.map((transactionId) => stage.must('receipt:preview', { transactionId, copy: 0 })),
  );
  return JSON.stringify({ rows, slips });
}

const zones = ['Asia/Jakarta', 'Asia/Makassar', 'Asia/Jayapura', 'UTC', 'America/Los_Angeles'] as const;

async function changesZone(stage: Stage): Promise<void> {
  await stage.open({ control: true, env: { TZ: zones[0] } });
  const sold: string[] = [];
  for (const provider of providerIds) sold.push((await sell(stage, provider)).transactionId);
  const printed = async (): Promise<boolean> =>
    (await Promise.all(sold.map((id) => stage.get(id)))).every(({ prints }) => prints === 1);
  await until('the slips', printed);
  const told = await toldTimes(stage, sold);
  const wrong = objections();
  for (const zone of zones.slice(1)) {
    const open = await leftOpen(stage, 'ayoconnect');
    await stage.restart({ env: { TZ: zone } });
    await stage.faultsOff();
    wrong.note((await toldTimes(stage, sold)) === told, `times are told otherwise in ${zone}`);
    await wrong.within(zone, () => settledAs(stage, open.transactionId, 'paid'));
    await wrong.within(zone, () => soundTill(stage));
    // Every zone's midnight but WIB's own falls between these two.
    await toMidnight(stage, zone.startsWith('Asia') ? -2.5 * hour : -0.2 * hour);
    const quote = await stage.quote('iak');
    const asked = stage.proxy('iak').count('inquiry');
    await stage.shiftClock(zone.startsWith('Asia') ? 2 * hour : 0.1 * hour);
    await wrong.within(zone, () => paidFor(stage, quote));
    wrong.note(stage.proxy('iak').count('inquiry') === asked, `${zone}: the day ended at another midnight than WIB's`);
  }
  wrong.raise();
}

async function sleepsTwelveHours(stage: Stage): Promise<void> {
  const clock = controlClock(stage);
  await stage.open({ env: clock.env });
  const wrong = objections();
  for (const provider of providerIds) {
    const quote = await stage.quote(provider);
    // The answer comes while the PC sleeps; of every second one only the end of the connection is left.
    for (const isCut of [false, true]) {
      const inFlight = await stage.quote(provider);
      let awake = Promise.resolve();
      stage.proxy(provider).on('pay', (exchange) => {
        awake = clock.sleep(12 * hour, async () => {
          const answer = await exchange.forward();
          if (isCut) exchange.reset();
          else exchange.answer(answer);
        });
        return awake;
      });
      const what = `${provider}, asleep while it pays${isCut ? ', cut' : ''}`;
      await wrong.within(what, async () => {
        const { transactionId, status } = await paidFor(stage, inFlight);
        // The till may answer before it has looked at its clock.
        await awake;
        if (provider !== 'alfakios' || !isCut) return settledAs(stage, transactionId, 'paid', noticedMs);
        return must(status === 'pending', `it is ${status}`);
      });
    }
    await stage.faultsOff();
    // More than a day has passed since that quote, or half of one since this.
    const late = await stage.pay(quote);
    wrong.note(!late.ok && late.code === 'quote-expired', `${provider}: a quote of yesterday: ${JSON.stringify(late)}`);
    const evening = await stage.quote(provider);
    await clock.sleep(12 * hour);
    await wrong.within(`${provider}, a quote from before sleeping`, async () =>
      settledAs(stage, (await paidFor(stage, evening)).transactionId, 'paid', noticedMs),
    );
  }
  // Open payments are asked about again soon after waking up.
  const open = [await leftOpen(stage, 'ayoconnect'), await leftOpen(stage, 'iak')];
  await clock.sleep(12 * hour);
  await pause(50);
  for (const one of open) await wrong.within(`${one.provider}, awake again`, () => isNotForgotten(stage, one));
  await stage.faultsOff();
  for (const { transactionId } of open)
    await wrong.within('awake again', () => settledAs(stage, transactionId, 'paid', noticedMs));
  await wrong.within('after sleeping', () => soundTill(stage));
  await clock.putRight();
  wrong.raise();
}

export const cells: readonly AnyCell[] = [
  { id: 'F1', title: 'the clock jumps ten years ahead, and back', run: jumpsTenYears, limitMs: 240_000 },
  { id: 'F2', title: 'the clock goes back an hour', run: goesBackAnHour, limitMs: 180_000 },
  { id: 'F3', title: 'midnight WIB between inquiry and payment', run: crossesMidnight },
  {
    id: 'F3.month',
    title: 'the month ends while a payment is under way, and then the till is renamed',
    run: crossesMonth,
  },
  { id: 'F4', title: 'the time zone changes between WIB, WITA, WIT and farther', run: changesZone },
  { id: 'F5', title: 'the PC sleeps for twelve hours', run: sleepsTwelveHours, limitMs: 180_000 },
  { id: 'F6', title: 'questions by the law for 400 days', run: livesFourHundredDays, limitMs: 300_000 },
];
