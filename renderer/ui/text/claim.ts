import { groupClaimCode } from '../../../shared/claim-code.ts';
import type { Transaction } from '../../../shared/transaction.ts';

/** What a customer names a payment by: its claim code in groups, or its id where an older till began it. */
export function claimOf({ claimCode, transactionId }: Pick<Transaction, 'claimCode' | 'transactionId'>): string {
  return claimCode === null ? transactionId : groupClaimCode(claimCode);
}
