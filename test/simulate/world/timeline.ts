/** Whose event it is: what the till's own PC does stops while that sleeps, the rest of the world goes on. */
export type Whose = 'till' | 'world';

/** Simulated time. Nothing in a simulation waits for anything else. All in ms; `now` since 1970. */
export interface Timeline {
  /** The time as it truly is. */
  now(): number;
  /** ms that the till's PC was awake. */
  elapsed(): number;
  isAsleep(): boolean;
  /** Does it after that many ms; answers a function that calls it off. */
  after(ms: number, whose: Whose, action: () => void): () => void;
  /** For what truly takes time: no event happens before it is over. */
  hold(work: Promise<unknown>): void;
  /** The till's PC sleeps that long. */
  sleep(ms: number): void;
  /** Lets time pass until then. */
  playUntil(time: number): Promise<void>;
}

interface Happening {
  time: number;
  readonly order: number;
  readonly whose: Whose;
  action: (() => void) | null;
}

/** A timeline that begins at `start`. */
export function createTimeline(start: number): Timeline {
  let now = start;
  let slept = 0;
  let sleptFrom = start;
  let sleepsUntil = start;
  let count = 0;
  const held: Promise<unknown>[] = [];
  /** A heap: the earliest first, in the order in which they were made. */
  let heap: Happening[] = [];

  function push(one: Happening): void {
    let at = heap.length;
    heap.push(one);
    while (at > 0) {
      const up = (at - 1) >> 1;
      if (!isBefore(one, heap[up])) break;
      heap[at] = heap[up] as Happening;
      at = up;
    }
    heap[at] = one;
  }

  function pop(): void {
    const last = heap.pop();
    if (!last || heap.length === 0) return;
    let at = 0;
    for (;;) {
      let down = 2 * at + 1;
      if (down >= heap.length) break;
      if (isBefore(heap[down + 1], heap[down])) down++;
      if (!isBefore(heap[down], last)) break;
      heap[at] = heap[down] as Happening;
      at = down;
    }
    heap[at] = last;
  }

  return {
    now: () => now,
    elapsed: () => (now < sleepsUntil ? sleptFrom - (slept - (sleepsUntil - sleptFrom)) : now - slept) - start,
    isAsleep: () => now < sleepsUntil,
    after(ms, whose, action) {
      const from = whose === 'till' ? Math.max(now, sleepsUntil) : now;
      const one: Happening = { time: from + Math.max(0, ms), order: count++, whose, action };
      push(one);
      return () => void (one.action = null);
    },
    hold: (work) => void held.push(work),
    sleep(ms) {
      if (now < sleepsUntil) return;
      slept += ms;
      sleptFrom = now;
      sleepsUntil = now + ms;
      const all = heap;
      heap = [];
      for (const one of all) {
        if (one.whose === 'till') one.time += ms;
        push(one);
      }
    },
    async playUntil(time) {
      for (let first = heap[0]; first && first.time <= time; first = heap[0]) {
        pop();
        if (!first.action) continue;
        now = Math.max(now, first.time);
        first.action();
        await allThatFollows();
        while (held.length > 0) {
          await held.pop();
          await allThatFollows();
        }
      }
      now = Math.max(now, time);
    },
  };
}

function isBefore(one: Happening | undefined, other: Happening | undefined): boolean {
  if (!one || !other) return false;
  return one.time < other.time || (one.time === other.time && one.order < other.order);
}

/**
 * Every promise that can go on by itself has gone on before the next event: from within a promise's turn, the next tick is when
 * all of them are done. Nothing here needs the event loop, whose turns would be a good part of the cost.
 */
function allThatFollows(): Promise<void> {
  return new Promise((resolve) => void process.nextTick(resolve));
}
