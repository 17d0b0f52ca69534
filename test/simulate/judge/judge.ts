import type { Transaction } from '../../../shared/transaction.ts';
import { providerIds } from '../../../shared/product.ts';
import { judge as judgeEvidence, untimely } from '../../oracles/oracles.ts';
import { longestPauseMs } from '../../oracles/status-checks.ts';
import { evidenceOf } from './evidence.ts';
import { foreignDebits, judgeInside } from './inside.ts';
import { prepared } from '../../../electron/db/open.ts';
import { shiftsIn } from '../../harness/shifts-in.ts';
import { findTransaction } from '../../../electron/db/transactions.ts';
import type { Happening } from '../script/script.ts';
import type { Life } from '../till/shop-parts.ts';
import type { World } from '../world/world.ts';

const minute = 60 * 1000;

/** A till that forgot payments, was told wrongly that one did not happen, or paid another price than was agreed finds debits that it knows nothing of. */
function mayLookForeign(step: Happening): boolean {
  return (
    step.do === 'restore' ||
    step.do === 'price' ||
    (step.do === 'decide' && step.takesBack === true) ||
    (step.do === 'when' && mayLookForeign(step.then))
  );
}
/** Rupiah in the drawer of the last shift. */
const lastFloat = 150_000;
/** Which no script sells. */
const lastBill = 90_001;
/** A till that looks three times an hour seals a day's segments in that many times ten minutes. */
const sealingsMax = 9;
/** Long enough for three questions at the longest pause, and an answer that has to be said twice. */
const knownAfterMs = 18 * minute;
/** Longer than any process a provider has. */
const settleMaxMs = 5 * 24 * 60 * minute;
/** For a payment that was lied about to the last. */
const moreMs = 40 * minute;

/** Ends every fault, lets everything become known that can be, and judges what is left. Answers how many payments there are. */
export async function judge(world: World): Promise<number> {
  const { timeline, cashier, objections, outgoing, coverage } = world;
  await recover(world);
  if (!world.shop.life()) {
    objections.push(`O8: the till does not start: ${world.shop.refusal()}`);
    return 0;
  }
  await settle(world);
  await cashier.reconcile();
  const open = await stillOpen(world);
  objections.push(...open);
  // Twice, for nobody decides while an answer is on its way.
  for (let n = 0; n < 2; n++) {
    await cashier.decide(false);
    await timeline.playUntil(timeline.now() + minute);
  }
  objections.push(...(await inTheLastShift(world)));
  const life = world.shop.life();
  if (!life) {
    objections.push(`O8: the till died for good: ${world.shop.refusal()}`);
    return 0;
  }
  const { items } = await cashier.must('payment:unsettled', {});
  objections.push(...(await sealedAtLast(world, life)));
  learnWhatBecame(world, life);
  const evidence = evidenceOf(world, life, items, await cashier.must('journal:verify', {}));
  objections.push(
    ...judgeEvidence(evidence),
    ...judgeInside(life, evidence.rows, world.heard(), world.printer.pulses()),
  );
  if (!world.script.steps.some(mayLookForeign)) objections.push(...foreignDebits(life));
  objections.push(...outgoing.broken().map((what) => `status-checks: ${what}`));
  for (const { status } of evidence.rows) coverage.count(`final ${status}`);
  return evidence.rows.length;
}

/** With every fault ended all that is due is sealed, and everything that was stored is found. */
async function sealedAtLast({ timeline, shop, kept, disk }: World, life: Life): Promise<readonly string[]> {
  for (let n = 0; n < sealingsMax && disk.files().plain.size > 1; n++)
    await timeline.playUntil(timeline.now() + 10 * minute);
  return shop.life() === life ? kept.broken(life.books.db, disk.files()) : ['segments: the till died as it sealed'];
}

/** A till that died may have stored more than it told: whoever looks now learns that it came by then. */
function learnWhatBecame({ drawer }: World, { books: { db } }: Life): void {
  const ids = prepared(db, 'SELECT transaction_id FROM transactions').pluck().all() as readonly string[];
  for (const id of ids) {
    const payment = findTransaction(db, id);
    if (payment) drawer.see({ what: 'told', payment });
  }
  for (const one of shiftsIn(db, []).paidOff) drawer.see({ what: 'paid-off', ...one });
}

