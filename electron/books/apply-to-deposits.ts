import { closeAsk, insertAsk, insertDepositLine } from '../db/deposits.ts';
import { post, shiftNow } from '../db/ledger.ts';
import type { Db } from '../db/open.ts';
import { depositOf, openingOf } from '../ledger/postings.ts';
import { nobodys } from './apply-to-ledger.ts';
import type { RecordData } from './journal/record.ts';

// What a record makes of the books of the providers' deposits. See `apply-record.ts`.

const kinds = ['deposit', 'deposit-said', 'top-up-asked', 'top-up-cancelled'] as const;
type DepositKind = (typeof kinds)[number];

export function isDepositKind(kind: string): kind is DepositKind {
  return (kinds as readonly string[]).includes(kind);
}

/** Does what a record's data say, at `at` (ms). A top-up that is only asked for moves no money. */
export function applyToDeposits(db: Db, kind: DepositKind, at: number, data: unknown): void {
  const read = <K extends DepositKind>(): RecordData[K] => data as RecordData[K];
  switch (kind) {
    case 'deposit': {
      const said = read<'deposit'>();
      insertDepositLine(db, { ...said, at });
      if (said.askId !== undefined) closeAsk(db, said.askId, 'arrived');
      const whose = { ...nobodys, provider: said.provider, cashier: said.by };
      return post(db, shiftNow(db), at, whose, depositOf(said.kind, said.amount));
    }
    case 'deposit-said': {
      const { provider, amount } = read<'deposit-said'>();
      return post(db, shiftNow(db), at, { ...nobodys, provider }, openingOf(amount));
    }
    case 'top-up-asked':
      return insertAsk(db, { ...read<'top-up-asked'>(), at });
    case 'top-up-cancelled':
      return closeAsk(db, read<'top-up-cancelled'>().askId, 'cancelled');
  }
}
