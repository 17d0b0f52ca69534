import { computed, reactive, ref, shallowRef, type ComputedRef, type Ref, type ShallowRef } from 'vue';
import { takesNewPin, type Person } from '../../shared/person.ts';
import type { Role } from '../../shared/rights.ts';
import { call } from '../till/call.ts';
import { hintOf, problemOf, type Hint, type Problem } from '../words/codes/problem.ts';
import { isTypedAnew, newPinFault } from './pin.ts';

/** One person as they are being changed. */
interface Draft {
  name: string;
  role: Role;
  /** Whether a PIN is typed too; somebody new needs one. */
  hasPin: boolean;
  pin: string;
  again: string;
}

export interface PersonForm {
  /** Who is being changed; null is somebody new. */
  readonly of: ShallowRef<Person | null>;
  readonly draft: Draft;
  /** What was typed is not saved. */
  readonly isDirty: ComputedRef<boolean>;
  readonly isSaving: Ref<boolean>;
  /** Who was saved last, for a word about it. */
  readonly saved: ShallowRef<Person | null>;
  readonly problem: ShallowRef<Problem | null>;
  readonly show: (person: Person | null, role?: Role) => void;
  /** Saves what was typed; `active` closes or reopens. Answers whom, null if that failed. */
  readonly save: (active?: boolean) => Promise<Person | null>;
}

function empty(): Draft {
  return { name: '', role: 'cashier', hasPin: true, pin: '', again: '' };
}

export function usePersonForm(): PersonForm {
  const of = shallowRef<Person | null>(null);
  const draft = reactive(empty());
  /** The role that somebody new begins with. */
  const firstRole = ref<Role>('cashier');
  const isSaving = ref(false);
  const saved = shallowRef<Person | null>(null);
  const problem = shallowRef<Problem | null>(null);
  const isDirty = computed(() => {
    const { name, role } = of.value ?? { name: '', role: firstRole.value };
    return draft.name !== name || draft.role !== role || draft.pin !== '' || draft.again !== '';
  });

  function show(person: Person | null, role: Role = 'cashier'): void {
    of.value = person;
    firstRole.value = role;
    Object.assign(draft, empty(), person ? { name: person.name, role: person.role, hasPin: false } : { role });
    problem.value = null;
    saved.value = null;
  }

  function fault(active: boolean): Hint | null {
    if (draft.name.trim() === '') return 'name-empty';
    if (/\d{4}/.test(draft.name)) return 'name-digits';
    if (draft.hasPin) return newPinFault(draft.pin, draft.again, draft.role);
    draft.hasPin = takesNewPin(of.value, draft.role, active);
    return draft.hasPin ? 'new-pin-needed' : null;
  }

  async function save(active = of.value?.active ?? true): Promise<Person | null> {
    if (isSaving.value) return null;
    const hint = fault(active);
    problem.value = hint && hintOf(hint);
    if (hint && isTypedAnew(hint)) draft.pin = draft.again = '';
    if (hint) return null;
    isSaving.value = true;
    const reply = await call('people:save', {
      ...(of.value ? { personId: of.value.personId } : {}),
      ...(draft.hasPin ? { pin: draft.pin } : {}),
      name: draft.name.trim(),
      role: draft.role,
      active,
    });
    isSaving.value = false;
    if (!reply.ok) {
      problem.value = problemOf('people', reply);
      return null;
    }
    show(reply.value);
    saved.value = reply.value;
    return reply.value;
  }

  return { of, draft, isDirty, isSaving, saved, problem, show, save };
}
