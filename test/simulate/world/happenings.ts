import { prepared } from '../../../electron/db/open.ts';
import { nameOf, type Happening } from '../script/script.ts';
import type { Memory } from '../../oracles/statements.ts';
import type { Seen } from '../../oracles/drawer.ts';
import type { World } from './world.ts';

const stopsThePc: readonly Happening['do'][] = [
  ...(['crash', 'close', 'suspend', 'disk', 'backup', 'restore', 'clock', 'rebuild', 'restore-database'] as const),
];

/** Answers what makes each thing of a script happen to a world. */
export function createHappenings(world: World): (happening: Happening) => void {
  const { timeline, biller, shop, cashier, statements, coverage, aggregators, network, outgoing } = world;
  let memory: {
    readonly statements: Memory;
    readonly refs: ReadonlySet<string>;
    readonly kept: ReadonlyMap<number, string>;
    readonly seen: readonly Seen[];
    readonly pulses: number;
  } | null = null;
  return function take(step) {
    const call = (work: Promise<unknown>): void => {
      work.catch((error: unknown) => world.objections.push(`threw: ${String(error)}`));
    };
    const forAWhile = (forMs: number, end: () => void): void => void timeline.after(forMs, 'world', end);
    // Nobody is there, and nothing runs.
    if (timeline.isAsleep() && stopsThePc.includes(step.do)) return;
    switch (step.do) {
      case 'sell':
        if (step.isAlone) coverage.alone(isNothingOpen(world));
        world.sales.set(biller.bill(step.bill).customerNumber, step);
        return call(cashier.sell(step));
      case 'insist': {
        const number = biller.bill(step.bill).customerNumber;
        const {
          inquiry: _inquiry,
          window: _window,
          ...sale
        } = world.sales.get(number) ?? { do: 'sell', bill: step.bill };
        world.sales.set(number, sale);
        return call(cashier.insist(sale));
      }
      case 'check':
        return call(cashier.check(step.bill));
      case 'reprint':
        return call(cashier.reprint(step.bill));
      case 'press-again':
        return call(cashier.pressAgain(step.bill));
      case 'reload':
        return call(cashier.reload(step.bill));
      case 'look':
        return call(cashier.look(step.bill));
      case 'resend':
        return call(cashier.resend(step.bill));
      case 'decide':
        return call(cashier.decide(step.takesBack ?? false).then(() => cashier.reconcile()));
      case 'shift':
        return call(cashier.shifts.act(step));
      case 'reverse':
        return biller.reverse(biller.bill(step.bill)) ? coverage.fault('reversed') : undefined;
      case 'pay-elsewhere':
        coverage.fault('paid elsewhere');
        biller.bill(step.bill).isPaidElsewhere = true;
        return;
      case 'month': {
        const bill = biller.bill(step.bill);
        if (bill.product !== 'pln-postpaid') return;
        bill.issue++;
        bill.isPaidElsewhere = false;
        return coverage.fault('new month');
      }
      case 'price':
        coverage.fault('price changed');
        biller.bill(step.bill).amount += step.by;
        return;
      case 'arm':
        return shop.arms.arm(step);
      case 'when':
        return shop.arms.await(step);
      case 'disarm':
        coverage.alone(false);
        return shop.arms.disarm();
      case 'disk':
        if (shop.life()) coverage.fault(nameOf(step));
        shop.trouble(step.trouble);
        return forAWhile(step.forMs, () => shop.trouble('none'));
      case 'crash':
        if (shop.life()) coverage.fault(nameOf(step));
        return shop.crash({ strike: step.how, part: 0.5, offMs: step.offMs });
      case 'close':
        return shop.close(step.offMs);
      case 'clock':
        coverage.fault(nameOf(step));
        shop.clockError += step.by;
        return outgoing.clockMoved();
      case 'set-clock':
        if (shop.clockError !== 0) outgoing.clockMoved();
        shop.clockError = 0;
        return;
      case 'suspend':
        coverage.fault('suspended');
        network.cut();
        return timeline.sleep(step.forMs);
      case 'outage':
        network.breakDown(step.provider, step.how);
        return forAWhile(step.forMs, network.heal);
      case 'deposit':
        return aggregators[step.provider].limitDeposit(step.left, step.forMs);
      case 'backup':
        if (shop.backup())
          memory = {
            ...{ statements: statements.remember(), refs: new Set(refsOf(world)), kept: world.kept.remember() },
            ...{ seen: [...world.drawer.seen()], pulses: world.printer.pulses() },
          };
        return;
      case 'rebuild':
        return shop.rebuild(step.what, step.offMs) ? coverage.fault(nameOf(step)) : undefined;
      case 'restore-database':
        return shop.restoreDatabase(step.offMs) ? coverage.fault(step.do) : undefined;
      case 'restore': {
        if (!memory || !shop.restore(step.offMs)) return;
        coverage.fault('backup restored');
        world.kept.forgetSince(memory.kept);
        world.drawer.forgetSince(memory.seen);
        world.printer.forgetPulses(memory.pulses);
        for (const id of statements.forgetSince(memory.statements)) world.forgotten.add(id);
        for (const ref of refsOf(world)) if (!memory.refs.has(ref)) world.forgottenRefs.add(ref);
      }
    }
  };
}

/** Of no payment may anything still be heard. */
function isNothingOpen({ shop, isQuiet }: World): boolean {
  const db = shop.life()?.books.db;
  if (!db || !isQuiet()) return false;
  const sql = "SELECT EXISTS (SELECT 1 FROM transactions WHERE status IN ('sending', 'pending')) AS isOpen";
  return (prepared(db, sql).get() as { readonly isOpen: number }).isOpen === 0;
}

/** What the providers were ever sent; some of it by a question that is the payment once more. */
function refsOf({ outgoing, biller }: World): readonly string[] {
  return [...outgoing.sentRefs().keys(), ...biller.ledger().map(({ providerRef }) => providerRef)];
}
