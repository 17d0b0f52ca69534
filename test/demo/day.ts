import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { LoketBridge } from '../../shared/api.ts';
import { denominations } from '../../shared/shift.ts';
import { cashierAt } from '../harness/cashier.ts';
import { launchApp } from '../harness/launch.ts';
import { paperText } from '../harness/printer-sink.ts';
import { count, openWith, say, textOf, toCount, write, type AtTheDrawer } from '../harness/shift-counter.ts';
import { photographer, type Shoot } from './pictures.ts';

// A shop's first start, and a whole day at its till, practised: Sri opens a shift and sells, and one payment is still pending when she closes it.

/** In the page. */
declare const loket: LoketBridge;

const pins = { Ibu: '8642', Sri: '1357' } as const;
type Name = keyof typeof pins;
/** Numbers of the training providers: two that are paid at once, and one whose outcome nobody knows for long. */
const numbers = { cash: '512345678901', qris: '530000000000', pending: '512345678922' } as const;
const dropped = 150_000;

/** What is left of a day, by the names of the files in `out`. */
export interface Day {
  readonly number: number;
  readonly expected: number;
  readonly counted: number;
  readonly pending: readonly string[];
  readonly zSlip: string;
  readonly books: string;
}

interface Counter extends AtTheDrawer {
  readonly shoot: Shoot;
}

export async function runDay(out: string): Promise<Day> {
  const dataDir = path.join(out, 'data-day');
  await firstRun(out, dataDir);
  const receipts = path.join(dataDir, 'receipts.bin');
  const app = await launchApp({ dataDir, configFile: shopOf(out, receipts), realPins: true, ownBrowser: true });
  try {
    const press = (key: string) => app.page.keyboard.press(key);
    const counter = { app, press, cashier: cashierAt(app.page), shoot: photographer(app.page, out, 'day') };
    await setUp(counter);
    await openShift(counter);
    await sellAll(counter);
    await refusedApproval(counter);
    await dropToSafe(counter);
    return await closeShift(counter, out, receipts);
  } finally {
    await app.stop();
  }
}

/** The first start of all: the shop's name, its owner with the phrase for a lost PIN, the first cashier; provider and printer are left for later. */
async function firstRun(out: string, dataDir: string): Promise<void> {
  const app = await launchApp({ dataDir, firstRun: true, realPins: true, ownBrowser: true });
  try {
    const [cashier, shoot] = [cashierAt(app.page), photographer(app.page, out, 'first-run')];
    const at = async (step: string) => {
      await cashier.see(step).waitFor({ timeout: 20_000 });
      await shoot(step);
    };
    await cashier.see('setting-shop.name').fill('Loket Sumber Rejeki');
    await shoot('welcome');
    await cashier.enter();
    await at('step-owner');
    await fillPerson(cashier, 'Ibu');
    await at('step-phrase');
    await cashier.enter();
    await confirm({ app, cashier });
    await cashier.see('phrase-text').waitFor();
    await cashier.armed('phrase-written');
    await cashier.enter();
    await at('step-cashier');
    await fillPerson(cashier, 'Sri');
    await confirm({ app, cashier });
    for (const step of ['step-provider', 'step-printer', 'step-done']) {
      await at(step);
      if (step !== 'step-done') await app.page.keyboard.press('F10');
    }
    await cashier.enter();
    await cashier.see('person-tile').first().waitFor();
  } finally {
    await app.stop();
  }
}

async function fillPerson({ see, enter }: Counter['cashier'], name: Name): Promise<void> {
  await see('person-name').fill(name);
  await see('new-pin').fill(pins[name]);
  await see('repeat-pin').fill(pins[name]);
  await enter();
}

