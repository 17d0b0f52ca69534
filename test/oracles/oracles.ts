import type { Transaction } from '../../shared/transaction.ts';
import type { Evidence, LedgerEntry, Row } from './evidence.ts';
import { numbersRun } from './numbers.ts';
import { shiftsBalance } from './shifts.ts';
import { spellings } from './secret-spellings.ts';
import type { Standing } from './statements.ts';

// What must hold after everything that can go wrong, once what can be known is known. Each oracle answers its objections; none
// means that it is content.

export const oracles = {
  O1: paidAtMostOnce,
  O2: everyPaidItemIsHere,
  O3: nothingFalseIsClaimed,
  O4: wordsAreKept,
  O5: storageIsSound,
  O6: oneOriginal,
  O7: sumsAgree,
  O8: nothingHangs,
  O9: sentOnce,
  O10: nothingSecretIsWritten,
  O12: shiftsBalance,
  O13: numbersRun,
  O14: refusedThenPaidIsNoticed,
  threw: nothingThrew,
} as const satisfies Readonly<Record<string, (evidence: Evidence) => readonly string[]>>;

export type OracleName = keyof typeof oracles;

/** Every objection of every oracle, its name before it: `O1: bill 512345678901 was paid 2 times`. */
export function judge(evidence: Evidence): readonly string[] {
  return Object.entries(oracles).flatMap(([name, oracle]) => oracle(evidence).map((what) => `${name}: ${what}`));
}

/** O1. A bill that its provider refused may be paid anew; if it took the first one after all, that was not the till. */
function paidAtMostOnce({ ledger, exceptions }: Evidence): readonly string[] {
  const kept = ledger.filter(({ isReversed, isAfterRefusal }) => !isReversed && !isAfterRefusal);
  return [...Map.groupBy(kept, ({ bill }) => bill)].flatMap(([bill, entries]) => {
    const knowingly = exceptions.paidKnowingly?.get(bill) ?? 0;
    const refs = entries.map(({ ref }) => ref).join(', ');
    return entries.length <= 1 + knowingly ? [] : [`bill ${bill} was paid ${entries.length} times: ${refs}`];
  });
}

/** O2. */
function everyPaidItemIsHere(evidence: Evidence): readonly string[] {
  const { rows, forgotten } = evidence;
  const byRef = Map.groupBy(rows, nameOf);
  return noticed(evidence).flatMap((entry) => {
    const found = byRef.get(nameOf(entry)) ?? [];
    if (found.length === 0 && forgotten.refs.has(entry.ref)) return [];
    if (found.length === 1 && found[0]?.status === 'paid') return [];
    const here = found.map(({ transactionId, status }) => `${transactionId} ${status}`).join(', ') || 'nothing';
    return [`${entry.provider} took money for ${entry.bill} as ${entry.ref}, here is ${here}`];
  });
}

/** O3. What is paid here a provider took, under its own reference; what is refused here nobody took. A person may know no reference. */
function nothingFalseIsClaimed(evidence: Evidence): readonly string[] {
  const taken = new Map(noticed(evidence).map((entry) => [nameOf(entry), entry]));
  return evidence.rows.flatMap((row) => {
    const { transactionId, provider, status, reference, settledBy } = row;
    const entry = taken.get(nameOf(row));
    if (status === 'refused' && entry) return [`${transactionId} is refused, and ${provider} took the money`];
    if (status !== 'paid') return [];
    if (!entry) return [`${transactionId} is paid, and ${provider} knows nothing of it`];
    const isTheirs = entry.reference === undefined || entry.reference === reference;
    if (isTheirs || (settledBy === 'person' && reference === null)) return [];
    return [`${transactionId} has the reference ${reference}, and the provider’s is ${entry.reference}`];
  });
}

/** The ledger without what nobody could notice: refused here, taken after all, and never told to a till that asked. */
function noticed({ ledger, rows, exceptions: { unnoticed } }: Evidence): Evidence['ledger'] {
  const refused = new Set(rows.filter(({ status }) => status === 'refused').map(nameOf));
  return ledger.filter((one) => !(one.isAfterRefusal && unnoticed?.has(one.ref) && refused.has(nameOf(one))));
}

/** By this a provider's books and the till's know the same payment. */
function nameOf(one: LedgerEntry | Row): string {
  return `${one.provider} ${'ref' in one ? one.ref : one.providerRef}`;
}

const agreed = [
  'quoteId',
  'provider',
  'product',
  'customerNumber',
  'bill',
  'admin',
  'fee',
  'total',
  'tendered',
  'change',
  'createdAt',
] as const satisfies readonly (keyof Transaction)[];

