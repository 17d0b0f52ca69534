import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { ProviderId } from '../../../shared/product.ts';
import type { Transaction } from '../../../shared/transaction.ts';
import { must, until } from '../cell.ts';
import type { Stage } from '../stage/stage.ts';
import { attach, inject } from '../process/strace.ts';

// System calls on the data folder's files that fail, at a moment of a payment, while the till runs on.

/** A sick disk is looked at anew every two seconds; a machine that is busy takes longer. */
export const mendMsMax = 12_000;

export interface Failing {
  readonly provider: ProviderId;
  /** Names of calls, `pwrite64,ftruncate`. */
  readonly calls: string;
  /** What is done to them: `error=ENOSPC`. */
  readonly what: string;
  /** Which one, counted for each name: `3`, or `3+` for all from there on. */
  readonly when: string;
  /** The files that it happens to; those of the books if none are named. */
  readonly files?: readonly string[];
}

const books = ['loket.db', 'loket.db-wal', 'journal/000001.jsonl', 'loket.mark.new', 'loket.ballast'];

export interface Survived {
  /** Whether a call really failed. */
  readonly hasFailed: boolean;
  /** What the payment was answered with; null if nothing was stored or sent. */
  readonly answered: Transaction | null;
}

/** Pays while calls fail, and holds the till to its word: it answers, and it takes new payments only if it can keep them. */
export async function payWhile(stage: Stage, failing: Failing): Promise<Survived> {
  const { provider, calls, what, when, files = books } = failing;
  const quote = await stage.quote(provider);
  const log = path.join(stage.folder, 'failing.trace');
  const only = files.flatMap((name) => ['-P', path.join(stage.data, name)]);
  const traced = await attach(stage.till.pid, ['-o', log, ...only, ...inject(calls, what, when)]);
  const reply = await stage.pay(quote);
  if (reply.ok && reply.value.status === 'paid') await afterwards(stage, reply.value);
  await stage.must('till:status', {});
  await traced.detach();
  const hasFailed = readFileSync(log, 'latin1').includes('(INJECTED)');
  if (reply.ok) return { hasFailed, answered: reply.value };
  must(reply.code === 'storage-failed', `a payment on a failing disk was answered with ${reply.code}`);
  const stored = (await stage.list()).filter(({ quoteId }) => quoteId === quote.quoteId);
  must(
    stored.every(({ status }) => status === 'refused'),
    `nothing was to be stored or sent, and it is ${stored.map(({ status }) => status).join()}`,
  );
  return { hasFailed, answered: null };
}

/** Lets the slip of a paid one come, if it comes. */
async function afterwards(stage: Stage, { transactionId }: Transaction): Promise<void> {
  const printed = until('its slip', async () => (await stage.get(transactionId)).prints > 0, 400);
  await printed.catch(() => null);
}

/** Waits until the till trusts its disk again, which after a refused write takes one that works, and has stored what it was still holding. */
export async function mended(stage: Stage): Promise<void> {
  await until(
    'the till trusted its disk again',
    async () => (await stage.must('till:status', {})).storage.ok || (await nudge(stage)),
    mendMsMax,
  );
}

/** A payment that can't be taken makes the till look at its disk again, and a question for a bill is stored. */
async function nudge(stage: Stage): Promise<false> {
  await stage.call('payment:pay', { quoteId: 'NONE', tendered: 0 });
  const [provider] = (await stage.must('till:status', {})).providers;
  if (provider) await stage.quote(provider.id).catch(() => null);
  await new Promise((resolve) => setTimeout(resolve, 100));
  return false;
}
