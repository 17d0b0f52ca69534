import { createStore } from './database.ts';
import { judge } from './judge.ts';
import type { Script, Step } from './script.ts';
import type { Damage } from './shop.ts';
import type { Tally } from './tally.ts';
import { createTimeline } from './timeline.ts';
import { createTrace } from './trace.ts';
import type { Memory } from './witness.ts';
import { createWorld, type World } from './world.ts';

export interface Verdict {
  /** What the oracles object to, each beginning with its name; empty for a good run. */
  readonly violations: readonly string[];
  /** Payments that the till took on. */
  readonly lifecycles: number;
  readonly tally: Tally;
  /** Hash of everything that went in and out. */
  readonly digest: string;
}

/** Plays a script to its end, lets everything become known that can be, and judges. `template`: see `makeTemplate`. */
export async function play(
  script: Script,
  template: Buffer,
  more: { readonly damage?: Damage; readonly show?: (line: string) => void } = {},
): Promise<Verdict> {
  const timeline = createTimeline(script.start);
  const trace = createTrace(timeline.now, more.show ?? null);
  const store = createStore(template);
  const world = createWorld(script, store, timeline, trace, more.damage ?? {});
  try {
    world.shop.start();
    await playSteps(world);
    const lifecycles = await judge(world);
    return { violations: [...new Set(world.objections)], lifecycles, tally: world.tally, digest: trace.digest() };
  } finally {
    store.close();
  }
}

/** So that the last sale comes to its end. */
const lastSaleMs = 10_000;
const stopsThePc: readonly Step['do'][] = ['crash', 'close', 'suspend', 'disk', 'backup', 'restore', 'clock'];

async function playSteps(world: World): Promise<void> {
  const { script, timeline } = world;
  let memory: { readonly witness: Memory; readonly refs: ReadonlySet<string> } | null = null;
  for (const step of script.steps) {
    await timeline.playUntil(script.start + step.at);
    timeline.after(0, 'world', () => take(step));
    await timeline.playUntil(timeline.now());
  }
  await timeline.playUntil(timeline.now() + lastSaleMs);

  function take(step: Step): void {
    const { market, shop, cashier, witness, tally, aggregators, wires, pollLaw } = world;
    const call = (work: Promise<unknown>): void => {
      work.catch((error: unknown) => world.objections.push(`O0 ${String(error)}`));
    };
    const forAWhile = (forMs: number, end: () => void): void => void timeline.after(forMs, 'world', end);
    // Nobody is there, and nothing runs.
    if (timeline.isAsleep() && stopsThePc.includes(step.do)) return;
    switch (step.do) {
      case 'sell':
        world.sales.set(market.bill(step.bill).customerNumber, step);
        return call(cashier.sell(step));
      case 'check':
        return call(cashier.check(step.bill));
      case 'reprint':
        return call(cashier.reprint(step.bill));
      case 'press-again':
        return call(cashier.pressAgain(step.bill));
      case 'resend':
        return call(cashier.resend(step.bill));
      case 'decide':
        return call(cashier.decide(step.takesBack ?? false).then(() => cashier.reconcile()));
      case 'reverse':
        return market.reverse(market.bill(step.bill)) ? tally.fault('reversed') : undefined;
      case 'pay-elsewhere':
        tally.fault('paid elsewhere');
        market.bill(step.bill).isPaidElsewhere = true;
        return;
      case 'month': {
        const bill = market.bill(step.bill);
        if (bill.product !== 'pln-postpaid') return;
        bill.issue++;
        bill.isPaidElsewhere = false;
        return tally.fault('new month');
      }
      case 'price':
        tally.fault('price changed');
        market.bill(step.bill).amount += step.by;
        return;
      case 'arm':
        return shop.arms.arm(step);
      case 'disk':
        if (shop.life()) tally.fault(`disk ${step.trouble}`);
        shop.trouble(step.trouble);
        return forAWhile(step.forMs, () => shop.trouble('none'));
      case 'crash':
        if (shop.life()) tally.fault(`crash ${step.how}`);
        return shop.crash({ strike: step.how, part: 0.5, offMs: step.offMs });
      case 'close':
        return shop.close(step.offMs);
      case 'clock':
        tally.fault(`clock ${step.by > 0 ? 'forward' : 'back'}`);
        shop.clockError += step.by;
        return pollLaw.clockMoved();
      case 'suspend':
        tally.fault('suspended');
        wires.cut();
        return timeline.sleep(step.forMs);
      case 'outage':
        wires.breakDown(step.provider, step.how);
        return forAWhile(step.forMs, wires.heal);
      case 'deposit':
        return aggregators[step.provider].limitDeposit(step.left, step.forMs);
      case 'backup':
        if (shop.backup()) memory = { witness: witness.remember(), refs: new Set(refsOf(world)) };
        return;
      case 'restore': {
        if (!memory || !shop.restore(step.offMs)) return;
        tally.fault('backup restored');
        for (const id of witness.forgetSince(memory.witness)) world.forgotten.add(id);
        for (const ref of refsOf(world)) if (!memory.refs.has(ref)) world.forgottenRefs.add(ref);
      }
    }
  }
}

/** What the providers were ever sent; some of it by a question that is the payment once more. */
function refsOf({ pollLaw, market }: World): readonly string[] {
  return [...pollLaw.sentRefs().keys(), ...market.ledger().map(({ providerRef }) => providerRef)];
}
