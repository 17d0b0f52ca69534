import { textOf } from './entry.ts';
import type { Json } from './report.ts';
import type { Rule, Work } from './work.ts';

// People, their PINs and the wrong tries at them: who was let in, and who approved of what.

const roles: readonly unknown[] = ['cashier', 'supervisor', 'owner'];

export const followPerson: Rule = (work, { n, data }, wrong) => {
  const id = textOf(data.personId);
  const before = work.people.get(id)?.row;
  const { name, role, active } = data;
  const pin = typeof data.pin === 'object' && data.pin !== null ? (data.pin as Record<string, unknown>) : null;
  if (typeof name !== 'string' || name === '') wrong('a person without a name');
  if (!roles.includes(role) || typeof active !== 'boolean') wrong('a person without a role');
  if (!before && !pin) wrong('somebody new without a PIN');
  const isFirst = [...work.people.values()].length === 0;
  if (isFirst && role !== 'owner') wrong('the first of all is no owner');
  const kept = { pin_salt: before?.pin_salt, pin_hash: before?.pin_hash, tries: before?.tries };
  const set = pin ? { pin_salt: pin.salt, pin_hash: pin.hash, tries: 0 } : kept;
  if (pin) work.withoutPins = false;
  work.peopleIds.add(id);
  work.people.set(id, { n, row: { person_id: id, name, role, active: active === true ? 1 : 0, ...set } });
  const owners = [...work.people.values()].filter(({ row }) => row.role === 'owner' && row.active === 1);
  if (owners.length === 0) wrong('leaves no owner who can sign in');
};

/** A try is recorded before it is looked at, each with the next number. */
export const followTried: Rule = (work, { data }, wrong) => {
  const { personId, tries } = data;
  const made = personId === null ? work.recovery.get('1') : work.people.get(textOf(personId));
  if (!made || made.row.used === 1) return wrong('a try at a PIN that nobody has');
  if (tries === 0) {
    if (!Number(made.row.tries)) wrong('says that a PIN was right, and none was looked at');
    const id = textOf(personId);
    work.proved.set(id, [...(work.proved.get(id) ?? []), { role: made.row.role, active: made.row.active }]);
  } else if (tries !== Number(made.row.tries) + 1) wrong('counts tries and leaves some out');
  made.row.tries = tries;
};

/** A right PIN counts once, if one of theirs has approved of nothing yet. What has no record of its own is done by then: that they could approve when it was looked at is enough. */
const followProved: Rule = (work, { n, more, data }, wrong) => {
  const id = textOf(data.personId);
  const could = (row: Json | undefined): boolean => row?.active === 1 && isAllowed(row.role, data.right);
  const left = work.proved.get(id) ?? [];
  const [proof] = left.splice(Math.max(0, left.findIndex(could)), 1);
  if (!proof) return wrong('approves, and no PIN was right');
  const row = work.people.get(id)?.row;
  if (could(row)) return;
  work.lateUpTo = n + more;
  if (could(proof)) return;
  wrong(row?.active === 1 ? 'approves what they may not do themselves' : 'approves, and was closed');
};

/** Who is let in has had the PIN looked at just before. */
export const followSession: Rule = (work, entry, wrong) => {
  const { n, kind, data } = entry;
  const id = textOf(data.personId);
  const made = work.people.get(id);
  if (!made) return wrong('names nobody who works here');
  if (kind === 'signed-out') {
    if (work.signedIn !== id) wrong('signs out who was not signed in');
    work.signedIn = null;
    return;
  }
  if (kind === 'approved' && !isOfSomebody(work, data)) wrong('approves for nobody who works here');
  if (kind === 'approved' && data.proved === true) return followProved(work, entry, wrong);
  if (made.row.active !== 1) wrong('lets in who was closed');
  if (kind === 'signed-in') work.signedIn = id;
  if (kind === 'approved' && !isAllowed(made.row.role, data.right)) wrong('approves what they may not do themselves');
  if (kind === 'recovered') {
    const recovery = work.recovery.get('1');
    if (data.by !== undefined) return comeInAfterRestore(work, { n, id, row: made.row, by: data.by }, wrong);
    if (!recovery || !Number(recovery.row.tries)) wrong('recovers by a phrase that was not looked at');
    if (recovery?.row.used === 1) wrong('recovers by a phrase that let somebody in before');
    if (recovery) Object.assign(recovery.row, { tries: 0 }, data.used === true && { used: 1 });
    work.recovered = id;
    return;
  }
  if (!Number(made.row.tries) && work.recovered !== id) wrong('is let in, and no PIN was looked at');
  work.recovered = null;
  made.row.tries = 0;
};

/** Whom something is approved for; nobody where no one was signed in. */
function isOfSomebody({ peopleIds }: Work, { forId }: Json): boolean {
  return forId === '' || peopleIds.has(textOf(forId));
}

/** No phrase was asked for: none counted, nor did a PIN, since the books came out of a backup. */
function comeInAfterRestore(
  work: Work,
  { n, id, row, by }: { readonly n: number; readonly id: string; readonly row: Json; readonly by: unknown },
  wrong: (what: string) => void,
): void {
  const before = work.recovery.get('1')?.row;
  if (by !== 'restore' || !work.withoutPins) wrong('comes in without a phrase, and nothing was restored');
  if (before && before.used !== 1) wrong('comes in without a phrase, and there was one');
  if (row.role !== 'owner') wrong('comes in without a phrase, and is no owner');
  work.recovery.set('1', { n, row: { one: 1, salt: '', hash: '', ...before, tries: 0, used: 1 } });
  work.recovered = id;
}

export const followPhrase: Rule = (work, { n, data }) => {
  work.recovery.set('1', { n, row: { one: 1, salt: data.salt, hash: data.hash, tries: 0, used: 0 } });
};

/** What only an owner may approve of; everything else a supervisor may too. */
const ownersRights: readonly unknown[] = ['people', 'export-elsewhere', 'settings', 'money-settings', 'provider-host'];

function isAllowed(role: unknown, right: unknown): boolean {
  return role === 'owner' || (role === 'supervisor' && !ownersRights.includes(right));
}
