import type { ProviderId } from '../../shared/product.ts';
import { lastRow } from '../db/journal-table.ts';
import { isStorageError } from '../db/storage-error.ts';
import { findTillState } from '../db/till-state.ts';
import {
  beginningCorrection,
  heardCorrection,
  isPossibleTime,
  isPutRight,
  type CorrectedClock,
} from '../time/corrected-clock.ts';
import type { Books } from './books.ts';
import type { Entry } from './journal/record.ts';

// The till's time, as the books keep it: every correction of the PC's clock is a record before it counts.

/** What a provider said about the time counts for so long, in ms: the PC's clock may be set meanwhile. */
const heardForMs = 600_000;

export interface Timekeeping {
  /** Takes note of a provider's time, in ms, read just now. A correction that the disk refuses waits for the next one. */
  heard(provider: ProviderId, serverTimeMs: number): void;
  /** Looks whether somebody put the PC's clock right meanwhile; to be called now and then. */
  look(): void;
  /** How far the provider heard last, or the correction that was kept, is ahead of the PC's clock, in ms; null if neither is known. */
  skewMs(): number | null;
}

/**
 * Goes on with the correction that the books know, or gives it up where the PC's clock was put right meanwhile; answers what
 * is to be recorded of that.
 */
export function beginClock(books: Books, clock: CorrectedClock): readonly Entry[] {
  const keptMs = findTillState(books.db)?.correctionMs ?? 0;
  const pcAt = clock.pcNow();
  const correction = beginningCorrection(pcAt, keptMs, lastRow(books.db)?.at ?? null);
  clock.set(correction);
  const { correctionMs } = correction;
  if (correctionMs === keptMs) return [];
  return [{ at: pcAt + correctionMs, kind: 'clock', transactionId: null, data: { pcAt, correctionMs, by: null } }];
}

/** Puts the clock right by what providers say; a correction is a record before it counts. */
export function createTimekeeping(books: Books, clock: CorrectedClock): Timekeeping {
  const heard = new Map<ProviderId, { readonly skewMs: number; readonly elapsed: number }>();
  let lastSkewMs: number | null = null;
  let seen = { now: clock.now(), elapsed: clock.elapsed() };

  function correct(by: ProviderId | null, correctionMs: number): void {
    const pcAt = clock.pcNow();
    const data = { pcAt, correctionMs, by };
    try {
      books.keep([{ at: pcAt + correctionMs, kind: 'clock', transactionId: null, data }]);
    } catch (error) {
      if (!isStorageError(error)) throw error;
      return;
    }
    clock.set({ correctionMs, isDoubtful: false });
  }

  return {
    heard(provider, serverTimeMs) {
      if (!isPossibleTime(serverTimeMs)) return;
      const elapsed = clock.elapsed();
      lastSkewMs = serverTimeMs - clock.pcNow();
      heard.set(provider, { skewMs: lastSkewMs, elapsed });
      for (const [id, one] of heard) if (elapsed - one.elapsed > heardForMs) heard.delete(id);
      const before = clock.correctionMs();
      const correctionMs = heardCorrection(
        before,
        [...heard.values()].map(({ skewMs }) => skewMs),
      );
      if (correctionMs !== before) correct(provider, correctionMs);
      else if (clock.isDoubtful()) clock.set({ correctionMs, isDoubtful: false });
      // What the corrected clock shows from now on is no sign that somebody set the PC's.
      seen = { now: clock.now(), elapsed };
    },
    look() {
      const elapsed = clock.elapsed();
      if (isPutRight(clock.pcNow(), clock.correctionMs(), seen.now + elapsed - seen.elapsed)) {
        heard.clear();
        lastSkewMs = null;
        correct(null, 0);
      }
      seen = { now: clock.now(), elapsed };
    },
    skewMs: () => lastSkewMs ?? (clock.correctionMs() || null),
  };
}
