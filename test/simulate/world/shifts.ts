import type { Channel, Input, Outputs } from '../../../shared/api.ts';
import type { Debt } from '../../../shared/customer.ts';
import type { Reply } from '../../../shared/errors.ts';
import type { ProviderId } from '../../../shared/product.ts';
import type { CashMove, Shift, ShiftReport } from '../../../shared/shift.ts';
import { effectsOf, inTheDrawer, type LastShift, type Seen } from '../../oracles/drawer.ts';
import type { ShiftAct } from '../script/script.ts';
import type { Life, Shop } from '../till/shop-parts.ts';
import type { Coverage } from '../play/coverage.ts';

/** What was seen at the drawer. */
export interface Drawer {
  see(one: Seen): void;
  readonly seen: () => readonly Seen[];
  /** Files were put back: what came since `then` is forgotten. */
  forgetSince(then: readonly Seen[]): void;
}

export function createDrawer(): Drawer {
  let seen: Seen[] = [];
  return {
    see: (one) => void seen.push(one),
    seen: () => seen,
    forgetSince: (then) => void (seen = [...then]),
  };
}

/** The work at the drawer: a shift is opened, its cash moved, counted and closed. */
export interface Shifts {
  act(step: ShiftAct): Promise<void>;
  open(float: number): Promise<void>;
  /** By what must be there as far as people know, and `off` more. */
  close(off: number, presses?: number): Promise<void>;
  /** The till that runs has a close to answer. */
  isClosing(): boolean;
}

interface ShiftParts {
  readonly ask: <C extends Channel>(channel: C, input: Input<C>) => Promise<Reply<Outputs[C]>>;
  readonly shop: Shop;
  readonly drawer: Drawer;
  readonly coverage: Coverage;
  readonly object: (objection: string) => void;
  /** The PC sleeps, and whoever asks it is never answered. */
  readonly isAsleep: () => boolean;
  /** Whoever is at the till has to count blind. */
  readonly isBlind: boolean;
}

