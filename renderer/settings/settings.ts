import { defineStore } from 'pinia';
import { ref } from 'vue';
import { call } from '../till/call.ts';
import { problemOf } from '../words/codes/problem.ts';
import type { Typed } from './draft.ts';
import { fieldAt, type PageId } from './fields.ts';
import { createTyping } from './typing.ts';

/** What somebody typed and has not saved, while somebody else is at the screen. Secrets are not in it. */
interface Kept {
  readonly page: PageId;
  readonly typed: Typed;
  /** Of the settings that it was typed over. */
  readonly revision: number;
}

/** The settings as they are saved, what is typed over them, and what became of saving it. */
export const useSettings = defineStore('settings', () => {
  const typing = createTyping();
  const { saved, page, typed, isBusy, problem, wrong, done, isBack, patch, isDirty } = typing;
  const showsMore = ref(false);
  const kept = new Map<string, Kept>();

  /** `since`: the revision that was typed over. */
  async function read(since = saved.value?.revision ?? 0): Promise<void> {
    if (isBusy.value) return;
    isBusy.value = true;
    const reply = await call('settings:get', {});
    isBusy.value = false;
    if (reply.ok) typing.take(reply.value, since);
    else problem.value = problemOf('settings', reply);
  }

  /** Somebody opens the settings; what they had typed before is there again. */
  async function open(person: string): Promise<void> {
    const mine = kept.get(person);
    kept.delete(person);
    typing.show(mine?.page ?? page.value);
    typed.value = mine?.typed ?? {};
    isBack.value = mine !== undefined;
    saved.value = null;
    await read(mine?.revision);
  }

  /** Somebody else takes the screen over: what is typed waits for its person, secrets do not. */
  function close(person: string): void {
    const plain = Object.entries(typed.value).filter(([path]) => fieldAt(path)?.kind !== 'secret');
    if (isDirty.value && plain.length > 0 && saved.value)
      kept.set(person, { page: page.value, typed: Object.fromEntries(plain), revision: saved.value.revision });
    typing.show(page.value);
    saved.value = null;
  }

  /** Saves what is typed on this page. What was refused stays as it was typed, and what is missing is asked for. */
  async function save(): Promise<boolean> {
    if (isBusy.value || !saved.value) return false;
    typing.forgetProblem();
    if (typing.demand() || !patch.value) return false;
    const { revision } = saved.value;
    isBusy.value = true;
    const reply = await call('settings:save', { patch: patch.value, revision });
    isBusy.value = false;
    if (reply.ok) {
      saved.value = reply.value;
      typing.show(page.value);
      done.value = { waiting: reply.value.waiting.length };
      return true;
    }
    problem.value = problemOf('settings', reply);
    if (reply.path !== undefined) wrong.value = { path: reply.path, code: reply.code };
    if (reply.code === 'settings-changed') await read(revision);
    return false;
  }

  return { ...typing, showsMore, read, open, close, save };
});
