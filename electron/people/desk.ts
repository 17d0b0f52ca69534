import { fail, ok, Refused, type Failure, type Result } from '../../shared/errors.ts';
import { nobodysName, type Approval, type Person, type Session } from '../../shared/person.ts';
import { hasRight, pinRights, rightOf, type Right, type Role } from '../../shared/rights.ts';
import type { Channel } from '../../shared/channels.ts';
import type { Books } from '../books/books.ts';
import type { Entry, OfAct, RecordData } from '../books/journal/record.ts';
import type { Caller } from '../caller.ts';
import { findPerson, hasPeople } from '../db/people.ts';
import type { Clock } from '../time/clock.ts';
import type { Tries } from './tries.ts';

// Who stands at the till, and what they may do there. Asked anew for every call: what a person may do is what their row says now.

/** Who does something. `personId` is null while people do not sign in: then it is whoever stands there, as the owner. */
export interface Actor {
  readonly personId: string | null;
  readonly name: string;
  readonly role: Role;
  /** Whether they may do that by what their row says now, without anybody's PIN: a call waits, and people are changed meanwhile. */
  readonly mayNow: (right: Right) => boolean;
  /**
   * What PINs approved of in this call and no record says yet, each once: whatever does the act writes these in front of its own records, at
   * once. `about` is the id of what it is about, null if it has none. Throws `Refused` if whoever calls or approved may not do it any more: an
   * act waits for PINs, providers and the disk, and people are closed meanwhile.
   */
  readonly approvals: (about: string | null, more?: OfAct) => readonly Entry<'approved'>[];
}

/** One call of somebody. */
export interface Visit {
  readonly door: Caller;
  readonly who: Actor;
  /** Null if they may, or somebody who may has approved of it with the call; that is recorded with the act. Some rights take a PIN of whoever has them, too. */
  readonly demand: (right: Right) => Promise<Failure | null>;
  /** As `approvals`, of an act that is done already and wrote no record of its own: nothing takes it back, so nobody is asked again. */
  readonly doneBy: Actor['approvals'];
}

/** Until there are people, and at a door through which nobody signs in. */
export const theOwner: Actor = {
  personId: null,
  name: nobodysName,
  role: 'owner',
  mayNow: () => true,
  approvals: () => [],
};

/** Who asks what anybody may ask. */
const nobody: Actor = { personId: null, name: '', role: 'cashier', mayNow: () => false, approvals: () => [] };

export interface Desk {
  /** Whether people sign in here. */
  signsIn(): boolean;
  session(): Session | null;
  /** Lets a call in, or says why not. */
  enter(call: Entering): Promise<Result<Visit>>;
  signIn(personId: string, pin: string): Promise<Result<Session | null>>;
  /** Somebody proved who they are by the recovery phrase; `proof` says so, and is kept together with their coming in. */
  take(personId: string, proof: readonly Entry[]): Session | null;
  lock(): Session | null;
  signOut(): void;
}

/** A call that wants in. */
interface Entering {
  readonly channel: Channel;
  readonly door: Caller;
  readonly approval: Approval | undefined;
}

type Approved = Omit<RecordData['approved'], 'about' | 'reason'>;

interface DeskParts {
  readonly books: Books;
  readonly clock: Clock;
  readonly tries: Tries;
  /** Whether people sign in at all once there are some; a program at the headless till acts as the owner unless it asked for it. */
  readonly mustSignIn: boolean;
}

/** Where nobody signs in, nobody is asked. */
const leaveOfNobody: Visit['demand'] = () => Promise.resolve(null);

/** Asks for leave as it is wanted: of whoever is there, or of who approves. `given` learns who gave it. */
function demandOf(
  parts: Pick<DeskParts, 'books' | 'clock' | 'tries'>,
  who: Actor,
  call: Entering,
  { leave, approved }: { readonly leave: Leave[]; readonly approved: Approved[] },
): Visit['demand'] {
  return async (wanted) => {
    const isAlone = !takesPin(wanted, call.door) && mayNow(parts.books, who.personId, wanted) !== null;
    const refused = isAlone ? null : await approve(parts, who, wanted, call, (one) => approved.push(one));
    const personId = isAlone ? who.personId : (call.approval?.personId ?? null);
    if (!refused) leave.push({ right: wanted, personId });
    return refused;
  };
}

