import type { Rule } from './work.ts';

// What went to a printer, and what came of it.

export const followPrinting: Rule = (work, { n, id, at, data }, wrong) => {
  const { jobId, copy, printer, head } = data;
  const payment = work.payments.get(id);
  if (!payment) return wrong('printing, and it has no intent');
  if (work.jobs.has(String(jobId))) return wrong('printing under an id that is not new');
  const out = payment.jobs.filter(({ row }) => row.copy !== null && row.state !== 'failed').map(({ row }) => row.copy);
  if (copy !== null && payment.row.status !== 'paid') wrong('a receipt of what is not paid');
  if (copy === 0 && out.length > 0) wrong('has a second original');
  else if (copy !== null && copy !== Math.max(-1, ...out.map(Number)) + 1) wrong('its copies do not follow each other');
  // Only what was printed before the till had a journal carries no head.
  const isOld = work.till.size === 0 && head === null;
  const [, number, digits] = /^(0|[1-9]\d{0,15})-([0-9A-F]{8})$/.exec(String(head)) ?? [];
  if (!isOld && work.hashes[Number(number)] !== parseInt(digits ?? '', 16)) wrong('its slip names no record before it');
  const row = {
    job_id: jobId,
    transaction_id: id,
    copy,
    printer,
    head,
    created_at: Date.parse(at),
    state: 'sending',
  };
  const job = { n, row };
  payment.jobs.push(job);
  work.jobs.set(String(jobId), job);
};

export const followPrint: Rule = ({ jobs }, { id, data }, wrong) => {
  const { jobId, copy, printer, result } = data;
  const row = jobs.get(String(jobId))?.row;
  if (row?.transaction_id !== id || row.copy !== copy || row.printer !== printer || row.state !== 'sending')
    return wrong('printed what was not on its way');
  if (result !== 'sent' && result !== 'failed' && result !== 'doubtful') return wrong('printed with no known result');
  row.state = result;
};
