import { computed, reactive, ref, shallowRef } from 'vue';
import type { Reply } from '../../shared/errors.ts';
import { problemOf, type Doing, type Problem } from '../words/codes/problem.ts';
import { paperStateOf, usePrinted, type PaperState } from './printed.ts';

/** One paper at a time that a screen has printed, and what became of it since. */
export interface Paper {
  readonly isPrinting: boolean;
  /** Null while nothing is known to be a job. */
  readonly jobId: string | null;
  readonly state: PaperState | null;
  /** Why nothing came out, while that is so. */
  readonly problem: Problem | null;
  /** `as`: where it is another kind of paper than most. */
  print(asked: () => Promise<Reply<{ readonly jobId: string }> | null>, as?: Doing): Promise<boolean>;
  forget(): void;
}

type Failed = Extract<Reply<object>, { readonly ok: false }>;

/** `problemFor`: in place of what is said of any failed call. */
export function createPaper(doing: Doing, problemFor: (as: Doing, reply: Failed) => Problem = problemOf): Paper {
  const printed = usePrinted();
  const isPrinting = ref(false);
  const jobId = ref<string | null>(null);
  const failed = shallowRef<{ readonly problem: Problem; readonly isOver: boolean } | null>(null);
  /** As it was answered, where nothing else was heard. */
  const answered = ref<PaperState | null>(null);
  const state = computed(() => {
    const job = printed.jobOf(jobId.value);
    return job ? paperStateOf(job) : answered.value;
  });
  const problem = computed(() => {
    if (failed.value === null) return null;
    const waits = state.value === 'queued' || state.value === 'waiting';
    return failed.value.isOver || waits ? failed.value.problem : null;
  });

  /** Answers whether it went out. Null from `asked` is a person's no. */
  async function print(asked: () => Promise<Reply<{ readonly jobId: string }> | null>, as = doing): Promise<boolean> {
    if (isPrinting.value) return false;
    isPrinting.value = true;
    forget();
    const reply = await asked();
    isPrinting.value = false;
    if (reply?.ok) [jobId.value, answered.value] = [reply.value.jobId, 'sent'];
    else if (reply) keepFailure(reply, as);
    return reply?.ok ?? false;
  }

  function keepFailure(reply: Failed, as: Doing): void {
    const { job } = reply;
    jobId.value = job?.jobId ?? null;
    answered.value = job?.state === 'doubtful' ? 'doubtful' : job?.state === 'queued' ? 'waiting' : null;
    failed.value = { problem: problemFor(as, reply), isOver: answered.value === null };
  }

  function forget(): void {
    jobId.value = answered.value = failed.value = null;
  }

  return reactive({ isPrinting, jobId, state, problem, print, forget });
}
