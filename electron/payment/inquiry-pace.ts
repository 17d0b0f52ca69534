import type { ProviderId } from '../../shared/product.ts';
import type { Clock } from '../time/clock.ts';

// An inquiry costs the page nothing, and the provider and the journal something. Whoever asks faster than a counter ever
// does is not refused but waits: a program that asks for many bills is served, at a pace that a provider bears.

/** Inquiries at one provider at the same time. */
const openMax = 8;
/** Inquiries that need not wait, after a rest. */
const burst = 300;
/** Inquiries a second, once these are used up. */
const perSecond = 20;

export interface InquiryPace {
  /** Runs an inquiry as soon as its provider may be asked, in the order in which they came; null if the till closes before. */
  readonly inTurn: <T>(provider: ProviderId, ask: () => Promise<T>) => Promise<T | null>;
  /** Lets nobody wait any longer. */
  close(): void;
}

interface Lane {
  open: number;
  /** How many may begin now. */
  credit: number;
  /** When the credit was last counted, by the clock that only goes forward, in ms. */
  countedAt: number;
  /** Told whether they may begin. */
  waiting: ((mayBegin: boolean) => void)[];
  callOff: (() => void) | null;
}

export function createInquiryPace(clock: Pick<Clock, 'elapsed' | 'after'>): InquiryPace {
  const lanes = new Map<ProviderId, Lane>();
  let closed = false;

  function laneOf(provider: ProviderId): Lane {
    let lane = lanes.get(provider);
    if (!lane) {
      lane = { open: 0, credit: burst, countedAt: clock.elapsed(), waiting: [], callOff: null };
      lanes.set(provider, lane);
    }
    return lane;
  }

  function letBegin(lane: Lane): void {
    const now = clock.elapsed();
    lane.credit = Math.min(burst, lane.credit + (Math.max(0, now - lane.countedAt) * perSecond) / 1_000);
    lane.countedAt = now;
    while (lane.open < openMax && lane.credit >= 1) {
      const next = lane.waiting.shift();
      if (!next) return;
      lane.open++;
      lane.credit--;
      next(true);
    }
    if (lane.waiting.length === 0 || lane.open >= openMax || lane.callOff) return;
    lane.callOff = clock.after(Math.ceil(((1 - lane.credit) * 1_000) / perSecond), () => {
      lane.callOff = null;
      letBegin(lane);
    });
  }

  return {
    async inTurn(provider, ask) {
      if (closed) return null;
      const lane = laneOf(provider);
      const mayBegin = await new Promise<boolean>((resolve) => {
        lane.waiting.push(resolve);
        letBegin(lane);
      });
      if (!mayBegin) return null;
      try {
        return await ask();
      } finally {
        lane.open--;
        letBegin(lane);
      }
    },
    close() {
      closed = true;
      for (const lane of lanes.values()) {
        lane.callOff?.();
        for (const tell of lane.waiting.splice(0)) tell(false);
      }
    },
  };
}
