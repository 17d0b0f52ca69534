import { z } from 'zod';

/** What names a payment, a person, a shift or a customer. Whoever calls may send anything: a longer one is nobody's. */
export const id = z.string().min(1).max(64);
