import type { Input, Outputs } from '../../shared/api.ts';
import { fail, ok, type Failure, type Result } from '../../shared/errors.ts';
import { isPinTooEasy, takesNewPin, type Person } from '../../shared/person.ts';
import { hasRight, type Role } from '../../shared/rights.ts';
import type { Books } from '../books/books.ts';
import type { Caller } from '../caller.ts';
import { findPerson, findSecret, isWithoutPins, listPeople, listSalts } from '../db/people.ts';
import type { Clock } from '../time/clock.ts';
import { theOwner, type Actor, type Desk, type Visit } from './desk.ts';
import { newPhrase, plainPhrase } from './phrase.ts';
import { isOfAnotherSecret, isOfThisSecret, storedPin, type Hashes } from './pin.ts';
import type { Tries } from './tries.ts';

export interface PeopleParts {
  readonly books: Books;
  readonly clock: Clock;
  readonly newId: () => string;
  readonly randomBytes: (size: number) => Buffer;
  readonly hashes: Hashes;
  /** Has the secret that PINs are stored under on the disk. Rejects with what that says. */
  readonly keepPepper: () => Promise<void>;
  readonly tries: Tries;
  readonly desk: Desk;
}

/** Those who may sign in; for who may change people also those who were closed. */
export function people({ books, hashes }: Pick<PeopleParts, 'books' | 'hashes'>, who: Actor): Outputs['people:list'] {
  const items = listPeople(books.db);
  return {
    items: hasRight(who.role, 'people') ? items : items.filter(({ active }) => active),
    hasPhrase: findSecret(books.db, { kind: 'phrase' }) !== null,
    afterRestore: isAfterRestore({ books, hashes }),
    pinsLost: arePinsLost({ books, hashes }),
  };
}

/** Whether nobody can sign in or recover since the books came out of a backup. Lost secrets alone are no restore: then a person has to set it right outside. */
function isAfterRestore({ books: { db }, hashes }: Pick<PeopleParts, 'books' | 'hashes'>): boolean {
  if (findSecret(db, { kind: 'phrase' }) || listSalts(db).some((one) => isOfThisSecret(one, hashes.pepper)))
    return false;
  return isWithoutPins(db);
}

/** Whether there are PINs, and each was stored by a secret that is not here. */
function arePinsLost({ books: { db }, hashes }: Pick<PeopleParts, 'books' | 'hashes'>): boolean {
  const salts = listSalts(db);
  return salts.length > 0 && salts.every((one) => isOfAnotherSecret(one, hashes.pepper));
}

/** Somebody new, or changed. The first of all is an owner, and there is always one who can sign in. */
export async function savePerson(
  parts: PeopleParts,
  input: Input<'people:save'>,
  { who, door }: Pick<Visit, 'who' | 'door'>,
): Promise<Result<Person>> {
  const { books, clock, hashes, randomBytes, newId } = parts;
  const early = whyNotSave(parts, input, door) ?? whyNotPin(input.pin, input.role, door);
  if (early) return early;
  if (input.pin !== undefined) await parts.keepPepper();
  const pin = input.pin === undefined ? null : await storedPin(hashes.pin, input.pin, randomBytes, hashes.pepper);
  // Asked again: another one may have been saved meanwhile.
  const late = whyNotSave(parts, input, door);
  if (late) return late;
  const { name, role, active } = input;
  const person = { personId: input.personId ?? newId(), name, role, active };
  const data = { ...person, ...(pin && { pin }), by: who.name };
  books.write([...who.approvals(person.personId), { at: clock.now(), kind: 'person', transactionId: null, data }]);
  return ok(person);
}

function whyNotSave(
  { books }: PeopleParts,
  { personId, name, role, pin, active }: Input<'people:save'>,
  door: Caller,
): Failure | null {
  const before = personId === undefined ? null : findPerson(books.db, personId);
  if (personId !== undefined && !before) return fail('person-unknown');
  // The till has only the hash of theirs: whether it is an easy one, nobody knows.
  if (door === 'page' && pin === undefined && takesNewPin(before, role, active)) return fail('new-pin-needed');
  if (personId === undefined && pin === undefined) return fail('pin-needed');
  const others = listPeople(books.db).filter((one) => one.personId !== personId);
  // What was done before there were people stands under that name.
  if ([theOwner, ...others].some((one) => plain(one.name) === plain(name))) return fail('name-taken');
  const isOwner = role === 'owner' && active;
  return isOwner || others.some((one) => one.role === 'owner' && one.active) ? null : fail('owner-needed');
}

/** Of the page alone: programs that set tills up may choose any PIN, as they always could. */
function whyNotPin(pin: string | undefined, role: Role, door: Caller): Failure | null {
  return door === 'page' && pin !== undefined && isPinTooEasy(pin, role) ? fail('pin-easy') : null;
}

function plain(name: string): string {
  return name.normalize('NFKC').toLowerCase().replace(/\s+/g, ' ').trim();
}

/** A new recovery phrase; the one before is worth nothing any more. */
export async function makePhrase(parts: PeopleParts, who: Actor): Promise<{ readonly phrase: string }> {
  const { books, clock, hashes, randomBytes } = parts;
  const phrase = newPhrase(randomBytes);
  const stored = await storedPin(hashes.phrase, plainPhrase(phrase), randomBytes);
  books.write([
    ...who.approvals(null),
    { at: clock.now(), kind: 'phrase', transactionId: null, data: { ...stored, by: who.name } },
  ]);
  return { phrase };
}

/**
 * An owner who has the recovery phrase gets a new PIN, and is signed in. The phrase has been shown, and ends with that. After a restore that
 * left no way in, an owner does without a phrase, once.
 */
export async function recover(
  parts: PeopleParts,
  { personId, phrase, pin }: Input<'session:recover'>,
  door: Caller,
): Promise<Result<Outputs['session:recover']>> {
  const { books, clock, hashes, randomBytes, tries, desk } = parts;
  const person = findPerson(books.db, personId);
  if (!person?.active || person.role !== 'owner') return fail('person-unknown');
  const easy = whyNotPin(pin, person.role, door);
  if (easy) return easy;
  const salt = findSecret(books.db, { kind: 'phrase' })?.salt;
  const mayCome = (): boolean => (phrase === undefined ? isAfterRestore(parts) : salt !== undefined);
  if (!mayCome()) return fail('no-phrase');
  const wrong =
    phrase === undefined ? null : await tries.check({ kind: 'phrase' }, plainPhrase(phrase), () => undefined);
  if (wrong) return wrong;
  await parts.keepPepper();
  const stored = await storedPin(hashes.pin, pin, randomBytes, hashes.pepper);
  // Asked again: meanwhile the phrase may have let somebody in, or another one was made, or the person was changed.
  const late = findPerson(books.db, personId);
  if (!late?.active || late.role !== 'owner') return fail('person-unknown');
  if (!mayCome() || findSecret(books.db, { kind: 'phrase' })?.salt !== salt) return fail('no-phrase');
  const about = { at: clock.now(), transactionId: null };
  const by = phrase === undefined ? ({ by: 'restore' } as const) : {};
  // Together: whoever has come in has the new PIN, and is in.
  const session = desk.take(personId, [
    { ...about, kind: 'recovered', data: { personId, used: true, ...by } },
    { ...about, kind: 'person', data: { ...late, pin: stored, by: late.name } },
  ]);
  return ok({ session });
}
