import { readFileSync } from 'node:fs';
import type { Account } from './customers.ts';

// What the answers of all providers have in common: how they are made of the samples of the documents, and of whose bill they speak.

export type Fields = Readonly<Record<string, unknown>>;

/** What an answer says beside the customer's bill. */
export interface Said {
  /** The till's own id, as the request gave it. */
  readonly ref: string;
  /** The provider's number for the inquiry or the payment. */
  readonly id: number;
  /** What is left of the deposit, in rupiah. */
  readonly deposit: number;
  /** The receipt's number; only of what is paid. */
  readonly reference: string;
  /** `20260825143205`, in WIB. */
  readonly at: string;
}

/** The bodies of one provider's answers. */
export interface Replies {
  readonly bill: (account: Account, said: Said) => string;
  readonly paid: (account: Account, said: Said) => string;
  readonly refused: (account: Account, said: Said) => string;
  /** Null where it never says so. */
  readonly processing: ((account: Account, said: Said) => string) | null;
  /** The last two to a status check; null where there is none. */
  readonly checked: (Pick<Replies, 'paid'> & { readonly processing: NonNullable<Replies['processing']> }) | null;
}

/** The admin fee of one bill, in rupiah. */
export const admins = { alfakios: 6_000, ayoconnect: 3_000, iak: 2_500, nontaglist: 1_600 } as const;
/** What the shop earns by IAK, in rupiah. */
export const commissions = { iak: 600, nontaglist: 1_800 } as const;
export const monthNames = ['JAN', 'FEB', 'MAR', 'APR', 'MEI', 'JUN', 'JUL', 'AGU', 'SEP', 'OKT', 'NOV', 'DES'] as const;

/** What a customer owes without the admin fee, in rupiah. */
export function billOf({ months }: Account): number {
  return months.reduce((sum, { energy, penalty }) => sum + energy + penalty, 0);
}

/** The body of a documented sample. */
export function sample(file: string): { readonly [name: string]: unknown; readonly data: Fields } {
  const text = readFileSync(new URL(`../fixtures/${file}`, import.meta.url), 'utf8');
  return (JSON.parse(text) as { body: { data: Fields } }).body;
}
