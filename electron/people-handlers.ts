import { ok, type Result } from '../shared/errors.ts';
import type { Session } from '../shared/person.ts';
import type { Handlers } from './handlers.ts';
import { makePhrase, people, recover, savePerson, type PeopleParts } from './people/people.ts';

type PeopleChannel = Extract<keyof Handlers, `people:${string}` | `session:${string}`>;

/** The channels of people and of who is signed in. */
export function createPeopleHandlers(parts: PeopleParts): Pick<Handlers, PeopleChannel> {
  const { desk } = parts;
  return {
    'people:list': (_input, { who }) => ok(people(parts, who)),
    'people:save': (input, visit) => savePerson(parts, input, visit),
    'people:phrase': async (_input, { who }) => ok(await makePhrase(parts, who)),
    'session:sign-in': async ({ personId, pin }) => inSession(await desk.signIn(personId, pin)),
    'session:recover': (input, { door }) => recover(parts, input, door),
    'session:lock': () => ok({ session: desk.lock() }),
    'session:sign-out': () => {
      desk.signOut();
      return ok({ session: null });
    },
  };
}

function inSession(found: Result<Session | null>): Result<{ readonly session: Session | null }> {
  return found.ok ? ok({ session: found.value }) : found;
}
