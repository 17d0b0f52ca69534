import { prepared, type Db } from './open.ts';

export interface TillState {
  /** Four letters or digits, which all ids made since then carry. */
  readonly epoch: string;
  /** In `reconcile` nothing is paid: the files were put back from a backup, and a person must compare first. */
  readonly mode: 'normal' | 'reconcile';
  /** What is added to the PC's clock, in ms. */
  readonly correctionMs: number;
  /** The till's id in its shop, and the public half of its key; null where only older tills opened these books. */
  readonly till: string | null;
  readonly publicKey: string | null;
}

/** Null before the first start. */
export function findTillState(db: Db): TillState | null {
  const sql = 'SELECT epoch, mode, correction_ms AS correctionMs, till, public_key AS publicKey FROM till_state';
  return (prepared(db, sql).get() as TillState | undefined) ?? null;
}

/** Changes what is named; a till is opened before anything else is said of it. */
export function changeTillState(db: Db, change: Partial<TillState>): void {
  const { epoch, mode, correctionMs, till, publicKey } = {
    ...{ mode: 'normal', correctionMs: 0, till: null, publicKey: null },
    ...findTillState(db),
    ...change,
  } as TillState;
  prepared(
    db,
    `INSERT INTO till_state (one, epoch, mode, correction_ms, till, public_key) VALUES (1, ?, ?, ?, ?, ?)
     ON CONFLICT (one) DO UPDATE SET epoch = excluded.epoch, mode = excluded.mode,
       correction_ms = excluded.correction_ms, till = excluded.till, public_key = excluded.public_key`,
  ).run(epoch, mode, correctionMs, till, publicKey);
}
