import type { JournalReport } from '../../../shared/api.ts';
import type { ProviderId } from '../../../shared/product.ts';
import type { Status, Transaction } from '../../../shared/transaction.ts';
import { prepared } from '../../../electron/db/open.ts';
import type { World } from '../world/world.ts';

// What must hold whatever happened. Each answers its objections, which begin with its name.

/** A payment as the till's books have it. */
export interface Row {
  readonly transactionId: string;
  readonly quoteId: string;
  readonly provider: ProviderId;
  readonly providerRef: string;
  readonly customerNumber: string;
  readonly status: Status;
  readonly bill: number;
  readonly admin: number;
  readonly commission: number | null;
  readonly reference: string | null;
  readonly settledBy: 'provider' | 'person' | null;
}

export interface Evidence {
  readonly world: World;
  readonly rows: readonly Row[];
  readonly items: readonly Transaction[];
  readonly report: JournalReport;
}

type Oracle = (evidence: Evidence) => readonly string[];

/** O1: a bill is paid once at most. */
const paidOnce: Oracle = ({ world }) => {
  const payments = Map.groupBy(
    world.biller.ledger().filter(({ isReversed }) => !isReversed),
    ({ bill }) => bill,
  );
  return [...payments]
    .filter(([, taken]) => taken.length > 1)
    .map(
      ([bill, taken]) =>
        `O1 bill ${bill} was paid ${taken.length} times: ${taken.map((one) => one.providerRef).join(', ')}`,
    );
};

/** O2: what a provider took is paid here, once. */
const nothingIsLost: Oracle = ({ world, rows }) => {
  const byRef = Map.groupBy(rows, ({ providerRef }) => providerRef);
  return world.biller.ledger().flatMap(({ providerRef, bill }) => {
    const found = byRef.get(providerRef) ?? [];
    if (found.length === 0 && world.forgottenRefs.has(providerRef)) return [];
    if (found.length !== 1) return [`O2 ${providerRef} took the money for ${bill} and is here ${found.length} times`];
    return found[0]?.status === 'paid'
      ? []
      : [`O2 ${providerRef} took the money for ${bill} and is ${found[0]?.status} here`];
  });
};

/** O3: what is paid here, a provider took; the reference is the provider's. */
const nothingIsMadeUp: Oracle = ({ world, rows }) =>
  rows.flatMap(({ status, providerRef, reference, settledBy }) => {
    if (status !== 'paid') return [];
    const taken = world.biller.find(providerRef);
    if (!taken) return [`O3 ${providerRef} is paid here and nobody took the money`];
    const isTheirs = reference === taken.reference || (settledBy === 'person' && reference === null);
    return isTheirs
      ? []
      : [`O3 ${providerRef} has the reference ${reference}, and the provider's is ${taken.reference}`];
  });

/** O4: what a person was told stays so, and a failure means that nothing was stored or sent. */
const wordsAreKept: Oracle = ({ world: { statements, forgotten, pollLaw }, rows }) => {
  const byId = new Map(rows.map((row) => [row.transactionId, row]));
  const gone = [...statements.everyPayment()].filter((id) => !byId.has(id) && !forgotten.has(id));
  const changed = [...statements.final()].filter(([id, { status, reference }]) => {
    const row = byId.get(id);
    return row && !forgotten.has(id) && (row.status !== status || row.reference !== reference);
  });
  const sent = pollLaw.sentRefs();
  const never = statements.neverPaid();
  return [
    ...gone.map((id) => `O4 ${id} was there and is gone`),
    ...changed.map(([id, { status }]) => `O4 ${id} was told to be ${status} and is ${byId.get(id)?.status}`),
    ...rows
      .filter(({ quoteId, providerRef }) => never.has(quoteId) && sent.has(providerRef))
      .map(({ quoteId }) => `O4 paying ${quoteId} was refused, and it was sent all the same`),
  ];
};

/** O5: journal and database are whole and say the same. */
const booksAreWhole: Oracle = ({ report }) => report.problems.map((problem) => `O5 ${problem}`);

/** O6: one original at most, and copies in their order. */
const oneOriginal: Oracle = ({ world: { printer, forgotten } }) =>
  [...Map.groupBy(printer.slips, ({ transactionId }) => transactionId)].flatMap(([id, slips]) => {
    if (forgotten.has(id)) return [];
    const originals = slips.filter(({ isOriginal }) => isOriginal).length;
    const copies = slips.map(({ copy }) => copy).filter((copy) => copy !== null);
    const isRising = copies.every((copy, at) => at === 0 || copy > (copies[at - 1] ?? 0));
    return [
      ...(originals > 1 ? [`O6 ${id}: ${originals} originals came out`] : []),
      ...(isRising ? [] : [`O6 ${id}: copies came out as ${copies.join(', ')}`]),
    ];
  });

