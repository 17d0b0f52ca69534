import { z } from 'zod';
import { id } from './id.ts';
import { statuses } from './transaction.ts';

// The part of the till's interface by which a person decides about a payment. The rest is in api.ts.

const reason = z.string().trim().min(1).max(500);

export const decisionInputs = {
  /**
   * A person's word on a payment that nobody else can settle. Once more with the other word takes it back, on the same WIB day
   * (`mayTakeBack`). With `seen`, the payment as the person saw it, a word that somebody gave since is not changed (`decided-meanwhile`).
   */
  'payment:resolve': z.strictObject({
    transactionId: id,
    as: z.enum(['paid', 'refused']),
    reason,
    seen: z.strictObject({ status: z.enum(statuses), settledAt: z.string().max(40).nullable() }).optional(),
  }),
  /** A person's decision to send the same payment once more, where the provider's rules allow it. */
  'payment:resend': z.strictObject({ transactionId: id, reason }),
};
