import type { TransactionEvent } from '../../../shared/transaction.ts';
import { listRecordsOf, type JournalRow } from '../../db/journal-table.ts';
import type { Db } from '../../db/open.ts';
import { findPart, listSegmentsOf } from '../../db/segments.ts';
import { toEvents } from '../../db/transactions.ts';
import { recordsOf } from './lines.ts';
import { unpackLater } from './packing.ts';
import { damagedPart } from './unpack-part.ts';

type Record = Omit<JournalRow, 'hash'>;

/**
 * The trail of a payment of any age. What is not at hand is unpacked while others go on. Throws a Misfit if the database has lost what
 * it packed.
 */
export async function readEvents(now: () => Db, transactionId: string): Promise<readonly TransactionEvent[]> {
  const atHand = listRecordsOf(now(), transactionId);
  if (atHand.some(({ kind }) => kind === 'intent')) return toEvents(atHand);
  const records = new Map<number, Record>(atHand.map((record) => [record.n, record]));
  for (const segment of listSegmentsOf(now(), transactionId)) {
    const part = findPart(now(), segment);
    const stripped = part && (await unpackLater(part.data));
    if (!stripped) throw damagedPart(now(), segment);
    for (const record of recordsOf(linesAbout(stripped, transactionId)))
      if (record.transactionId === transactionId) records.set(record.n, record);
  }
  return toEvents([...records.values()].sort((a, b) => a.n - b.n));
}

/** The lines in which the id stands, and so all that are about it. */
function linesAbout(lines: Buffer, transactionId: string): Buffer {
  const found: Buffer[] = [];
  const mark = `"transactionId":"${transactionId}"`;
  for (let at = lines.indexOf(mark); at >= 0;) {
    const end = lines.indexOf('\n', at) + 1;
    found.push(lines.subarray(lines.lastIndexOf('\n', at) + 1, end));
    at = lines.indexOf(mark, end);
  }
  return Buffer.concat(found);
}
