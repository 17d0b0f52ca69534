import type { SettingsChanged } from '../../shared/settings-api.ts';
import { toWib } from '../../shared/time.ts';
import { lastOpening, seenOpening } from '../db/openings.ts';
import type { Db } from '../db/open.ts';
import type { Books } from './books.ts';
import type { Entry, OpenedSettings } from './journal/record.ts';

// What the till is set to stands in the record of each start. So an edit that nobody made at the screen is in the journal too, and is told.

type Changes = SettingsChanged['changes'];

/** What became of each key between two openings. A secret that is another one is `set` before and after. */
export function changedBetween(before: OpenedSettings, after: OpenedSettings): Changes {
  const paths = [...new Set([before, after].flatMap(({ values }) => Object.keys(values)))].sort();
  return paths.flatMap((path) => {
    const [old = null, now = null] = [before.values[path], after.values[path]];
    const isSame = JSON.stringify(old) === JSON.stringify(now) && before.keys[path] === after.keys[path];
    return isSame ? [] : [{ path, before: old, after: now }];
  });
}

/** What stands of the settings in the record of a start: beside them what has changed since the last one, where something has. */
export function openedData(
  db: Db,
  settings: OpenedSettings | undefined,
): { readonly settings?: OpenedSettings; readonly changes?: Changes } {
  if (!settings) return {};
  const last = lastOpening(db);
  const changes = last ? changedBetween(JSON.parse(last.settings) as OpenedSettings, settings) : [];
  return { settings, ...(changes.length > 0 && { changes }) };
}

export interface Openings {
  /** What is otherwise in this start than in the one that an owner saw last; null if nothing is. */
  changed(): SettingsChanged | null;
  /** An owner has seen it: `by` their name, after what was approved of for it. Throws what the disk says. */
  seen(by: string, approvals: readonly Entry[]): void;
}

export function createOpenings(books: Books, now: () => number): Openings {
  let known: SettingsChanged | null | undefined;
  return {
    // Nothing of it changes while the till runs, but by `seen`.
    changed: () => (known === undefined ? (known = changedSinceSeen(books.db)) : known),
    seen(by, approvals) {
      const last = lastOpening(books.db);
      if (!last) return;
      const { digest } = JSON.parse(last.settings) as OpenedSettings;
      books.keep([...approvals, { at: now(), kind: 'settings-seen', transactionId: null, data: { by, digest } }]);
      known = null;
    },
  };
}

function changedSinceSeen(db: Db): SettingsChanged | null {
  const [seen, last] = [seenOpening(db), lastOpening(db)];
  if (!seen || !last) return null;
  const [before, after] = [seen, last].map(({ settings }) => JSON.parse(settings) as OpenedSettings);
  const changes = before && after ? changedBetween(before, after) : [];
  return changes.length === 0 ? null : { since: toWib(seen.at), changes };
}