/** O4. What was said stands: what was agreed, a final word, its reference, how often it was printed; and that nothing was paid. */
function wordsAreKept({ statements, rows, sent, forgotten }: Evidence): readonly string[] {
  const byId = new Map(rows.map((row) => [row.transactionId, row]));
  const never = statements.neverPaid();
  const known = new Set(sent.map(({ provider, key }) => `${provider} ${key}`));
  return [
    ...statements.objections(),
    ...[...statements.standing()].flatMap(([id, standing]) =>
      forgotten.transactionIds.has(id) ? [] : notKept(standing, byId.get(id)).map((what) => `${id} ${what}`),
    ),
    ...rows
      .filter(({ quoteId, provider, key }) => never.has(quoteId) && known.has(`${provider} ${key}`))
      .map(({ quoteId }) => `paying ${quoteId} was refused, and it was sent all the same`),
  ];
}

function notKept({ first, last, final, prints }: Standing, row: Row | undefined): readonly string[] {
  if (!row) return [`was said to be ${last.status} and is gone`];
  const changed = agreed.filter((field) => row[field] !== undefined && row[field] !== first[field]);
  const isOverturned = final?.status === 'refused' && row.status === 'paid' && row.warning === 'refused-then-paid';
  const wentBack = isOverturned
    ? false
    : final
      ? row.status !== final.status
      : last.status === 'pending' && row.status === 'sending';
  return [
    ...(changed.length > 0 ? [`${changed.join(', ')} changed after it was said`] : []),
    ...(wentBack ? [`was said to be ${(final ?? last).status} and is ${row.status}`] : []),
    ...(final && !isOverturned && final.reference !== row.reference
      ? [`its reference was ${final.reference} and is ${row.reference}`]
      : []),
    ...(row.prints !== undefined && row.prints < prints ? [`printed ${prints} times, now ${row.prints}`] : []),
  ];
}

/** O5. */
function storageIsSound({ storage: { integrity, brokenKeys, problems } }: Evidence): readonly string[] {
  return [
    ...(integrity.length === 1 && integrity[0] === 'ok' ? [] : [`integrity_check says ${integrity.join('; ')}`]),
    ...(brokenKeys === 0 ? [] : [`${brokenKeys} rows break a foreign key`]),
    ...problems,
  ];
}

/** O6. */
function oneOriginal({ slips, forgotten }: Evidence): readonly string[] {
  return [...Map.groupBy(slips, ({ transactionId }) => transactionId)].flatMap(([id, all]) => {
    if (forgotten.transactionIds.has(id)) return [];
    const originals = all.filter(({ copy }) => copy === 0).length;
    const copies = all.flatMap(({ copy }) => (copy !== null && copy > 0 ? [copy] : []));
    const isRising = copies.every((copy, at) => at === 0 || copy > (copies[at - 1] ?? 0));
    const unmarked = all.filter(({ copy, isReceipt }) => isReceipt && copy === null).length;
    return [
      ...(originals > 1 ? [`${id}: ${originals} originals came out`] : []),
      ...(isRising ? [] : [`${id}: copies came out as ${copies.join(', ')}`]),
      ...(unmarked > 0 ? [`${id}: a receipt came out that says neither original nor copy`] : []),
    ];
  });
}

/**
 * O7. A commission that the provider never said is none. Of what a person settled without knowing the commission nobody can say
 * what the provider deducted.
 */
function sumsAgree(evidence: Evidence): readonly string[] {
  const { rows, forgotten, exceptions } = evidence;
  const paid = rows.filter(({ status }) => status === 'paid');
  const unknown = new Set(
    paid.filter(({ settledBy, commission }) => settledBy === 'person' && commission === null).map(nameOf),
  );
  const here = paid
    .filter((row) => !unknown.has(nameOf(row)))
    .reduce((sum, { bill, admin, commission }) => sum + bill + admin - (commission ?? 0), 0);
  const mine = new Set(rows.map(nameOf));
  const there = noticed(evidence)
    .filter((entry) => !unknown.has(nameOf(entry)) && (mine.has(nameOf(entry)) || !forgotten.refs.has(entry.ref)))
    .reduce((sum, { deducted }) => sum + deducted, 0);
  const expected = exceptions.differs?.rupiah ?? 0;
  return here - there === expected ? [] : [`here ${here} was paid, the providers deducted ${there}`];
}

/** Being late by this much, in ms, is the machine's doing. */
const lateMs = 5_000;

