import type { Db } from '../db/open.ts';
import { countTries, endRecovery, savePerson, saveRecovery } from '../db/people.ts';
import type { RecordData } from './journal/record.ts';

// What a record makes of the people who work at the till. See `apply-record.ts`.

const kinds = ['person', 'tried', 'signed-in', 'signed-out', 'approved', 'phrase', 'recovered'] as const;
type PeopleKind = (typeof kinds)[number];

export function isPeopleKind(kind: string): kind is PeopleKind {
  return (kinds as readonly string[]).includes(kind);
}

/** Does what a record's data say. A right PIN takes the wrong tries before it away. */
export function applyToPeople(db: Db, kind: PeopleKind, data: unknown): void {
  const read = <K extends PeopleKind>(): RecordData[K] => data as RecordData[K];
  switch (kind) {
    case 'person':
      return savePerson(db, read<'person'>());
    case 'tried': {
      const { personId, tries } = read<'tried'>();
      return countTries(db, personId, tries);
    }
    case 'signed-in':
      return countTries(db, read<'signed-in'>().personId, 0);
    case 'approved': {
      const { personId, proved } = read<'approved'>();
      return proved ? undefined : countTries(db, personId, 0);
    }
    case 'phrase':
      return saveRecovery(db, read<'phrase'>());
    case 'recovered':
      return read<'recovered'>().used ? endRecovery(db) : countTries(db, null, 0);
    case 'signed-out':
      return undefined;
  }
}
