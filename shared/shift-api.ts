import { z } from 'zod';
import { id } from './id.ts';
import { providerIds } from './provider-id.ts';
import { depositKinds, type DepositBook } from './deposit.ts';
import { cashMoves, denominations, tenderKinds, type Shift, type ShiftReport } from './shift.ts';

// The part of the till's interface that is about shifts and the drawer. The rest is in api.ts.

const instant = z.iso.datetime({ offset: true });
/** Rupiah in one drawer: ten milliards are more than any holds. */
export const amount = z.int().min(0).max(10_000_000_000);
const reason = z
  .string()
  .trim()
  .min(1)
  .max(200)
  .regex(/^\P{C}+$/u);
/** Each denomination once. */
const notes = z
  .array(
    z.strictObject({
      denomination: z.literal([...denominations]),
      count: z.int().min(0).max(100_000),
    }),
  )
  .max(denominations.length)
  .refine((all) => new Set(all.map(({ denomination }) => denomination)).size === all.length);

/** What tells one transfer from another. */
export const note = z
  .string()
  .trim()
  .min(1)
  .max(100)
  .regex(/^\P{C}+$/u);
/** All that was handed over for one payment. Only cash gives change. */
export const tenders = z
  .array(z.strictObject({ kind: z.enum(tenderKinds), amount: amount.min(1), note: note.optional() }))
  .min(1)
  .max(20);

/** Rupiah of what was refused since the last close (`TillStatus.refunded`) that had left the drawer before the float was counted; absent if none had. */
const givenBack = amount.min(1).optional();

export const shiftInputs = {
  /** The float: a sum, or what was counted. */
  'shift:open': z.union([z.strictObject({ float: amount, givenBack }), z.strictObject({ counted: notes, givenBack })]),
  'shift:cash': z.strictObject({ kind: z.enum(cashMoves), amount: amount.min(1), reason }),
  'shift:x': z.strictObject({}),
  /** What was counted, blind: it is stored before anything is told. */
  'shift:close': z.strictObject({ counted: z.union([amount, notes]), reason: reason.optional() }),
  'shift:reopen': z.strictObject({ shiftId: id, reason }),
  'shift:list': z.strictObject({
    cursor: z.string().max(200).nullish(),
    limit: z.int().min(1).max(100).optional(),
  }),
  'shift:get': z.strictObject({ shiftId: id, number: z.int().min(1).optional() }),
  'shift:print': z.strictObject({ shiftId: id, number: z.int().min(1).optional() }),
  'drawer:open': z.strictObject({ reason }),
  'deposit:record': z.discriminatedUnion('kind', [
    z.strictObject({
      provider: z.enum(providerIds),
      kind: z.enum(depositKinds),
      /** Rupiah; below 0 only in a correction. */
      amount: z.int().min(-1_000_000_000_000).max(1_000_000_000_000),
      note,
      /** With a top-up: the ask that arrived by it, be it with another amount. */
      askId: id.optional(),
    }),
    /** Money was sent to the provider, or is asked for. */
    z.strictObject({ provider: z.enum(providerIds), kind: z.literal('top-up-asked'), amount: amount.min(1), note }),
    z.strictObject({ provider: z.enum(providerIds), kind: z.literal('top-up-cancelled'), askId: id, note }),
  ]),
  /** From the WIB day of `from` to before `to`; without them the last 31 days. */
  'deposit:book': z.strictObject({ provider: z.enum(providerIds), from: instant.optional(), to: instant.optional() }),
} as const;

/** A report, with what it says on paper. */
export interface PrintedReport extends ShiftReport {
  readonly lines: readonly string[];
}

export interface ShiftOutputs {
  'shift:open': Shift;
  'shift:cash': Shift;
  'shift:x': PrintedReport;
  'shift:close': PrintedReport;
  'shift:reopen': Shift;
  /** The latest first. */
  'shift:list': { readonly items: readonly Shift[]; readonly cursor: string | null };
  /** The Z of that number, else its last one; without a number its X while it is open. */
  'shift:get': PrintedReport;
  'shift:print': { readonly jobId: string };
  'drawer:open': { readonly jobId: string };
  /** The book of today. */
  'deposit:record': DepositBook;
  'deposit:book': DepositBook;
}
