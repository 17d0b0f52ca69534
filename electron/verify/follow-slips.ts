import { textOf } from './entry.ts';
import type { Rule, Work } from './work.ts';

// What went to a printer, and what came of it.

export const followPrinting: Rule = (work, { n, id, at, get }, wrong) => {
  const [jobId, copy, printer, head] = [get('jobId'), get('copy'), get('printer'), get('head')];
  if (!work.followed.has(id)) return wrong('printing, and it has no intent');
  const job = textOf(jobId);
  if (work.jobIds.has(job)) return wrong('printing under an id that is not new');
  const next = work.copies.get(id) ?? 0;
  const status = work.payments.get(id)?.row.status ?? 'paid';
  if (copy !== null && status !== 'paid') wrong('a receipt of what is not paid');
  if (copy === 0 && next > 0) wrong('has a second original');
  else if (copy !== null && copy !== next) wrong('its copies do not follow each other');
  if (Number.isSafeInteger(copy) && Number(copy) >= next) work.copies.set(id, Number(copy) + 1);
  // Only what was printed before the till had a journal carries no head.
  const isOld = work.till.get('1') === undefined && head === null;
  const [, number, digits] = /^(0|[1-9]\d{0,15})-([0-9A-F]{8})$/.exec(String(head)) ?? [];
  if (!isOld && work.hashes.get(Number(number)) !== parseInt(digits ?? '', 16))
    wrong('its slip names no record before it');
  const row = {
    job_id: jobId,
    transaction_id: id,
    copy,
    printer,
    head,
    created_at: Date.parse(at),
    state: 'sending',
  };
  if (work.ledger.shift > 0 && Number.isSafeInteger(copy) && Number(copy) > 0)
    work.ledger.add(work.ledger.shift, ' ', 'copy', 'cash', 0, 1);
  if (work.ledger.shift > 0 && get('drawer') === true) work.ledger.add(work.ledger.shift, ' ', 'drawer', 'cash', 0, 1);
  work.jobIds.set(job, 1);
  work.jobs.set(job, { n, row });
};

export const followPrint: Rule = (work, { id, get }, wrong) => {
  const [jobId, copy, printer, result] = [get('jobId'), get('copy'), get('printer'), get('result')];
  const job = textOf(jobId);
  const row = work.jobs.get(job)?.row;
  if (row?.transaction_id !== id || row.copy !== copy || row.printer !== printer)
    return wrong('printed what was not on its way');
  if (result !== 'sent' && result !== 'failed' && result !== 'doubtful') return wrong('printed with no known result');
  row.state = result;
  const isOut = result !== 'failed' && copy !== null;
  if (isOut && !work.jobs.isThere(job)) work.packedSlips.printed(id, [copy, row.head, result]);
  if (result === 'failed' && Number.isSafeInteger(copy)) takeBack(work, id, Number(copy));
  work.jobs.close(job);
};

/** A copy that did not come out may be printed again, unless a later one did. */
function takeBack({ copies, failedCopies }: Work, id: string, copy: number): void {
  const failed = failedCopies.get(id) ?? new Set();
  failed.add(copy);
  let next = copies.get(id) ?? 0;
  while (failed.delete(next - 1)) next--;
  copies.set(id, next);
  if (failed.size > 0) failedCopies.set(id, failed);
  else failedCopies.delete(id);
}
