import { existsSync, rmdirSync, rmSync, statSync, truncateSync } from 'node:fs';
import { findSegments, plainFile, type FoundSegments } from './segments/names.ts';

/** What a start makes before it knows whether the books can be opened. One that is refused takes it away again. */
export interface Made {
  /** Told what stood in the journal's folder before anything was made there. */
  foundBefore(found: FoundSegments): void;
  /** Takes away what was made, once all is closed: never what has something in it that was there before. Nothing here throws. */
  undo(): void;
}

/** Notes what of the books is there before they are opened. */
export function noteMade(database: string, journal: string): Made {
  const bytes = statSync(database, { throwIfNoEntry: false })?.size ?? null;
  const hadJournal = existsSync(journal);
  let before: FoundSegments | null = null;
  return {
    foundBefore: (found) => void (before = found),
    undo() {
      if (before) tryTo(() => removeBegun(journal, before as FoundSegments));
      // One with something in it stays.
      if (!hadJournal) tryTo(() => rmdirSync(journal));
      if (bytes === null) tryTo(() => rmSync(database, { force: true }));
      if (bytes === 0) tryTo(() => truncateSync(database));
      if (!bytes) for (const end of ['-wal', '-shm']) tryTo(() => rmSync(`${database}${end}`, { force: true }));
    },
  };
}

/** The segment that would have been added to, if nothing is in it. */
function removeBegun(journal: string, { plain }: FoundSegments): void {
  for (const number of findSegments(journal).plain) {
    const file = plainFile(journal, number);
    if (!plain.has(number) && statSync(file).size === 0) rmSync(file);
  }
}

function tryTo(action: () => void): void {
  try {
    action();
  } catch {
    // It stays, and the next start takes it as it is.
  }
}
