import { readEntry, type About } from './entry.ts';
import { comesIn, followIntent, followPayment, followQuote } from './follow-payment.ts';
import { followPrint, followPrinting } from './follow-slips.ts';
import { clean, type Report } from './report.ts';
import type { Books, Rule, Work } from './work.ts';

// What the records say, followed one by one as an auditor would, without believing any table of the database.

/** Follows the records. What is none is told and passed over. `seen` is told of the books after each. */
export function audit(lines: Iterable<Buffer>, report: Report, seen?: (n: number, books: Books) => void): Books {
  const work: Work = {
    quotes: new Map(),
    quoteIds: new Set(),
    inquiries: new Map(),
    payments: new Map(),
    paidRefs: new Set(),
    unsettled: new Map(),
    jobs: new Map(),
    till: new Map(),
    hashes: [],
  };
  seen?.(0, work);
  let place = 0;
  for (const line of lines) {
    place++;
    const entry = readEntry(line, place, about, (what) => report('loket.journal', place, what));
    if (!entry) continue;
    const { n, id, prev } = entry;
    work.hashes[place - 1] = parseInt(prev.slice(0, 8), 16);
    rules.get(entry.kind)?.(work, entry, (what) => report('loket.journal', n, `${id && `${clean(id)}: `}${what}`));
    seen?.(n, work);
  }
  return work;
}

const followTill: Rule = ({ till }, { n, kind, data }, wrong) => {
  const before = till.get('1')?.row;
  if (kind === 'opened' && before && before.epoch !== data.epoch) wrong('a new epoch, and nothing was restored');
  if (kind === 'reconciled' && before?.mode !== 'reconcile') wrong('reconciled, and nothing was restored');
  const mode = kind === 'restored' ? 'reconcile' : kind === 'reconciled' ? 'normal' : (before?.mode ?? 'normal');
  const epoch = kind === 'opened' || kind === 'restored' ? data.epoch : before?.epoch;
  const correction = kind === 'clock' ? data.correctionMs : (before?.correction_ms ?? 0);
  if (!Number.isSafeInteger(correction)) wrong('corrects the clock by no number');
  till.set('1', { n, row: { one: 1, epoch, mode, correction_ms: correction } });
};

const rules: ReadonlyMap<string, Rule> = new Map([
  ...['opened', 'restored', 'reconciled', 'clock'].map((kind) => [kind, followTill] as const),
  ['quote', followQuote],
  ['intent', followIntent],
  ...Object.keys(comesIn).map((kind) => [kind, followPayment] as const),
  ['printing', followPrinting],
  ['print', followPrint],
]);

const about: About = (kind) => {
  const rule = rules.get(kind);
  return rule ? (rule === followTill ? 'till' : 'payment') : null;
};
