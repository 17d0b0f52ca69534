import type { ProviderId } from '../../shared/product.ts';
import type { Transaction } from '../../shared/transaction.ts';
import { paperText } from '../harness/printer-sink.ts';
import { slipsIn } from './paper.ts';
import { spellings } from './spellings.ts';
import type { Said } from '../faults/stage/till-process.ts';

// What must hold after every fault, once recovery is done. Each oracle answers its objections; none means it is content.

/** Everything there is to judge, gathered after the till ended. */
export interface World {
  /** The providers' own books, all of them. */
  readonly ledger: readonly LedgerEntry[];
  /** Every payment of the till, as its last start answered it. */
  readonly rows: readonly Row[];
  /** `payment:unsettled` of the last start. */
  readonly unsettled: readonly Transaction[];
  /** Everything the till ever said, in order. */
  readonly said: readonly Said[];
  readonly storage: Storage;
  /** What came out of printers, a job each, in order. */
  readonly papers: readonly Buffer[];
  /** Pay requests as they arrived in the proxies, by what the payment is known by on the wire. */
  readonly payRequests: readonly { readonly provider: ProviderId; readonly key: string | null }[];
  /** Providers whose documented question is to send the same payment again. */
  readonly asksByResending: readonly ProviderId[];
  readonly secrets: readonly string[];
  /** Everything that a person or a program may read later: files, stdout, stderr. */
  readonly traces: readonly { readonly name: string; readonly bytes: Buffer }[];
  /** When the unsettled payments were listed, in ms, and the longest pause of the schedule as it was set. */
  readonly listedAt: number;
  readonly longestPauseMs: number;
  readonly exceptions: Exceptions;
}

export interface LedgerEntry {
  readonly provider: ProviderId;
  readonly ref: string;
  readonly customerNumber: string;
  readonly deducted: number;
  /** The provider took it back after it had said success. */
  readonly reversed?: boolean;
}

export interface Row extends Transaction {
  readonly providerRef: string;
  /** What the payment is known by on the wire. */
  readonly key: string;
}

export interface Storage {
  readonly integrity: readonly string[];
  readonly brokenKeys: number;
  /** What the journal's own verifier said; null where there is no journal. */
  readonly journal: { readonly code: number; readonly output: string } | null;
}

/** What an oracle must not hold against a cell, and why. */
export interface Exceptions {
  /** The provider took another amount than was agreed, and the till raised an alarm: local sum less the provider's. */
  readonly differs?: { readonly rupiah: number; readonly why: string };
}

export const oracles = {
  O1: paidAtMostOnce,
  O2: everyPaidItemIsHere,
  O3: nothingFalseIsClaimed,
  O4: nothingSaidIsLost,
  O5: storageIsSound,
  O6: oneOriginal,
  O7: sumsAgree,
  O8: nothingHangs,
  O9: sentOnce,
  O10: nothingSecretIsWritten,
  log: nothingThrew,
} as const satisfies Readonly<Record<string, (world: World) => readonly string[]>>;

export type OracleName = keyof typeof oracles;

/** Every objection of every oracle, its name before it. */
export function judge(world: World): readonly string[] {
  return Object.entries(oracles).flatMap(([name, oracle]) => oracle(world).map((what) => `${name}: ${what}`));
}

/** O1. A bill that the cashier was asked about and paid knowingly once more is paid twice rightly. */
function paidAtMostOnce({ ledger, said }: World): readonly string[] {
  const kept = ledger.filter(({ reversed }) => !reversed);
  return [...Map.groupBy(kept, (one) => one.customerNumber)].flatMap(([number, entries]) => {
    const knowingly = new Set(
      said
        .filter(isConfirmedPayment)
        .flatMap(transactionsIn)
        .filter((one) => one.customerNumber === number)
        .map(idOf),
    );
    return entries.length <= 1 + knowingly.size ? [] : [`bill ${number} was paid ${entries.length} times`];
  });
}

function isConfirmedPayment({ call }: Said): boolean {
  if (call?.channel !== 'payment:pay') return false;
  return (call.input as { confirmPaidBefore?: boolean } | undefined)?.confirmPaidBefore === true;
}

