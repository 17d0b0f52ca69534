import { assert } from '../../shared/errors.ts';
import type { Person, RecoveryPhrase } from '../../shared/person.ts';
import type { Role } from '../../shared/rights.ts';
import { prepared, type Db } from './open.ts';

/** What is stored of a PIN or of the recovery phrase, in base64url, and the wrong ones since the last right one. */
export interface Secret {
  readonly salt: string;
  readonly hash: string;
  readonly tries: number;
}

/** Whose: a person's PIN, or the recovery phrase that the till has one of. */
export type SecretOf = { readonly kind: 'pin'; readonly personId: string } | { readonly kind: 'phrase' };

/** As a record says it. */
export interface SavedPerson extends Person {
  /** Absent where the PIN stays as it was. */
  readonly pin?: Pick<Secret, 'salt' | 'hash'>;
}

/** Owners first, then by name; those who were closed at the end. */
export function listPeople(db: Db): readonly Person[] {
  const sql = `SELECT person_id, name, role, active FROM people
    ORDER BY active DESC, role = 'owner' DESC, role = 'supervisor' DESC, name COLLATE NOCASE`;
  return (prepared(db, sql).all() as Row[]).map(fromRow);
}

export function findPerson(db: Db, personId: string): Person | null {
  const row = prepared(db, 'SELECT person_id, name, role, active FROM people WHERE person_id = ?').get(personId);
  return row ? fromRow(row as Row) : null;
}

/** Whether people sign in here: there is one who can. */
export function hasPeople(db: Db): boolean {
  return prepared(db, 'SELECT 1 FROM people LIMIT 1').get() !== undefined;
}

/** A person who was closed has none any more; a phrase by which an owner came in is none. */
export function findSecret(db: Db, of: SecretOf): Secret | null {
  const sql =
    of.kind === 'pin'
      ? 'SELECT pin_salt AS salt, pin_hash AS hash, tries FROM people WHERE person_id = ? AND active = 1'
      : 'SELECT salt, hash, tries FROM recovery WHERE one = ? AND used = 0';
  return (prepared(db, sql).get(of.kind === 'pin' ? of.personId : 1) as Secret | undefined) ?? null;
}

/** Somebody new, or changed. */
export function savePerson(db: Db, { personId, name, role, active, pin }: SavedPerson): void {
  const changed = prepared(db, 'UPDATE people SET name = ?, role = ?, active = ? WHERE person_id = ?').run(
    ...[name, role, active ? 1 : 0, personId],
  );
  if (changed.changes === 0) {
    assert(pin, 'somebody new has a PIN');
    prepared(
      db,
      'INSERT INTO people (person_id, name, role, active, pin_salt, pin_hash, tries) VALUES (?, ?, ?, ?, ?, ?, 0)',
    ).run(personId, name, role, active ? 1 : 0, pin.salt, pin.hash);
  } else if (pin) {
    const sql = 'UPDATE people SET pin_salt = ?, pin_hash = ?, tries = 0 WHERE person_id = ?';
    prepared(db, sql).run(pin.salt, pin.hash, personId);
  }
}

/** Of the recovery phrase where `personId` is null. */
export function countTries(db: Db, personId: string | null, tries: number): void {
  if (personId === null) prepared(db, 'UPDATE recovery SET tries = ?').run(tries);
  else prepared(db, 'UPDATE people SET tries = ? WHERE person_id = ?').run(tries, personId);
}

export function saveRecovery(db: Db, { salt, hash }: Pick<Secret, 'salt' | 'hash'>): void {
  prepared(
    db,
    `INSERT INTO recovery (one, salt, hash, tries) VALUES (1, ?, ?, 0)
     ON CONFLICT (one) DO UPDATE SET salt = excluded.salt, hash = excluded.hash, tries = 0, used = 0`,
  ).run(salt, hash);
}

/** An owner has come in by the recovery phrase, or for want of one: there is none that counts, and a new one is due. */
export function endRecovery(db: Db): void {
  prepared(
    db,
    `INSERT INTO recovery (one, salt, hash, tries, used) VALUES (1, '', '', 0, 1)
     ON CONFLICT (one) DO UPDATE SET tries = 0, used = 1`,
  ).run();
}

/** What is stored of the PINs of those who may sign in. */
export function listSalts(db: Db): readonly Pick<Secret, 'salt'>[] {
  return prepared(db, 'SELECT pin_salt AS salt FROM people WHERE active = 1').all() as Pick<Secret, 'salt'>[];
}

/** Whether these books came out of a backup, and nobody was given a PIN since. The till's own records stay as rows, whatever is packed. */
export function isWithoutPins(db: Db): boolean {
  const sql = `SELECT kind FROM journal WHERE kind = 'restored' AND data ->> '$.backup' IS NOT NULL
    OR kind = 'person' AND data ->> '$.pin' IS NOT NULL ORDER BY n DESC LIMIT 1`;
  return prepared(db, sql).pluck().get() === 'restored';
}

/** Whether there is a recovery phrase, or there was one until it let an owner in. */
export function recoveryPhrase(db: Db): RecoveryPhrase {
  const used = prepared(db, 'SELECT used FROM recovery').pluck().get();
  return used === undefined ? 'none' : used === 1 ? 'used' : 'kept';
}

interface Row {
  readonly person_id: string;
  readonly name: string;
  readonly role: string;
  readonly active: number;
}

function fromRow({ person_id, name, role, active }: Row): Person {
  return { personId: person_id, name, role: role as Role, active: active === 1 };
}
