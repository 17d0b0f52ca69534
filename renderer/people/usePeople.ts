import { onMounted, ref, shallowRef, type Ref, type ShallowRef } from 'vue';
import type { Person } from '../../shared/person.ts';
import { call } from '../till/call.ts';
import { problemOf, type Problem } from '../words/codes/problem.ts';

/** The people of this till, read when the component is there. */
export function usePeople(): {
  /** Null until they were read once. */
  readonly people: ShallowRef<readonly Person[] | null>;
  /** An owner gets a new PIN without the one before, and without a phrase. */
  readonly afterRestore: Ref<boolean>;
  /** No PIN counts here, and a recovery phrase does. */
  readonly pinsLost: Ref<boolean>;
  readonly problem: ShallowRef<Problem | null>;
  readonly isReading: Ref<boolean>;
  readonly read: () => Promise<void>;
} {
  const people = shallowRef<readonly Person[] | null>(null);
  const problem = shallowRef<Problem | null>(null);
  const isReading = ref(false);
  const afterRestore = ref(false);
  const pinsLost = ref(false);

  async function read(): Promise<void> {
    if (isReading.value) return;
    isReading.value = true;
    problem.value = null;
    const reply = await call('people:list', {});
    isReading.value = false;
    if (reply.ok) {
      people.value = reply.value.items;
      afterRestore.value = reply.value.afterRestore;
      pinsLost.value = reply.value.pinsLost && reply.value.hasPhrase;
    } else problem.value = problemOf('signIn', reply);
  }

  onMounted(() => void read());
  return { people, afterRestore, pinsLost, problem, isReading, read };
}