/** The same shop practises, with a printer that writes into a file. */
function shopOf(out: string, receipts: string): string {
  const file = path.join(out, 'config-day.json');
  const shop = {
    name: 'Loket Sumber Rejeki',
    address: 'Jl. Melati 7, Sleman',
    terminal: '01',
    rounding: { to: 100, mode: 'down' },
  };
  const printers = [{ id: 'counter', transport: `file:${path.resolve(receipts)}`, columns: 32, drawer: 2 }];
  // Nobody wants to wait for an answer that does not come as long as a customer would.
  const alfakios = {
    enabled: false,
    baseUrl: 'http://127.0.0.1:1',
    apiKey: 'unused',
    timeoutMs: { inquiry: 5_000, pay: 1_500 },
  };
  writeFileSync(file, JSON.stringify({ training: true, shop, printers, providers: { alfakios } }), { mode: 0o600 });
  return file;
}

/** Who practises has books of its own: owner and cashier make themselves known there too. */
async function setUp(counter: Counter): Promise<void> {
  const { cashier, press, shoot } = counter;
  await cashier.see('number-input').waitFor();
  await press('Alt+O');
  await cashier.see('people-none').waitFor();
  await fillPerson(cashier, 'Ibu');
  await signIn(counter, 'Ibu');
  await press('Alt+O');
  await cashier.see('person-row').waitFor();
  await fillPerson(cashier, 'Sri');
  await confirm(counter);
  await cashier.see('person-saved').waitFor();
  await shoot('people');
  await press('Escape');
  await cashier.see('number-input').waitFor();
  await press('Alt+Q');
  await cashier.see('sign-out').waitFor();
  await cashier.enter();
  await cashier.see('sign-in').waitFor();
}

async function openShift(counter: Counter): Promise<void> {
  await signIn(counter, 'Sri');
  await counter.cashier.see('shift-bar').waitFor();
  await counter.shoot('no-shift');
  // Five notes of 20.000.
  await openWith(counter, '', '', '5');
  await counter.shoot('shift-open');
}

async function sellAll(counter: Counter): Promise<void> {
  const { cashier, shoot } = counter;
  const bill = async (customerNumber: string) => {
    await cashier.typeNumber(customerNumber);
    await cashier.askForBill();
  };
  const done = async (name: string) => {
    await cashier.see('done-status').waitFor({ timeout: 20_000 });
    await counter.app.page.getByText('Struk asli').first().waitFor();
    await shoot(name);
    await cashier.next();
  };
  await bill(numbers.cash);
  await cashier.takeCash(300_000);
  await cashier.pay();
  await done('paid-in-cash');
  await bill(numbers.qris);
  await counter.press('F5');
  await cashier.see('tenders-dialog').waitFor();
  await shoot('qris');
  await cashier.armed('tender-take');
  await cashier.enter();
  await done('paid-by-qris');
  await bill(numbers.pending);
  await cashier.see('exact-button').click();
  await cashier.pay();
  await cashier.see('pending-status').waitFor({ timeout: 20_000 });
  await shoot('pending');
  await cashier.next();
}

/** Cash out takes somebody who may; Ibu's PIN is guessed, and nothing leaves the drawer. */
async function refusedApproval(counter: Counter): Promise<void> {
  const { cashier, press, shoot } = counter;
  await press('Alt+L');
  await cashier.see('shift-now').waitFor();
  await press('F7');
  await cashier.see('cash-dialog').waitFor();
  await counter.app.page.keyboard.type('20000');
  await cashier.enter();
  await write(counter, 'beli kertas');
  await cashier.enter();
  await cashier.enter();
  await cashier.see('approval').waitFor();
  await typePin(counter, '0000');
  await cashier.see('approval').getByTestId('problem').waitFor();
  await shoot('refused-approval');
  await press('Escape');
  await cashier.see('approval').waitFor({ state: 'detached' });
  await press('Escape');
  await cashier.see('cash-dialog').waitFor({ state: 'detached' });
}

