import type { ShiftReport } from '../../../shared/shift.ts';
import type { Db } from '../../../electron/db/open.ts';

// The drawer opens once for what moved in it, told before the pulse, and the Z counts each time.

interface Told {
  readonly n: number;
  readonly kind: string;
  /** Of what moved in the drawer, or of its opening. */
  readonly reason: string | null;
}

/** What a journal with all its rows says of the drawer, beside the pulses that came out and that its books may know of. */
export function wrongOpenings(db: Db, pulses: number): readonly string[] {
  const sql = `SELECT n, kind, coalesce(data ->> '$.reason', data ->> '$.settlementId') AS reason FROM journal
    WHERE kind IN ('shift-cash', 'debt-settled', 'shift-opened', 'shift-closed', 'shift-reopened', 'drawer-opened')
      OR kind = 'printing' AND data ->> '$.drawer' ORDER BY n`;
  const told = db.prepare(sql).all() as readonly Told[];
  const opened = told.filter(({ kind }) => kind === 'drawer-opened');
  const openings = told.filter(opens).length;
  const times = Map.groupBy(opened, ({ reason }) => reason);
  const moved = Map.groupBy(told.filter(moves), ({ reason }) => reason);
  return [
    ...[...times].flatMap(([reason, all]) => (all.length > 1 ? [`opened ${all.length} times for "${reason}"`] : [])),
    ...opened.flatMap(({ reason, n }) =>
      (moved.get(reason)?.[0]?.n ?? Infinity) < n ? [] : [`opened for "${reason}", of which nothing was recorded`],
    ),
    ...(pulses > openings ? [`opened ${pulses} times, and ${openings} of them are told`] : []),
    ...wrongCounts(db, told),
  ];
}

function opens({ kind }: Told): boolean {
  return kind === 'drawer-opened' || kind === 'printing';
}

function moves({ kind }: Told): boolean {
  return kind === 'shift-cash' || kind === 'debt-settled';
}

/** The last Z of each shift counts the openings of its time, and of that since the close before it. */
function wrongCounts(db: Db, told: readonly Told[]): readonly string[] {
  const counts = new Map<number, number>();
  let [shift, isOpen] = [0, false];
  for (const one of told) {
    if (one.kind === 'shift-opened') shift++;
    if (one.kind.startsWith('shift-') && one.kind !== 'shift-cash') isOpen = one.kind !== 'shift-closed';
    // What the next shift was to count is in the drawer of the one that goes on.
    const here = opens(one) ? 1 : one.kind === 'shift-reopened' ? (counts.get(shift + 1) ?? 0) : 0;
    if (one.kind === 'shift-reopened') counts.delete(shift + 1);
    const now = isOpen || shift === 0 ? shift : shift + 1;
    counts.set(now, (counts.get(now) ?? 0) + here);
  }
  const sql = `SELECT shift, report FROM zs WHERE z IN (SELECT max(z) FROM zs GROUP BY shift)
    AND shift IN (SELECT shift FROM shifts WHERE closed_at IS NOT NULL)`;
  return (db.prepare(sql).all() as { readonly shift: number; readonly report: string }[]).flatMap((row) => {
    const { number, drawerOpens } = JSON.parse(row.report) as ShiftReport;
    const must = counts.get(row.shift) ?? 0;
    return must === drawerOpens ? [] : [`opened ${must} times by Z ${number}, which says ${drawerOpens}`];
  });
}
