import { computed, ref, shallowRef } from 'vue';
import type { ErrorCode } from '../../shared/errors.ts';
import type { Settings, SettingsSave } from '../../shared/settings-api.ts';
import type { Problem } from '../words/codes/problem.ts';
import { lackingIn, patchOf, shownOf, type Shown, type Typed } from './draft.ts';
import { fieldAt, type Field, type PageId } from './fields.ts';

/** The page in front and what is typed there over the saved settings. */
export function createTyping() {
  /** Null until they were read. */
  const saved = shallowRef<Settings | null>(null);
  const page = ref<PageId>('shop');
  const typed = shallowRef<Typed>({});
  /** The till is reading or saving. */
  const isBusy = ref(false);
  const problem = shallowRef<Problem | null>(null);
  /** The key that the till says can't be so, and why; null if it named none. */
  const wrong = shallowRef<{ readonly path: string; readonly code: ErrorCode } | null>(null);
  /** The paths of what has to be typed first, once saving was tried. */
  const lacking = shallowRef<readonly string[]>([]);
  /** Counts how often it was asked for: each time the first of them gets the caret, and not as the one before it is being typed. */
  const demands = ref(0);
  /** What others saved while this was being typed. */
  const others = shallowRef<readonly SettingsSave[]>([]);
  /** What was just saved, for a word about it: how many keys wait for the next start. */
  const done = shallowRef<{ readonly waiting: number } | null>(null);
  /** What was typed before came back with its person. */
  const isBack = ref(false);

  const patch = computed(() => (saved.value ? patchOf(page.value, typed.value, saved.value) : null));
  const isDirty = computed(() => patch.value !== null);

  /** What a field holds now. */
  function shown(field: Field): Shown {
    const now = typed.value[field.path];
    if (now !== undefined) return now;
    return saved.value ? shownOf(field, saved.value) : '';
  }

  function write(field: Field, value: Shown): void {
    if (isBusy.value) return;
    typed.value = { ...typed.value, [field.path]: value };
    done.value = null;
    lacking.value = lacking.value.filter((path) => fieldAt(path)?.path !== field.path);
    if (wrong.value && fieldAt(wrong.value.path)?.path === field.path) forgetProblem();
  }

  function forgetProblem(): void {
    problem.value = null;
    wrong.value = null;
    lacking.value = [];
  }

  /** Says of each field what has to be typed there first; false if nothing is. */
  function demand(): boolean {
    if (saved.value) lacking.value = lackingIn(page.value, typed.value, saved.value);
    demands.value += 1;
    return lacking.value.length > 0;
  }

  /** Shows a page, with nothing typed. */
  function show(id: PageId): void {
    page.value = id;
    typed.value = {};
    others.value = [];
    done.value = null;
    isBack.value = false;
    forgetProblem();
  }

  /**
   * Takes over what the till says now; `since` is the revision that was typed over. What somebody else saved meanwhile is said, and what
   * is typed stays.
   */
  function take(settings: Settings, since: number): void {
    const missed = settings.saves.filter(({ revision }) => revision > since);
    if (Object.keys(typed.value).length > 0) others.value = [...others.value, ...missed];
    saved.value = settings;
  }

  return {
    ...{ saved, page, typed, isBusy, problem, wrong, lacking, demands, others, done, isBack, patch, isDirty },
    ...{ shown, write, forgetProblem, demand, show, take },
  };
}