export function createShifts(parts: ShiftParts): Shifts {
  const { shop, drawer, coverage, object, isBlind } = parts;
  let busy: Life | null = null;
  let closing: Life | null = null;
  let moves = 0;
  /** Whoever finds the PC asleep goes away, and another one may come. */
  const ask: ShiftParts['ask'] = (channel, input) => {
    if (parts.isAsleep()) busy = null;
    return parts.ask(channel, input);
  };
  const finds = (shift: LastShift | null): void => drawer.see({ what: 'finds', shift });

  /** The till's last shift, asked for before anybody does something with it; undefined if the till did not say. */
  async function last(): Promise<LastShift | null | undefined> {
    const reply = await ask('shift:list', { limit: 1 });
    if (!reply.ok) return undefined;
    const [shift] = reply.value.items;
    const found = shift ? lastOf(shift) : null;
    finds(found);
    return found;
  }

  async function open(float: number): Promise<void> {
    if ((await last())?.isOpen) return;
    const givenBack = await givenBackBefore(float);
    drawer.see({ what: 'asks', for: 'open', float, givenBack });
    const reply = await ask('shift:open', { float, ...(givenBack !== undefined && { givenBack }) });
    if (!reply.ok) return;
    coverage.fault('shift opened');
    if (givenBack !== undefined) coverage.fault('given back before a shift was opened');
    finds(lastOf(reply.value));
  }

  /** Some give back what was refused since the close before they count the float. */
  async function givenBackBefore(float: number): Promise<number | undefined> {
    if (float % 20_000 !== 0) return undefined;
    const reply = await ask('till:status', {});
    const refunded = reply.ok ? reply.value.refunded : 0;
    return refunded > 0 ? refunded : undefined;
  }

  async function close(off: number, presses = 1): Promise<void> {
    if (!(await last())?.isOpen) return;
    const counted = Math.max(0, inTheDrawer(drawer.seen()) + off);
    if (presses > 1) coverage.fault('two closes at once');
    const again = [counted + 1_000, Math.max(0, counted - off)].slice(0, counted % 3);
    await Promise.all(Array.from({ length: presses }, () => closeBy(counted, again)));
    closing = null;
  }

  async function closeBy(counted: number, again: readonly number[], reason?: string): Promise<void> {
    drawer.see({ what: 'asks', for: 'close', counted });
    closing = shop.life();
    const reply = await ask('shift:close', { counted, ...(reason !== undefined && { reason }) });
    if (reply.ok) return closed(reply.value);
    if (reply.code !== 'reason-needed') return;
    coverage.fault('over or short');
    if (isBlind && reply.difference !== undefined) object('O12: who counts blind was told how far off they are');
    if (reason !== undefined) return;
    // Some count once or twice more before they say why, the second time rightly.
    const [next] = again;
    if (next === undefined) return closeBy(counted, [], 'salah kembalian');
    coverage.fault('counted again');
    await closeBy(next, again.slice(1));
  }

  function closed({ lines: _lines, ...report }: ShiftReport & { readonly lines: readonly string[] }): void {
    coverage.fault('shift closed');
    if (report.pending.length > 0) coverage.fault('pending over a close');
    if (report.cash.some(({ kind }) => kind === 'refund')) coverage.fault('refunded in a later shift');
    drawer.see({ what: 'z', report });
    finds({ shiftId: report.shiftId, isOpen: false, number: report.number });
  }

  /** Where the books are not certain the till says so too, and nobody knows what is in them. */
  function isRefused(code: string): boolean {
    const books = shop.life()?.books;
    if (code !== 'storage-failed' || !books || books.state() === 'uncertain') return false;
    coverage.fault('cash told not to be kept');
    return true;
  }

  async function cash(kind: CashMove, amount: number): Promise<void> {
    if (!(await last())?.isOpen) return;
    const reason = `kas ${++moves}`;
    drawer.see({ what: 'asks', for: 'cash', kind, amount, reason });
    const reply = await ask('shift:cash', { kind, amount, reason });
    if (!reply.ok) return isRefused(reply.code) ? drawer.see({ what: 'not-kept', reason }) : undefined;
    coverage.fault(`cash ${kind}`);
    drawer.see({ what: 'moved', reason, shiftId: reply.value.shiftId });
  }

  /** The larger ones are recorded as they are sent; what nobody heard of any more is called off. Answers the id of what has to arrive. */
  async function sendTopUp(provider: ProviderId, amount: number): Promise<string | undefined> {
    if (amount < 1_000_000) return undefined;
    const sent = await ask('deposit:record', { provider, kind: 'top-up-asked', amount, note: 'BCA' });
    if (!sent.ok) return undefined;
    coverage.fault('top-up asked for');
    const [known, ...others] = sent.value.asks.toReversed();
    const old = others.at(-1);
    if (old) await callOff(provider, old.askId);
    return known?.askId;
  }

  async function callOff(provider: ProviderId, askId: string): Promise<void> {
    await ask('deposit:record', { provider, kind: 'top-up-cancelled', askId, note: 'tidak jadi' });
  }

  async function topUp({ provider, amount, isCalledOff }: Extract<ShiftAct, { act: 'top-up' }>): Promise<void> {
    const askId = await sendTopUp(provider, amount);
    if (isCalledOff) return askId === undefined ? undefined : callOff(provider, askId);
    const arrived = { provider, kind: 'top-up', amount, note: 'BCA', ...(askId !== undefined && { askId }) } as const;
    const reply = await ask('deposit:record', arrived);
    if (!reply.ok) return;
    coverage.fault('topped up');
    const { basis, opening, closing, difference, asks } = reply.value;
    if (asks.some((one) => one.askId === askId)) object(`O12: a top-up of ${provider} arrived and is waited for`);
    const isOff = basis === null ? (opening ?? closing ?? difference) !== null : opening === null || closing === null;
    if (isOff) object(`O12: the book of ${provider} says what it does not know, or not what it knows`);
  }

  async function payOff({
    part,
    by: kind,
    presses = 1,
    customerId: of,
  }: Extract<ShiftAct, { act: 'pay-off' }>): Promise<void> {
    if ((await last()) === undefined) return;
    const debts = await ask('debt:list', {});
    const all = debts.ok ? debts.value.items : [];
    await giveBack(all, presses);
    const debt = all.find((one) => one.owed > 0 && one.customerId === (of ?? one.customerId));
    if (!debt) return;
    const { customerId, owed } = debt;
    const paid = { customerId, kind, owed, amount: part === 'all' ? owed : Math.ceil(owed / 2) };
    const press = async (): Promise<void> => {
      drawer.see({ what: 'asks', for: 'debt', ...paid });
      const tenders = [{ kind, amount: paid.amount }];
      const reply = await ask('debt:settle', { customerId, tenders, owed });
      if (!reply.ok) return;
      coverage.fault(part === 'all' ? 'a debt paid off' : 'a debt paid in part');
      const { settlementId, amount, rounding, owed: left } = reply.value.payment;
      drawer.see({ what: 'paid-off', ...paid, settlementId, amount, rounding, owed: left + amount });
    };
    if (presses > 1) coverage.fault('two payments of a debt at once');
    await Promise.all(Array.from({ length: presses }, press));
  }

  /** Whoever paid too much has it back before anybody pays. */
  async function giveBack(debts: readonly Debt[], presses: number): Promise<void> {
    const debt = debts.find(({ owed }) => owed < 0);
    if (!debt) return;
    const { customerId, owed } = debt;
    const back = { customerId, kind: 'cash', amount: owed, owed } as const;
    const press = async (): Promise<void> => {
      drawer.see({ what: 'asks', for: 'debt', ...back });
      const reply = await ask('debt:give-back', { customerId, amount: 0 - owed, owed });
      if (!reply.ok) return;
      coverage.fault('a debt given back');
      const { settlementId, amount, rounding, owed: left } = reply.value.payment;
      drawer.see({ what: 'paid-off', ...back, settlementId, amount, rounding, owed: left + amount });
    };
    await Promise.all(Array.from({ length: presses }, press));
  }

  async function reopen(): Promise<void> {
    const found = await last();
    if (!found || found.isOpen) return;
    drawer.see({ what: 'asks', for: 'reopen' });
    const reply = await ask('shift:reopen', { shiftId: found.shiftId, reason: 'masih ada pelanggan' });
    if (!reply.ok) return;
    coverage.fault('shift opened again');
    const closed = drawer.seen().findLastIndex(({ what }) => what === 'z');
    const isMoved = effectsOf(drawer.seen()).some(({ what, by }) => by > closed && what !== 'taken');
    if (isMoved) coverage.fault('settled between a close and an opening again');
    finds(lastOf(reply.value));
  }

  async function look(): Promise<void> {
    const reply = await ask('shift:x', {});
    if (!reply.ok) return;
    if (isBlind && reply.value.expected !== null) object('O12: whoever counts blind was told what must be there');
    if (reply.value.balance !== 0) object(`O12: an X comes to ${reply.value.balance}`);
  }

  async function play(step: ShiftAct): Promise<void> {
    switch (step.act) {
      case 'open':
        return open(step.float);
      case 'close':
        return close(step.off, step.presses);
      case 'next':
        await close(step.off);
        return open(step.float);
      case 'cash':
        return cash(step.kind, step.amount);
      case 'top-up':
        return topUp(step);
      case 'pay-off':
        return payOff(step);
      case 'reopen':
        return reopen();
      case 'look':
        return look();
    }
  }

  return {
    open,
    close,
    isClosing: () => closing !== null && closing === shop.life(),
    /** One at a time: there is one drawer. */
    async act(step) {
      const life = shop.life();
      if (!life || busy === life) return;
      busy = life;
      await play(step);
      busy = null;
    },
  };
}

function lastOf({ shiftId, closedAt, number }: Shift): LastShift {
  return { shiftId, isOpen: closedAt === null, number };
}
