import type { Entry } from './entry.ts';

// The records' times, beside each other and beside what providers said. A clock that was set is no damage, and worth a word.

export interface Times {
  next(entry: Pick<Entry, 'n' | 'at' | 'kind' | 'get'>): void;
  /** Each place in the order of the records; the first of them, and how many more there are. */
  notes(): readonly string[];
}

/** Two answers at once may be written in another order, so many ms apart at most. */
const slackMs = 1_000;
/** A provider's clock and the till's may differ by so many ms. */
const skewMsMax = 5 * 60_000;
const notesMax = 20;
/** These say when the request left, and are written with the answer. */
const ofRequests: ReadonlySet<string> = new Set(['sent', 'asked', 'looked']);

export function createTimes(): Times {
  const notes: string[] = [];
  let count = 0;
  /** Of the last record; as text, for all are written alike. */
  let last = '';

  function note(text: string): void {
    count++;
    if (notes.length < notesMax) notes.push(text);
  }

  return {
    next({ n, at, kind, get }) {
      if (ofRequests.has(kind)) return;
      if (at < last && Date.parse(at) < Date.parse(last) - slackMs) {
        const why = kind === 'clock' ? ', by a correction of the clock' : '';
        note(`record ${n}: the time goes back from ${last} to ${at}${why}`);
      }
      last = at;
      const told = kind === 'paid' ? get('serverTimeMs') : null;
      if (typeof told === 'number' && Math.abs(told - Date.parse(at)) > skewMsMax)
        note(`record ${n}: is of ${at}, and the provider said that it was ${timeOf(told)}`);
    },
    notes: () => (count > notes.length ? [...notes, `${count - notes.length} more such times`] : notes),
  };
}

/** In WIB, as records write it. */
function timeOf(ms: number): string {
  const date = new Date(ms + 7 * 3_600_000);
  return Number.isNaN(date.getTime()) ? String(ms) : `${date.toISOString().slice(0, -1)}+07:00`;
}
