import { z } from 'zod';

// The parts of the config that are about the shop itself and its day.

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
  /** Whoever sells does so into the drawer of the shift that is open (`one`), or only into that of a shift of their own (`own`). */
  drawers: z.enum(['one', 'own']).default('one'),
});

export const shift = z.strictObject({
  /** A drawer over or short by more than this, in rupiah, is closed only with a reason and by a supervisor. */
  overShort: z.int().min(0).max(1_000_000_000).default(50_000),
});

const ceiling = z.int().min(0).max(1_000_000_000_000);
/** Where people sign in, what goes above these takes a supervisor's PIN in the same call. Rupiah, of what was not refused. */
export const ceilings = z.strictObject({
  payment: ceiling.default(10_000_000),
  hour: ceiling.default(50_000_000),
  day: ceiling.default(200_000_000),
});
