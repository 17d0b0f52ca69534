import { mute, type Answers } from '../../shared/printer-answers.ts';
import type { Job, SpoolStore } from '../../electron/db/spool-store.ts';

const ends: ReadonlySet<Job['state']> = new Set(['sent', 'confirmed', 'doubtful']);

/** Jobs that outlive a till, and no process. `saving` is called before each write; what it throws is what the disk says. */
export function spoolInMemory(saving: () => void = () => undefined): SpoolStore {
  const jobs = new Map<string, Job>();
  const answers = new Map<string, Answers>();
  return {
    save(job) {
      saving();
      jobs.set(job.jobId, job);
    },
    unfinished: () => [...jobs.values()].filter(({ state }) => state === 'queued' || state === 'sending'),
    troubled: () =>
      [...jobs.values()].filter(({ state, seen }) => !seen && (state === 'doubtful' || state === 'failed')),
    find: (jobId) => jobs.get(jobId) ?? null,
    knows: (transactionId, what) =>
      [...jobs.values()].some((job) => job.transactionId === transactionId && job.what === what),
    printsOf: (entry) => [...jobs.values()].filter((job) => job.entry === entry),
    list(state, cursor, limit) {
      const ids = [...jobs.keys()];
      const before = cursor === null ? ids : ids.slice(0, ids.indexOf(cursor));
      const found = before.reverse().map((id) => jobs.get(id) as Job);
      return found.filter((job) => state === null || job.state === state).slice(0, limit);
    },
    isLeftBroken(printerId) {
      const out = [...jobs.values()].filter((job) => job.printerId === printerId && ends.has(job.state));
      return out.toSorted((one, other) => one.updatedAt - other.updatedAt).at(-1)?.state === 'doubtful';
    },
    answersOf: (transport) => answers.get(transport) ?? mute,
    learn: (transport, probed) => void answers.set(transport, probed),
    owe: (transport, owes) => void answers.set(transport, { ...(answers.get(transport) ?? mute), owes }),
    forget: () => undefined,
    close: () => undefined,
  };
}