/** O2. */
function everyPaidItemIsHere({ ledger, rows }: World): readonly string[] {
  return ledger.flatMap(({ provider, ref, customerNumber }) => {
    const found = rows.filter((row) => row.provider === provider && row.providerRef === ref);
    if (found.length === 1 && found[0]?.status === 'paid') return [];
    const here = found.map(({ transactionId, status }) => `${transactionId} ${status}`).join(', ') || 'nothing';
    return [`${provider} took money for ${customerNumber} as ${ref}, here is ${here}`];
  });
}

/** O3. */
function nothingFalseIsClaimed({ ledger, rows }: World): readonly string[] {
  return rows.flatMap(({ transactionId, provider, providerRef, status }) => {
    const paid = ledger.some((entry) => entry.provider === provider && entry.ref === providerRef);
    if (status === 'refused' && paid) return [`${transactionId} is refused, and ${provider} took the money`];
    if (status === 'paid' && !paid) return [`${transactionId} is paid, and ${provider} knows nothing of it`];
    return [];
  });
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

/** O4. What was said of a payment stands: what was agreed, a final status, its reference, and how often it was printed. */
function nothingSaidIsLost({ said, rows }: World): readonly string[] {
  const problems = new Set<string>();
  const now = new Map(rows.map((row) => [row.transactionId, row]));
  const decided = new Set(
    said
      .filter(({ call }) => call?.channel === 'payment:resolve')
      .flatMap(transactionsIn)
      .map(idOf),
  );
  for (const one of said) {
    if ('noJson' in one.message) problems.add(`stdout had a line that is no JSON: ${String(one.message['noJson'])}`);
    for (const told of transactionsIn(one)) {
      const row = now.get(told.transactionId);
      if (!row) {
        problems.add(`${told.transactionId} was said to be ${told.status} and is gone`);
        continue;
      }
      const changed = agreed.filter((field) => row[field] !== told[field]);
      if (changed.length > 0) problems.add(`${row.transactionId}: ${changed.join(', ')} changed after it was said`);
      if (wentBack(told, row) && !decided.has(row.transactionId)) {
        problems.add(`${row.transactionId} was said to be ${told.status} and is ${row.status}`);
      }
      if (told.reference !== null && row.status === 'paid' && row.reference !== told.reference) {
        problems.add(`${row.transactionId}: its reference was ${told.reference} and is ${row.reference}`);
      }
      if (row.prints < told.prints)
        problems.add(`${row.transactionId}: printed ${told.prints} times, now ${row.prints}`);
    }
  }
  return [...problems];
}

/** A final word stays; a payment that was under way may become anything but `sending` again. */
function wentBack(told: Transaction, row: Row): boolean {
  if (told.status === 'paid' || told.status === 'refused') return row.status !== told.status;
  return told.status === 'pending' && row.status === 'sending';
}

/** The payments in an answer or an event. */
function transactionsIn({ call, message }: Said): readonly Transaction[] {
  const value = call === null ? message['data'] : message['ok'] === true ? message['value'] : null;
  if (typeof value !== 'object' || value === null) return [];
  const listed = (value as { items?: unknown }).items;
  const all = Array.isArray(listed) ? (listed as readonly unknown[]) : [value];
  return all.filter(isTransaction);
}

function isTransaction(value: unknown): value is Transaction {
  return typeof value === 'object' && value !== null && 'transactionId' in value && 'status' in value;
}

/** O5. */
function storageIsSound({ storage: { integrity, brokenKeys, journal } }: World): readonly string[] {
  return [
    ...(integrity.length === 1 && integrity[0] === 'ok' ? [] : [`integrity_check says ${integrity.join('; ')}`]),
    ...(brokenKeys === 0 ? [] : [`${brokenKeys} rows break a foreign key`]),
    ...(journal === null || journal.code === 0
      ? []
      : [`the journal's verifier ended with ${journal.code}: ${journal.output}`]),
  ];
}

/** O6. Paper is told by the id that every slip carries. */
function oneOriginal({ papers }: World): readonly string[] {
  const slips = papers.flatMap((job) => slipsIn(paperText(job)));
  return [...Map.groupBy(slips, ({ id }) => id)].flatMap(([id, all]) => {
    const originals = all.filter(({ copy }) => copy === 0).length;
    const copies = all.map(({ copy }) => copy).filter((copy) => copy !== null && copy > 0);
    const rising = copies.every((copy, at) => at === 0 || (copy ?? 0) > (copies[at - 1] ?? 0));
    const unmarked = all.filter(({ copy, isReceipt }) => isReceipt && copy === null).length;
    return [
      ...(originals > 1 ? [`${id}: ${originals} originals came out`] : []),
      ...(rising ? [] : [`${id}: copies came out as ${copies.join(', ')}`]),
      ...(unmarked > 0 ? [`${id}: a receipt came out that says neither original nor copy`] : []),
    ];
  });
}

/** O7. A commission that the provider never said is none. */
function sumsAgree({ ledger, rows, exceptions }: World): readonly string[] {
  const here = rows
    .filter(({ status }) => status === 'paid')
    .reduce((sum, { bill, admin, commission }) => sum + bill + admin - (commission ?? 0), 0);
  const there = ledger.reduce((sum, { deducted }) => sum + deducted, 0);
  const expected = exceptions.differs?.rupiah ?? 0;
  return here - there === expected ? [] : [`here ${here} was paid, the providers deducted ${there}`];
}

/** Being late by this much, in ms, is the machine's doing. */
const lateMs = 5_000;

/** O8. */
function nothingHangs({ rows, unsettled, listedAt, longestPauseMs }: World): readonly string[] {
  const listed = new Map(unsettled.map((one) => [one.transactionId, one]));
  const open = rows.filter(({ status }) => status === 'pending' || status === 'sending');
  const strange = unsettled.filter(({ transactionId }) => !open.some((row) => row.transactionId === transactionId));
  return [
    ...strange.map(({ transactionId }) => `${transactionId} is settled and listed as unsettled`),
    ...open.flatMap(({ transactionId, status }) => {
      if (status === 'sending') return [`${transactionId} is still sending after a restart`];
      const item = listed.get(transactionId);
      if (!item) return [`${transactionId} is pending and not listed`];
      if (item.nextAskAt === null) return [];
      const waitMs = Date.parse(item.nextAskAt) - listedAt;
      if (waitMs < -lateMs) return [`${transactionId} was due to be asked about ${-waitMs} ms ago`];
      return waitMs > longestPauseMs + lateMs ? [`${transactionId} is asked about only in ${waitMs} ms`] : [];
    }),
  ];
}

/** O9. A person may have sent it again, and a provider may document that as its question. */
function sentOnce({ payRequests, rows, said, asksByResending }: World): readonly string[] {
  const resends = said.filter(({ call, message }) => call?.channel === 'payment:resend' && message['ok'] === true);
  const counted = Map.groupBy(
    payRequests.filter(({ provider }) => !asksByResending.includes(provider)),
    ({ provider, key }) => `${provider} ${key}`,
  );
  return [...counted].flatMap(([name, requests]) => {
    const row = rows.find(({ provider, key }) => `${provider} ${key}` === name);
    if (!row) return [`${name} was asked to be paid and is no payment here`];
    const allowed = 1 + resends.flatMap(transactionsIn).filter((one) => one.transactionId === row.transactionId).length;
    return requests.length <= allowed ? [] : [`${name} was asked to be paid ${requests.length} times`];
  });
}

/** O10. */
function nothingSecretIsWritten({ secrets, traces }: World): readonly string[] {
  const spelled = [...new Set(secrets)].filter((one) => one.length > 5).flatMap((secret) => spellings(secret));
  return traces.flatMap(({ name, bytes }) => {
    const found = spelled.find(({ text }) => bytes.includes(text));
    return found ? [`${name} holds a secret, ${found.how}`] : [];
  });
}

/** A bug that was thrown and caught stands in the log; an error with a code is a disk's or a socket's. */
function nothingThrew({ traces }: World): readonly string[] {
  const logs = traces.filter(({ name }) => /loket\.log(\.1)?$/.test(name));
  return logs.flatMap(({ bytes }) =>
    [...bytes.toString('utf8').matchAll(/^\{.*"event":"\w+-threw".*$/gm)]
      .map(([line]) => line)
      .filter((line) => !/"code":"\w+"/.test(line))
      .map((line) => `the till threw: ${line.slice(0, 300)}`),
  );
}

function idOf({ transactionId }: Transaction): string {
  return transactionId;
}
