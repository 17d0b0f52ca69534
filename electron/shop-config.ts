import { z } from 'zod';

/** The part of the config that is about the shop itself. */
export const shop = z.strictObject({
  name: z.string().min(1).max(100),
  address: z.string().max(200).default(''),
  terminal: z.string().max(20).default('01'),
  /** The till's id in its shop, with which its slip numbers begin. */
  till: z
    .string()
    .regex(/^[A-Z0-9]{2,8}$/, 'must be 2 to 8 capitals and digits')
    .default('LKT01'),
  /** What cash is rounded to, in rupiah; null for none. A provider that allows no fee is only ever rounded down. */
  rounding: z
    .strictObject({
      to: z.union([z.literal(100), z.literal(500), z.literal(1000)], { error: 'must be 100, 500 or 1000' }),
      mode: z.enum(['down', 'nearest']),
    })
    .nullable()
    .default(null),
  /** A drawer over or short by more than this, in rupiah, is closed only with a reason and by a supervisor. */
  overShort: z.int().min(0).max(1_000_000_000).default(50_000),
  /** Whoever sells does so into the drawer of the shift that is open (`one`), or only into that of a shift of their own (`own`). */
  drawers: z.enum(['one', 'own']).default('one'),
});
