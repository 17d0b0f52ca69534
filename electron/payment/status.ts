import type { Status } from '../../shared/transaction.ts';

const moves: Record<Status, readonly Status[]> = {
  sending: ['paid', 'refused', 'pending'],
  pending: ['paid', 'refused'],
  paid: [],
  refused: [],
};

/** Whether a payment may go from one status to another. The database holds the same rule by trigger. */
export function mayMove(from: Status, to: Status): boolean {
  return moves[from].includes(to);
}