async function dropToSafe(counter: Counter): Promise<void> {
  const { cashier, press, shoot } = counter;
  await press('F8');
  await cashier.see('cash-dialog').waitFor();
  await counter.app.page.keyboard.type(String(dropped));
  await cashier.enter();
  await cashier.see('reason-pick').first().click();
  await shoot('to-the-safe');
  await cashier.see('decision-confirm').click();
  await cashier.see('cash-dialog').waitFor({ state: 'detached' });
  await press('Escape');
  await cashier.see('number-input').waitFor();
}

/** What Sri counts is what she took; the till tells only afterwards what it expected. */
async function closeShift(counter: Counter, out: string, receipts: string): Promise<Day> {
  const { cashier, shoot } = counter;
  const inDrawer = 100_000 + (await cashTaken(counter)) - dropped;
  const before = readFileSync(receipts).length;
  await toCount(counter);
  await count(counter, ...notesOf(inDrawer));
  await shoot('counted');
  await counter.press('F9');
  await say(counter, true);
  await cashier.see('shift-closed').waitFor();
  await counter.app.page.locator('[data-testid="report-print"][data-state="sent"]').waitFor();
  await shoot('z');
  const slip = readFileSync(receipts).subarray(before);
  writeFileSync(path.join(out, 'z-day.bin'), slip);
  writeFileSync(path.join(out, 'z-day.txt'), paperText(slip));
  const carried = await textOf(counter, 'carried');
  await cashier.armed('z-done');
  await cashier.enter();
  await cashier.see('shift-bar').waitFor();
  const { number, expected, counted, pending } = await lastReport(counter);
  if (!carried.includes('922') || pending.length !== 1 || expected !== counted)
    throw new Error(`the day does not end as it was lived: ${JSON.stringify({ carried, expected, counted, pending })}`);
  const names = pending.map(({ customerNumber }) => customerNumber);
  return {
    number: number ?? 0,
    expected: expected ?? 0,
    counted: counted ?? 0,
    pending: names,
    zSlip: 'z-day.txt',
    books: 'data-day',
  };
}

/** What customers paid in cash and was kept, in rupiah. */
async function cashTaken({ app }: Counter): Promise<number> {
  return app.page.evaluate(async () => {
    const reply = await loket.call('transaction:list', {});
    if (!reply.ok) throw new Error(reply.code);
    const kept = reply.value.items.map(({ tenders, change }) => {
      const cash = tenders.filter(({ kind }) => kind === 'cash').reduce((sum, { amount }) => sum + amount, 0);
      return cash === 0 ? 0 : cash - change;
    });
    return kept.reduce((sum, amount) => sum + amount, 0);
  });
}

async function lastReport({ app }: Counter) {
  return app.page.evaluate(async () => {
    const list = await loket.call('shift:list', {});
    const shiftId = list.ok ? list.value.items[0]?.shiftId : undefined;
    const report = await loket.call('shift:get', { shiftId: shiftId ?? '' });
    if (!report.ok) throw new Error(report.code);
    return report.value;
  });
}

/** How many notes and coins of each kind make a sum, the large ones first. */
function notesOf(sum: number): readonly string[] {
  let left = sum;
  return denominations.map((denomination) => {
    const many = Math.floor(left / denomination);
    left -= many * denomination;
    return many === 0 ? '' : String(many);
  });
}

async function signIn(counter: Counter, name: Name): Promise<void> {
  const { cashier } = counter;
  await cashier.see('person-tile').filter({ hasText: name }).click();
  await typePin(counter, pins[name]);
  await cashier.see('sign-in').waitFor({ state: 'detached' });
}

/** Ibu is signed in, and says by her PIN that this be done. */
async function confirm(counter: Pick<Counter, 'app' | 'cashier'>): Promise<void> {
  await counter.cashier.see('approval').waitFor();
  await typePin(counter, pins.Ibu);
  await counter.cashier.see('approval').waitFor({ state: 'detached' });
}

async function typePin({ app, cashier }: Pick<Counter, 'app' | 'cashier'>, pin: string): Promise<void> {
  await cashier.see('pin').waitFor();
  await app.page.keyboard.type(pin);
  await cashier.enter();
}
