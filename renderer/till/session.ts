import { defineStore } from 'pinia';
import { computed, ref } from 'vue';
import type { Input } from '../../shared/api.ts';
import type { Reply } from '../../shared/errors.ts';
import type { Session } from '../../shared/person.ts';
import { hasRight } from '../../shared/rights.ts';
import { call } from './call.ts';
import { useStatus } from './status.ts';

type Answer = Reply<{ readonly session: Session | null }>;

/** Who is signed in, and whether the screen is open to them. The till rules; this only knows what to show. */
export const useSession = defineStore('session', () => {
  const store = useStatus();
  /** Locked at this screen, whether the till has heard of it yet or not; until somebody signs in. */
  const isLockedHere = ref(false);
  /** The till is looking at a PIN or a phrase. */
  const isChecking = ref(false);

  /** Null while nobody is signed in, or people do not sign in here. */
  const person = computed(() => store.status?.session ?? null);
  const signsIn = computed(() => store.status?.signIn === true);
  /** The screen may be worked with. */
  const isOpen = computed(() => {
    if (!store.status) return false;
    return !signsIn.value || (person.value?.locked === false && !isLockedHere.value);
  });

  /** While there are no people, whoever stands here makes the first. */
  const mayChangePeople = computed(() => (person.value ? hasRight(person.value.role, 'people') : !signsIn.value));

  const mayChangeSettings = computed(() => (person.value ? hasRight(person.value.role, 'settings') : !signsIn.value));

  async function lock(): Promise<void> {
    if (!signsIn.value || !isOpen.value) return;
    isLockedHere.value = true;
    const reply = await call('session:lock', {});
    // Not over somebody who has signed in since.
    if (reply.ok && isLockedHere.value) store.showSession(reply.value.session);
  }

  async function enter(ask: () => Promise<Answer>): Promise<Answer | null> {
    if (isChecking.value) return null;
    isChecking.value = true;
    const reply = await ask();
    isChecking.value = false;
    if (reply.ok) {
      isLockedHere.value = false;
      store.showSession(reply.value.session);
      // What only they are told.
      void store.refresh();
    }
    return reply;
  }

  /** Null while another one is being looked at. */
  const signIn = (input: Input<'session:sign-in'>): Promise<Answer | null> =>
    enter(() => call('session:sign-in', input));
  const recover = (input: Input<'session:recover'>): Promise<Answer | null> =>
    enter(() => call('session:recover', input));

  async function signOut(): Promise<Answer> {
    const reply = await call('session:sign-out', {});
    if (reply.ok) store.showSession(null);
    return reply;
  }

  return { person, signsIn, isOpen, isChecking, mayChangePeople, mayChangeSettings, lock, signIn, recover, signOut };
});
