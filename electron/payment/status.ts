import type { Status } from '../../shared/transaction.ts';

const moves: Record<Status, readonly Status[]> = {
  sending: ['paid', 'refused', 'pending'],
  pending: ['paid', 'refused'],
  paid: [],
  refused: [],
};

/**
 * Whether a payment may go from one status to another; `takesBack` if a person takes a person's word back. The database
 * holds the same rule by trigger.
 */
export function mayMove(from: Status, to: Status, takesBack: boolean): boolean {
  return moves[from].includes(to) || (takesBack && from !== to && moves[from].length === 0 && moves[to].length === 0);
}