export function createDesk(parts: DeskParts): Desk {
  const { books, clock, tries, mustSignIn } = parts;
  let signedIn: { readonly personId: string; readonly locked: boolean } | null = null;
  const signsIn = (): boolean => mustSignIn && hasPeople(books.db);
  const entry = <E extends Pick<Entry, 'kind' | 'data'>>(one: E) => ({ at: clock.now(), transactionId: null, ...one });

  function session(): Session | null {
    const person = signedIn && findPerson(books.db, signedIn.personId);
    if (!signedIn || !person?.active) return null;
    const { personId, name, role } = person;
    return { personId, name, role, locked: signedIn.locked };
  }

  function take(personId: string, proof: readonly Entry[] = []): Session | null {
    const before = session();
    const left = before && before.personId !== personId ? { personId: before.personId, why: 'next' as const } : null;
    const out = left ? [entry({ kind: 'signed-out', data: left })] : [];
    books.keep([...proof, ...out, entry({ kind: 'signed-in', data: { personId } })]);
    signedIn = { personId, locked: false };
    return session();
  }

  async function enter(call: Entering): Promise<Result<Visit>> {
    const right = rightOf[call.channel];
    const isFree = !signsIn();
    const present = isFree ? null : session();
    const isAsked = !isFree && right !== 'nobody';
    if (isAsked && !present) return fail('not-signed-in');
    if (isAsked && present?.locked) return fail('locked');
    const [leave, approved]: [Leave[], Approved[]] = [[], []];
    const doneBy: Visit['doneBy'] = (about, more) =>
      approved.splice(0).map((data) => entry({ kind: 'approved', data: { ...data, about, ...more, proved: true } }));
    const approvals: Actor['approvals'] = (about, more) => {
      const refused = whyNotAnyMore(books, who.personId, leave);
      if (refused) throw new Refused(refused);
      return doneBy(about, more);
    };
    const may: Actor['mayNow'] = (wanted) => mayNow(books, present?.personId ?? null, wanted) !== null;
    const who: Actor = isFree ? theOwner : { ...(present ?? nobody), mayNow: may, approvals };
    const demand = isFree ? leaveOfNobody : demandOf(parts, who, call, { leave, approved });
    const refused = isAsked ? await demand(right) : null;
    return refused ?? ok({ door: call.door, who, demand, doneBy });
  }

  return {
    signsIn,
    session,
    enter,
    take,
    async signIn(personId, pin) {
      const wrong = await tries.check({ kind: 'pin', personId }, pin, () => void take(personId));
      return wrong ?? ok(session());
    },
    lock() {
      if (signedIn) signedIn = { ...signedIn, locked: true };
      return session();
    },
    signOut() {
      const before = session();
      if (before) books.keep([entry({ kind: 'signed-out', data: { personId: before.personId, why: 'said' } })]);
      signedIn = null;
    },
  };
}

/** A right that a call was given leave by, and whose it is. */
interface Leave {
  readonly right: Right;
  readonly personId: string | null;
}

/** The person, if they may do that by what the books say now. */
function mayNow({ db }: Books, personId: string | null, right: Right): Person | null {
  const person = personId === null ? null : findPerson(db, personId);
  return person?.active && hasRight(person.role, right) ? person : null;
}

/** Why a call that was given leave may not go on; null if it may. Who signs out or locks the screen meanwhile takes nothing back. */
function whyNotAnyMore(books: Books, caller: string | null, leave: readonly Leave[]): Failure | null {
  if (caller === null || !findPerson(books.db, caller)?.active) return fail('not-signed-in');
  const lost = leave.find(({ right, personId }) => !mayNow(books, personId, right));
  return lost ? fail('not-allowed', { right: lost.right }) : null;
}

/** Whether a right takes a PIN in the same call, of whoever has it too. */
function takesPin(right: Right, door: Caller): boolean {
  const where = pinRights[right];
  return where === 'any' || where === door;
}

/** A PIN for a right that whoever is signed in has not, or not without it. */
async function approve(
  { books, clock, tries }: Pick<DeskParts, 'books' | 'clock' | 'tries'>,
  who: Actor,
  right: Right,
  { channel, approval }: Entering,
  keepForAct: (approved: Approved) => void,
): Promise<Failure | null> {
  // Their role may be another one, or they may be closed, since the PIN was looked at.
  const approver = (): Person | null => mayNow(books, approval?.personId ?? null, right);
  const second = approver();
  // Who may what is no secret; so a PIN that would not help is not looked at.
  if (!approval || !second) return fail('not-allowed', { right });
  const { personId, name } = second;
  // The PIN was right, whether the act is then done or not.
  const proved = { kind: 'tried', data: { personId, tries: 0 } } as const;
  const wrong = await tries.check({ kind: 'pin', personId }, approval.pin, () =>
    books.keep([{ at: clock.now(), transactionId: null, ...proved }]),
  );
  if (wrong) return wrong;
  if (!approver()) return fail('not-allowed', { right });
  keepForAct({ personId, name, forId: who.personId ?? '', forName: who.name, right, channel });
  return null;
}
