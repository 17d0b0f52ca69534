import type { JournalReport } from '../../../shared/api.ts';
import type { ProviderId } from '../../../shared/product.ts';
import { toWib } from '../../../shared/time.ts';
import type { Transaction } from '../../../shared/transaction.ts';
import type { Evidence, Row, Storage } from '../../oracles/evidence.ts';
import { shiftsIn } from '../../harness/shifts-in.ts';
import { unpackRow } from '../../../electron/verify/packed.ts';
import { intentsIn } from '../../harness/packed-intents.ts';
import type { Life } from '../till/shop-parts.ts';
import type { World } from '../world/world.ts';

/** What there is to judge of a simulated world, once people have decided about everything. */
export function evidenceOf(
  world: World,
  life: Life,
  unsettled: readonly Transaction[],
  report: JournalReport,
): Evidence {
  const { biller, statements, printer, outgoing, timeline, forgotten, forgottenRefs, isUnnoticeable } = world;
  return {
    ledger: biller.ledger().map(({ providerRef: ref, ...taken }) => ({ ...taken, ref })),
    rows: rowsOf(life),
    unsettled,
    listedAt: timeline.now(),
    // Nothing may be open, so nothing has a pause.
    longestPauseMs: 0,
    allDecided: true,
    statements,
    storage: storageOf(life, report),
    shifts: shiftsIn(life.books.db, world.drawer.seen()),
    slips: printer.slips,
    sent: [...outgoing.sentRefs()].map(([key, { provider, times, resends }]) => ({ provider, key, times, resends })),
    forgotten: { transactionIds: forgotten, refs: forgottenRefs },
    // The simulated providers take no secrets, and nothing is written to a real disk.
    secrets: [],
    traces: [],
    exceptions: {
      unnoticed: new Set(
        biller
          .ledger()
          .filter(isUnnoticeable)
          .map(({ providerRef }) => providerRef),
      ),
    },
  };
}

function storageOf({ books: { db } }: Life, { problems }: JournalReport): Storage {
  const integrity = (db.pragma('integrity_check') as readonly { integrity_check: string }[]).map(
    (row) => row.integrity_check,
  );
  return { integrity, brokenKeys: (db.pragma('foreign_key_check') as readonly unknown[]).length, problems };
}

interface Stored {
  readonly transactionId: string;
  readonly quoteId: string;
  readonly provider: ProviderId;
  readonly settledMs: number | null;
  readonly packed: Buffer | null;
}

function refsIn(db: Life['books']['db']): ReadonlyMap<string, string> {
  return new Map([...intentsIn(db)].map(([id, { providerRef }]) => [id, providerRef]));
}

function rowsOf({ books: { db } }: Life): readonly Row[] {
  const sql = `SELECT transaction_id AS transactionId, quote_id AS quoteId, provider, provider_ref AS providerRef,
      provider_ref AS "key", packed, product, customer_number AS customerNumber, status, bill, admin, fee, total, tendered,
      tendered - total - rounding AS change, commission, warning, reference, settled_by AS settledBy, settled_at AS settledMs,
      slip_number AS slipNumber, claim_code AS claimCode,
      (SELECT count(*) FROM print_jobs p WHERE p.transaction_id = t.transaction_id
        AND p.copy IS NOT NULL AND p.state IN ('sent', 'doubtful')) AS prints
    FROM payments t`;
  const rows = db.prepare(sql).all() as (Stored & Row)[];
  const refs = rows.some(({ packed }) => packed) ? refsIn(db) : new Map<string, string>();
  return rows.map(({ settledMs, packed, ...row }) => ({
    ...row,
    ...(packed && oldOf(packed, row, refs)),
    settledAt: settledMs === null ? null : toWib(settledMs),
  }));
}

/** What of an old payment stands elsewhere: what was printed, as the verifier reads it, and the reference that its record tells. */
function oldOf(
  packed: Buffer,
  { transactionId, prints }: Row,
  refs: ReadonlyMap<string, string>,
): Pick<Row, 'providerRef' | 'key' | 'prints'> {
  const slips = JSON.parse(unpackRow(packed)?.['slips'] ?? '[]') as unknown[];
  const ref = refs.get(transactionId) ?? '';
  return { providerRef: ref, key: ref, prints: (prints ?? 0) + slips.length };
}