/** Its last sale is in a shift, if it has any; what that comes to is judged with the others. */
async function inTheLastShift(world: World): Promise<readonly string[]> {
  const { cashier, timeline, script } = world;
  const hasShifts = script.steps.some(({ do: what }) => what === 'shift');
  if (!hasShifts) return sellOnceMore(world);
  await soon(timeline, () => cashier.shifts.open(lastFloat).then(() => true));
  const wrong = [...(await sellOnceMore(world)), ...(await openTheDrawer(world))];
  await soon(timeline, () => cashier.shifts.close(0).then(() => true));
  return wrong;
}

/** With every fault ended cash that comes in opens the drawer, once, and the X says so. */
async function openTheDrawer({ cashier, timeline, printer, script }: World): Promise<readonly string[]> {
  const counts = async (): Promise<readonly number[]> => [
    printer.pulses(),
    (await soon(timeline, () => cashier.must('shift:x', {}))).drawerOpens,
  ];
  const before = await counts();
  await soon(timeline, () => cashier.shifts.act({ act: 'cash', kind: 'in', amount: 20_000 }).then(() => true));
  const opened = (await counts()).map((now, at) => now - (before[at] ?? 0));
  const once = script.hasPrinter ? 1 : 0;
  return opened.every((times) => times === once)
    ? []
    : [`drawer: at the end cash came in, and the drawer opened ${opened[0]} times, ${opened[1]} by the X`];
}

/** With every fault ended the till sells, and prints the slip. */
async function sellOnceMore({ cashier, timeline, biller, printer, script, drawer }: World): Promise<readonly string[]> {
  const { product, customerNumber } = biller.bill(lastBill);
  await cashier.reconcile();
  try {
    const asked = { product, customerNumber, provider: 'ayoconnect' } as const;
    const quote = await soon(timeline, () => cashier.must('bill:inquire', asked));
    const order = { quoteId: quote.quoteId, tendered: quote.total };
    drawer.see({ what: 'presses', quoteId: quote.quoteId });
    const paid = await soon(timeline, () => cashier.must('payment:pay', order));
    if (paid.status !== 'paid') return [`sells: the last sale of all is ${paid.status}`];
    const isOut = printer.slips.some(({ transactionId, copy }) => copy === 0 && transactionId === paid.transactionId);
    return isOut || !script.hasPrinter ? [] : [`sells: the last sale of all was paid, and no slip came out`];
  } catch (error) {
    return [`sells: the till sells no more: ${error instanceof Error ? error.message : String(error)}`];
  }
}

/** What a call answers within a minute. */
async function soon<T>(timeline: World['timeline'], call: () => Promise<T>): Promise<T> {
  const replies: T[] = [];
  let problem: unknown = new Error('there was no answer');
  timeline.after(0, 'world', () => {
    void call().then(
      (reply) => void replies.push(reply),
      (error: unknown) => void (problem = error),
    );
  });
  await timeline.playUntil(timeline.now() + minute);
  const [reply] = replies;
  if (reply === undefined) throw problem;
  return reply;
}

async function recover({ shop, network, printer, timeline, outgoing, cashier, coverage }: World): Promise<void> {
  coverage.alone(false);
  cashier.goHome();
  shop.arms.disarm();
  shop.trouble('none');
  network.heal();
  printer.mend();
  // Somebody sets the clock right at last.
  if (shop.clockError !== 0) outgoing.clockMoved();
  shop.clockError = 0;
  const longestOffDays = 20;
  for (let days = 0; !shop.life() || shop.life()?.isClosing; days++) {
    if (days > longestOffDays) return;
    await timeline.playUntil(timeline.now() + 24 * 60 * minute);
  }
}

