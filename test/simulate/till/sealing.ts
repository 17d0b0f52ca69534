import type { Books } from '../../../electron/books/books.ts';
import { createSealing, type Sealing } from '../../../electron/books/sealing.ts';
import { isStorageError } from '../../../electron/db/storage-error.ts';
import type { Clock } from '../../../electron/time/clock.ts';
import type { Till } from '../../../electron/till.ts';
import type { Timeline } from '../world/timeline.ts';
import { Crash, type Seams } from './seams.ts';
import type { ShopParts } from './shop-parts.ts';

/** How long a thread takes for a segment, in ms. */
const sealMs = 700;
/** What a till does every half minute it does here as often, in ms: most of a simulated night is nothing else. */
const stretchedMs = 20 * 60_000;

/** The till's own sealing, by a thread that is none. */
export function sealsSegments(
  { disk, coverage, object, segmentBytes }: ShopParts,
  books: Books,
  seams: Seams,
  { now, elapsed, after }: Clock,
): Sealing {
  const arrange = books.arrange.bind(books);
  books.arrange = (work) => disk.packing(() => arrange(work));
  return createSealing({
    ...{ books, segmentBytes, sign: () => null },
    clock: { now, elapsed, after: (ms, action) => after(ms === 0 ? 0 : Math.max(ms, stretchedMs), action) },
    seal: (number, from) =>
      new Promise((resolve, reject) => {
        after(sealMs, () => {
          try {
            resolve(disk.seal(seams, number, from));
          } catch (error) {
            reject(error instanceof Error ? error : new Error(String(error)));
          }
        });
      }),
    sealed: () => coverage.count('segments sealed'),
    failed(error) {
      if (error instanceof Crash || !seams.isAlive()) return;
      coverage.count('sealing failed');
      if (!isStorageError(error))
        object(`threw: sealing threw ${error instanceof Error ? error.stack : String(error)}`);
    },
  });
}

/** The trail of an old payment is unpacked by a real thread: nothing happens before that is over. */
export function waitsForTrails(till: Till, timeline: Timeline): Till {
  return {
    ...till,
    call(channel, ...given) {
      const reply = till.call(channel, ...given);
      if (channel === 'transaction:get') timeline.hold(reply.then(null, () => undefined));
      return reply;
    },
  };
}