/** O8. What is open is on the list, and is asked about in its time or is a person's to decide. */
function nothingHangs({ rows, unsettled, listedAt, longestPauseMs, allDecided }: Evidence): readonly string[] {
  const listed = new Map(unsettled.map((one) => [one.transactionId, one]));
  const open = rows.filter(({ status }) => status === 'pending' || status === 'sending');
  const isOpen = new Set(open.map(({ transactionId }) => transactionId));
  return [
    ...unsettled
      .filter(({ transactionId }) => !isOpen.has(transactionId))
      .map(({ transactionId }) => `${transactionId} is settled and listed as unsettled`),
    ...open.flatMap(({ transactionId, provider, status }) => {
      if (status === 'sending') return [`${transactionId} is still sending after a restart`];
      if (allDecided) return [`${transactionId} (${provider}) is ${status} to the last`];
      const item = listed.get(transactionId);
      if (!item) return [`${transactionId} is pending and not listed`];
      return untimely(item.nextAskAt, listedAt, longestPauseMs + lateMs, lateMs).map(
        (what) => `${transactionId} ${what}`,
      );
    }),
  ];
}

/** What is wrong with the time of a next status check at `now`, which may be overdue by `lateMaxMs`. */
export function untimely(
  nextAskAt: string | null,
  now: number,
  longestPauseMs: number,
  lateMaxMs: number,
): readonly string[] {
  if (nextAskAt === null) return [];
  const waitMs = Date.parse(nextAskAt) - now;
  if (waitMs < -lateMaxMs) return [`was due to be asked about ${-waitMs} ms ago`];
  return waitMs > longestPauseMs ? [`is asked about only in ${waitMs} ms`] : [];
}

/** O9. A person may have had it sent again. */
function sentOnce({ sent, rows, forgotten }: Evidence): readonly string[] {
  const here = new Set(rows.map(({ provider, key }) => `${provider} ${key}`));
  return sent.flatMap(({ provider, key, times, resends }) => {
    const name = `${provider} ${key}`;
    if (key !== null && forgotten.refs.has(key)) return [];
    if (!here.has(name)) return [`${name} was asked to be paid and is no payment here`];
    return times <= 1 + resends ? [] : [`${name} was asked to be paid ${times} times`];
  });
}

/**
 * O14. What a provider refused and then took is paid here, with the warning that keeps its slip back; and that warning stands on nothing
 * else. A refusal that was never heard here is none.
 */
function refusedThenPaidIsNoticed(evidence: Evidence): readonly string[] {
  const { ledger, rows, forgotten } = evidence;
  const turned = noticed(evidence).filter(({ isAfterRefusal }) => isAfterRefusal);
  const names = new Set(ledger.filter(({ isAfterRefusal }) => isAfterRefusal).map(nameOf));
  const byRef = new Map(rows.map((row) => [nameOf(row), row]));
  const knowsTurned = ledger.some(({ isAfterRefusal }) => isAfterRefusal !== undefined);
  return [
    ...turned.flatMap((entry) => {
      const status = byRef.get(nameOf(entry))?.status ?? 'nothing';
      if (status === 'paid' || forgotten.refs.has(entry.ref)) return [];
      return [`${entry.provider} refused ${entry.ref} and took the money after all, here is ${status}`];
    }),
    ...rows
      .filter((row) => knowsTurned && row.warning === 'refused-then-paid' && !names.has(nameOf(row)))
      .map(({ transactionId }) => `${transactionId} is called refused and then paid, and was never refused`),
  ];
}

/** O10. */
function nothingSecretIsWritten({ secrets, traces }: Evidence): readonly string[] {
  const spelled = [...new Set(secrets)].filter((one) => one.length > 5).flatMap((secret) => spellings(secret));
  return traces.flatMap(({ name, bytes }) => {
    const found = spelled.find(({ text }) => bytes.includes(text));
    return found ? [`${name} holds a secret, ${found.how}`] : [];
  });
}

/** A bug that was thrown and caught stands in the log. */
function nothingThrew({ traces }: Evidence): readonly string[] {
  const logs = traces.filter(({ name }) => /loket\.log(\.1)?$/.test(name));
  return logs.flatMap(({ bytes }) =>
    [...bytes.toString('utf8').matchAll(/^\{.*"event":"\w+-threw".*$/gm)]
      .map(([line]) => line)
      .filter((line) => isBug(line))
      .map((line) => `the till threw: ${line.slice(0, 300)}`),
  );
}

/** Whether such a line of the log tells of a bug. An error with a code is a disk's or a socket's. */
function isBug(line: string): boolean {
  return /"event":"\w+-threw"/.test(line) && !/"code":"\w+"/.test(line);
}
