import { expect } from 'vitest';
import { checkBooks } from '../../electron/verify/books.ts';
import { takeSnapshot } from '../../electron/verify/snapshot.ts';
import type { Counter } from '../harness/counter.ts';
import { paperText } from '../harness/printer-sink.ts';
import type { Shop } from './shop.ts';

// What notices an attack: asked of the till itself, of the verifier, and of paper.

/**
 * `refused`: the next start says which file is damaged. `reconcile`: it pays nothing until a person has compared. `paper`: it prints
 * BUKU BARU. `running`: the till notices while it runs. `light`: its status says so. `verify`: the verifier finds a problem. `note`: it
 * says so, and that it is none. `slip`: a customer's slip is in these books no more (`--short`). `trail`: it stands in the payment's trail.
 */
export type Notice = 'refused' | 'reconcile' | 'paper' | 'running' | 'light' | 'verify' | 'note' | 'slip' | 'trail';

/** What the verifier says of the files, and of the slips that customers have. */
export function verified({ folder, shorts }: Shop): readonly Notice[] {
  const problemsOf = (short: string | null): { readonly problems: number; readonly notes: number } => {
    const [n = '', hash = ''] = short?.split('-') ?? [];
    const snapshot = takeSnapshot(folder);
    if (!snapshot) return { problems: 0, notes: 0 };
    let problems = 0;
    const { notes } = checkBooks(
      snapshot,
      short === null ? {} : { short: { n: Number(n), hash } },
      () => void problems++,
    );
    return { problems, notes: notes.filter((note) => note.includes('time')).length };
  };
  const { problems, notes } = problemsOf(null);
  const isMissed = shorts.some((short) => problemsOf(short).problems > problems);
  return [
    ...(problems > 0 ? (['verify'] as const) : []),
    ...(notes > 0 ? (['note'] as const) : []),
    ...(isMissed ? (['slip'] as const) : []),
  ];
}

export async function startedNotices(till: Counter, { sink }: Shop, papers: number): Promise<readonly Notice[]> {
  const { mode, storage } = await till.must('till:status', {});
  expect(storage.ok).toBe(true);
  await till.close();
  const isPrinted = sink.jobs.slice(papers).some((job) => paperText(job).includes('BUKU BARU'));
  return [...(mode === 'reconcile' ? (['reconcile'] as const) : []), ...(isPrinted ? (['paper'] as const) : [])];
}

/** What the next start says. */
export async function started(shop: Shop, options: Parameters<Shop['open']>[0] = {}): Promise<readonly Notice[]> {
  const papers = shop.sink.jobs.length;
  try {
    return await startedNotices(await shop.open(options), shop, papers);
  } catch (error) {
    // The sentence with which a start is refused names the file.
    if (error instanceof Error && /loket\.db|journal\/000001\.jsonl|\/journal\b/.test(error.message))
      return ['refused'];
    throw error;
  }
}

export async function startsWith(shop: Shop, options: Parameters<Shop['open']>[0]): Promise<readonly Notice[]> {
  return [...(await started(shop, options)), ...verified(shop)];
}

export async function sellsAtAnotherTime(shop: Shop, byMs: number): Promise<readonly Notice[]> {
  const till = await shop.open();
  const before = till.clock.ms;
  await till.close();
  const later = await shop.open({ startsAt: before + 1_000 + byMs });
  const { clockIsDoubtful } = await later.must('till:status', {});
  const { quoteId } = await later.quote();
  await later.must('payment:pay', { quoteId, tendered: 291_000, confirmPaidBefore: true });
  await later.close();
  return [...(clockIsDoubtful ? (['light'] as const) : []), ...verified(shop)];
}

export async function decides(shop: Shop, as: 'paid' | 'refused'): Promise<readonly Notice[]> {
  const till = await shop.open();
  till.payments(() => 'reset');
  const { quoteId } = await till.quote();
  const { transactionId } = await till.must('payment:pay', { quoteId, tendered: 291_000, confirmPaidBefore: true });
  await till.must('payment:resolve', { transactionId, as, reason: 'so I say' });
  const { events } = await till.must('transaction:get', { transactionId });
  await till.close();
  const isTold = events.some(({ kind, data }) => kind === 'resolved' && JSON.stringify(data).includes('"by":"owner"'));
  return [...(isTold ? (['trail'] as const) : []), ...verified(shop)];
}

export async function touchedLive(shop: Shop, touch: () => void): Promise<readonly Notice[]> {
  const till = await shop.open();
  const { items } = await till.must('transaction:list', {});
  const papers = shop.sink.jobs.length;
  // Times of files are not finer than that.
  await new Promise((resolve) => setTimeout(resolve, 20));
  touch();
  const reply = await till.call('receipt:print', { transactionId: items[0]?.transactionId ?? '' });
  await till.close();
  expect(shop.sink.jobs).toHaveLength(papers);
  const isNoticed = !reply.ok && reply.code === 'storage-failed';
  return [...(isNoticed ? (['running'] as const) : []), ...verified(shop)];
}
