import { providerIds } from '../../../shared/product.ts';
import { createChance, type Chance } from '../../harness/chance.ts';
import { shiftStrikes, type Happening, type Script, type ShiftAct, type ShiftWriting, type Step } from './script.ts';

// Days on which people work in shifts, and what strikes them as they open, count, close and move cash.

const second = 1_000;
/** The others are sold on as before there were shifts. */
const shiftDays = 0.7;
const daysWithPeople = 0.45;
const daysWithTenders = 0.6;
/** Rupiah by which a count is off, mostly by nothing; the last two are above the limit. */
const offs = [0, 0, 0, 0, 500, -2_000, -60_000, 120_000] as const;
const floats = [0, 50_000, 200_000] as const;
/** Between what is done one after the other: enough, some times, for what is pending to be settled. */
const pauses = [2 * second, 2 * second, 2 * second, 60 * second, 300 * second] as const;
const shortOffs = [1_500, 5 * second, 30 * second] as const;

/** Spreads shifts over a day. The same chance leaves what else happens as it is. */
export function withShifts(script: Script): Script {
  const chance = createChance(script.seed ^ 0x5ef7);
  if (!chance.happens(shiftDays)) return script;
  const end = script.steps.at(-1)?.at ?? 0;
  const acts = 8 + chance.int(10);
  const more = Array.from({ length: acts }, () => {
    const [at, pause] = [chance.int(end), chance.pick(pauses)];
    return actsAt(chance).map((one, nth) => ({ at: at + nth * pause, ...one }));
  });
  const first: Step = { at: 0, do: 'shift', act: 'open', float: 200_000 };
  const steps = [first, ...script.steps, ...more.flat()].sort((a, b) => a.at - b.at);
  const hasPeople = chance.happens(daysWithPeople);
  const hasTenders = chance.happens(daysWithTenders);
  return {
    ...script,
    ...(hasPeople && { hasPeople }),
    ...(hasTenders && { hasTenders }),
    steps: [...steps, ...(hasTenders ? [...topUps(chance, end), ...payOffs(chance, end)] : [])].sort(
      (a, b) => a.at - b.at,
    ),
  };
}

/** Deposits that are filled, some by what was asked for first, some as the till dies over it. */
function topUps(chance: Chance, end: number): readonly Step[] {
  return Array.from({ length: 8 + chance.int(8) }, () => {
    const [at, amount] = [chance.int(end), chance.pick([500_000, 2_000_000, 2_000_000])];
    const isCalledOff = amount > 500_000 && chance.happens(0.5);
    const act: Step = { at, do: 'shift', act: 'top-up', provider: chance.pick(providerIds), amount, isCalledOff };
    const struck = isCalledOff ? 'top-up-cancelled' : chance.pick(['top-up-asked', 'deposit'] as const);
    return chance.happens(0.6) ? [{ at, ...arm(chance, struck) }, act] : [act];
  }).flat();
}

/** Customers who pay of their debts, some twice at once, some as the till dies over it. */
function payOffs(chance: Chance, end: number): readonly Step[] {
  return Array.from({ length: 8 + chance.int(8) }, () => {
    const at = chance.int(end);
    const [part, by] = [chance.pick(['all', 'half', 'half'] as const), chance.pick(['cash', 'cash', 'qris'] as const)];
    const act: Step = { at, do: 'shift', act: 'pay-off', part, by, ...(chance.happens(0.3) && { presses: 2 }) };
    return chance.happens(0.6) ? [{ at, ...arm(chance, 'debt-settled') }, act] : [act];
  }).flat();
}

/** One act, some with another before it, with what strikes them. */
function actsAt(chance: Chance): readonly Happening[] {
  const act = actBy(chance);
  const before: readonly Happening[] = act.act === 'reopen' ? closedBefore(chance) : [];
  const acts: readonly Happening[] = [...before, { do: 'shift', ...act }];
  const struck = chance.happens(0.55) ? [arm(chance, chance.pick(writingsOf[act.act]))] : [];
  // While a payment is on its way.
  const isUnderWay = struck.length === 0 && act.act !== 'reopen' && chance.happens(0.4);
  if (!isUnderWay) return [...acts.slice(0, -1), ...struck, ...acts.slice(-1)];
  const point = chance.pick(['pay-out', 'pay-in', 'append', 'status-in'] as const);
  return [{ do: 'when', point, delayMs: chance.pick([0, 0, 60, 400]), then: { do: 'shift', ...act } }];
}

/** A close, and what becomes of payments before somebody finds that it was too early. */
function closedBefore(chance: Chance): readonly Happening[] {
  return [{ do: 'shift', ...closeBy(chance) }, ...(chance.happens(0.6) ? [{ do: 'decide' } as const] : [])];
}

function actBy(chance: Chance): ShiftAct {
  const float = chance.pick(floats);
  const kind = chance.pick(['in', 'out', 'drop'] as const);
  return chance.pick<ShiftAct>([
    { act: 'next', off: chance.pick(offs), float },
    { act: 'next', off: chance.pick(offs), float },
    { act: 'next', off: chance.pick(offs), float },
    { act: 'cash', kind, amount: chance.pick([5_000, 20_000, 150_000]) },
    { act: 'cash', kind, amount: 10_000 },
    closeBy(chance),
    { act: 'reopen' },
    { act: 'reopen' },
    { act: 'open', float },
    { act: 'look' },
  ]);
}

function closeBy(chance: Chance): ShiftAct {
  return { act: 'close', off: chance.pick(offs), ...(chance.happens(0.3) && { presses: 2 }) };
}

const writingsOf: Readonly<Record<ShiftAct['act'], readonly [ShiftWriting, ...ShiftWriting[]]>> = {
  open: ['shift-opened'],
  next: ['shift-counted', 'shift-closed', 'shift-closed', 'shift-opened'],
  close: ['shift-counted', 'shift-closed'],
  cash: ['shift-cash'],
  reopen: ['shift-reopened'],
  look: ['shift-closed'],
  'top-up': ['deposit', 'top-up-asked', 'top-up-cancelled'],
  'pay-off': ['debt-settled'],
};

function arm(chance: Chance, of: ShiftWriting): Happening {
  const { point, strikes } = chance.pick(shiftStrikes);
  const part = Math.floor(chance.next() * 100) / 100;
  return { do: 'arm', point, of, skip: 0, strike: chance.pick(strikes), part, offMs: chance.pick(shortOffs) };
}