/** Plays until no provider has anything in process and the schedule had time to ask. */
async function settle({ timeline, network, aggregators, cashier, biller, shop }: World): Promise<void> {
  const deadline = timeline.now() + settleMaxMs;
  const isOpen = (): boolean =>
    (shop.life()?.books.tillState().mode === 'reconcile' && !biller.isOldNews()) ||
    network.arriving() > 0 ||
    providerIds.some((id) => aggregators[id].inProcess() > 0) ||
    timeline.isAsleep();
  // A question that is the payment once more may be what first arrives, and begins a process.
  do {
    for (let n = 0; isOpen() && n < 1_000; n++) await timeline.playUntil(timeline.now() + 10 * minute);
    await cashier.reconcile();
    const until = timeline.now() + knownAfterMs;
    while (timeline.now() < until && (await cashier.must('payment:unsettled', {})).items.length > 0)
      await timeline.playUntil(timeline.now() + 100_000);
  } while (isOpen() && timeline.now() < deadline);
  for (let n = 0; n < looksMax && isToLookAt(shop.life()); n++) await timeline.playUntil(timeline.now() + lookEveryMs);
}

/** Refusals are looked at again every ten minutes at most, until somebody answers; three questions of a sale can go wrong. */
const looksMax = 6;
const lookEveryMs = 11 * minute;

function isToLookAt(life: Life | null): boolean {
  const sql = 'SELECT EXISTS (SELECT 1 FROM transactions WHERE look_at IS NOT NULL) AS some';
  return life !== null && (prepared(life.books.db, sql).get() as { readonly some: number }).some === 1;
}

/** O8: what is open now is open for a reason, and is on the list with a question to come or for a person. */
async function stillOpen(world: World): Promise<readonly string[]> {
  const { timeline, cashier } = world;
  const look = async (): Promise<readonly string[]> => {
    const { items } = await cashier.must('payment:unsettled', {});
    const tillNow = Date.parse((await cashier.must('till:status', {})).now);
    return items.flatMap((item) => whyWrong(world, item, tillNow) ?? []);
  };
  const found = await look();
  if (found.length === 0) return found;
  await timeline.playUntil(timeline.now() + moreMs);
  return look();
}

/** `tillNow`: what the till has for the time, which may be corrected by what a provider said while the PC's clock was wrong. */
function whyWrong(
  { facts, timeline, outgoing, aggregators, truthOf, refOf }: World,
  item: Transaction,
  tillNow: number,
): string | null {
  const { transactionId, status, provider } = item;
  const name = `O8: ${transactionId} (${provider})`;
  if (status !== 'pending') return `${name} is ${status}`;
  const rule = facts(provider).statusChecks;
  if (!rule) return item.nextAskAt === null ? null : `${name} has a next question that nobody can ask`;
  const ref = refOf(transactionId);
  const sentAt = outgoing.sentRefs().get(ref)?.firstSentAt;
  // By the clock as it is now: one that was wrong when the payment was sent makes it look older or younger.
  const age = Math.max(timeline.now() - (sentAt ?? Infinity), tillNow - Date.parse(item.createdAt));
  const isMisled = outgoing.hasClockMoved(ref);
  const dueInMs = item.nextAskAt === null ? null : Date.parse(item.nextAskAt) - tillNow;
  if (age > rule.ageMaxMs && dueInMs !== null && dueInMs < -minute)
    return `${name} is too old to be asked about, and has a next question`;
  // About to be too old: the last question may have been asked. Or given to a person for a clock that was wrong.
  if (age > rule.ageMaxMs - 2 * 300_000 || (isMisled && dueInMs === null)) return null;
  const truth = truthOf(item);
  if (truth === 'paid' && aggregators[provider].saysPaid(ref)) return `${name} was paid, and that is not known here`;
  if (truth === 'refused' && aggregators[provider].saysRefused(ref))
    return `${name} has failed, and that is not known here`;
  if (dueInMs === null) return `${name} will never be asked about`;
  const [wrong] = untimely(item.nextAskAt, tillNow, isMisled ? Infinity : longestPauseMs(rule), minute);
  return wrong === undefined ? null : `${name} ${wrong}`;
}
