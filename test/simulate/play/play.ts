import { createStore } from '../till/database.ts';
import { createHappenings } from '../world/happenings.ts';
import { judge } from '../judge/judge.ts';
import { nameOf, type Happening, type Script } from '../script/script.ts';
import type { Damage } from '../till/shop-parts.ts';
import type { Coverage } from './coverage.ts';
import { createTimeline } from '../world/timeline.ts';
import { createTrace } from './trace.ts';
import { createWorld, type World } from '../world/world.ts';

export interface Verdict {
  /** What the oracles object to, each beginning with its name; empty for a good run. */
  readonly violations: readonly string[];
  /** Payments that the till took on. */
  readonly lifecycles: number;
  readonly coverage: Coverage;
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
  const world = createWorld(script, store, timeline, trace, more.damage ?? {}, ({ point, delayMs, then }) => {
    timeline.after(delayMs, 'world', () => {
      world.coverage.fault(`${then.do} at ${point}`, `${nameOf(then)} at ${point}`);
      take(then);
    });
  });
  const take = createHappenings(world);
  try {
    world.shop.start();
    await playSteps(world, take);
    const lifecycles = await judge(world);
    // A promise that failed and that nobody waited for ends this run's thread, and not the next one's.
    await new Promise((resolve) => void setImmediate(resolve));
    return { violations: [...new Set(world.objections)], lifecycles, coverage: world.coverage, digest: trace.digest() };
  } finally {
    store.close();
  }
}

/** So that the last sale comes to its end. */
const lastSaleMs = 10_000;

async function playSteps(world: World, take: (happening: Happening) => void): Promise<void> {
  const { script, timeline } = world;
  for (const step of script.steps) {
    await timeline.playUntil(script.start + step.at);
    timeline.after(0, 'world', () => take(step));
    await timeline.playUntil(timeline.now());
  }
  await timeline.playUntil(timeline.now() + lastSaleMs);
}