/** O7: what was paid here by the providers' words is what they took. A commission that a provider never says is none. */
const sumsAgree: Oracle = ({ world, rows }) => {
  const settled = rows.filter(
    ({ status, settledBy, commission }) => status === 'paid' && (settledBy === 'provider' || commission !== null),
  );
  const here = settled.reduce((sum, { bill, admin, commission }) => sum + bill + admin - (commission ?? 0), 0);
  const there = settled.reduce((sum, { providerRef }) => sum + (world.biller.find(providerRef)?.deducted ?? 0), 0);
  return here === there ? [] : [`O7 here ${here} was paid, the providers took ${there}`];
};

/** O8: nothing is open any more once people have decided. */
const nothingHangs: Oracle = ({ items }) =>
  items.map(({ transactionId, provider, status }) => `O8 ${transactionId} (${provider}) is ${status} to the last`);

/** O9: a payment is sent once, unless a person sends it again. */
const sentOnce: Oracle = ({ world: { pollLaw, forgottenRefs }, rows }) => {
  const refs = new Set(rows.map(({ providerRef }) => providerRef));
  return [...pollLaw.sentRefs()].flatMap(([ref, { times, resends }]) => {
    if (forgottenRefs.has(ref)) return [];
    if (!refs.has(ref)) return [`O9 ${ref} was asked to be paid and is no payment here`];
    return times <= 1 + resends ? [] : [`O9 ${ref} was asked to be paid ${times} times`];
  });
};

/** O10: what a till that still runs has heard stands in the trail, and what alarms there as an alarm. */
const whatWasHeardIsKept: Oracle = ({ world }) => {
  const life = world.shop.life();
  if (!life) return [];
  const kept = prepared(
    life.books.db,
    `SELECT count(*) AS records FROM journal j JOIN transactions t USING (transaction_id) WHERE t.provider_ref = ? AND j.n > ?
      AND (j.kind IN ('paid', 'refused', 'pending', 'asked') OR j.kind = 'alarm' AND j.data ->> 'late' IS NOT NULL)`,
  );
  const silent = prepared(
    life.books.db,
    `SELECT DISTINCT j.transaction_id AS id FROM journal j WHERE j.kind IN ('pending', 'asked')
      AND j.data ->> 'why' IN ('other-payment', 'contradiction') AND NOT coalesce(j.data ->> 'alarm', 0) AND NOT EXISTS
        (SELECT 1 FROM journal a WHERE a.transaction_id = j.transaction_id AND a.kind = 'alarm' AND a.n = j.n + 1)`,
  );
  return [
    ...[...world.heard()].flatMap(([ref, times]) => {
      const { records } = kept.get(ref, life.openedAt) as { readonly records: number };
      return records < times ? [`O10 about ${ref} ${times} answers were heard, and ${records} are kept`] : [];
    }),
    ...(silent.all() as { readonly id: string }[]).map(
      ({ id }) => `O10 ${id} was answered alarmingly, and there is no alarm`,
    ),
  ];
};

/** O11: who listens to a till knows every payment that changed as it is. */
const whoListensKnows: Oracle = ({ world, rows }) => {
  const life = world.shop.life();
  if (!life) return [];
  const sql = `SELECT DISTINCT transaction_id AS id FROM journal WHERE n > ? AND transaction_id IS NOT NULL
    AND kind NOT IN ('printing', 'quote')`;
  const changed = new Set(
    (prepared(life.books.db, sql).all(life.openedAt) as { readonly id: string }[]).map(({ id }) => id),
  );
  return rows.flatMap(({ transactionId, status, reference }) => {
    if (!changed.has(transactionId)) return [];
    const told = life.told.get(transactionId);
    if (told?.status === status && told.reference === reference) return [];
    return [`O11 ${transactionId} is ${status} here, and who listens was told ${told?.status ?? 'nothing'}`];
  });
};

export const oracles: readonly Oracle[] = [
  paidOnce,
  nothingIsLost,
  nothingIsMadeUp,
  wordsAreKept,
  booksAreWhole,
  oneOriginal,
  sumsAgree,
  nothingHangs,
  sentOnce,
  whatWasHeardIsKept,
  whoListensKnows,
];
