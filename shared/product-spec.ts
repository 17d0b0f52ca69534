import type { z } from 'zod';
import type { Rupiah } from './money.ts';
import type { ProviderId } from './provider-id.ts';

// What a product says of itself. Everything else that is done with products is done with all of them alike.

/** A text of the screen in its two languages. */
export interface InBoth {
  readonly id: string;
  readonly en: string;
}

/** A fact of a bill. Paper and screen each write a kind in their own way, and leave out what is null. */
export type Row = {
  /** Its label on paper; absent where it is not printed. */
  readonly slip?: string;
  /** Its label on the screen; absent where that shows it elsewhere. */
  readonly screen?: InBoth;
} & (
  | { readonly kind: 'text'; readonly text: string | null }
  /** A number or reference: never broken where it fits a line. */
  | { readonly kind: 'number'; readonly text: string | null }
  /** The only one that may be cut. Paper says `-` for null. */
  | { readonly kind: 'name'; readonly text: string | null }
  /** A part of the bill's sum, printed below it; paper leaves out 0. */
  | { readonly kind: 'money'; readonly amount: Rupiah | null }
  /** `2024-04`, oldest first. */
  | { readonly kind: 'months'; readonly periods: readonly string[] }
  /** A day as received, such as `20161231`. */
  | { readonly kind: 'day'; readonly text: string | null }
  /** A meter's; paper needs both. */
  | { readonly kind: 'readings'; readonly start: string | null; readonly end: string | null }
);

/** The bill that rows are made of. */
export interface Sold<Details> {
  readonly customerNumber: string;
  readonly customerName: string | null;
  readonly periods: readonly string[];
  readonly details: Details;
}

/** A number of another length that customers bring in place of theirs. */
export interface MistakenNumber {
  readonly digits: number;
  /** Beside the number while it is typed. */
  readonly hint: InBoth;
  /** When it is asked for all the same: what it is, and what to ask the customer for. */
  readonly why: InBoth;
}

/** What an answer says beside money, by the provider's own names of things. Null where it says nothing. */
export interface Said {
  readonly text: (name: string) => string | null;
  /** A number or reference that somebody could look up. */
  readonly reference: (name: string) => string | null;
}

/** What an answer tells over all bills that are paid: the first reading, the last one, and the penalties together. */
export interface AllBills {
  readonly standStart: string | null;
  readonly standEnd: string | null;
  readonly penalty: Rupiah | null;
}

/** How one provider sells a product. */
export interface Seller<Details> {
  /** The provider's code for it; null where no document names one, so that the shop must configure it. */
  readonly productCode: string | null;
  /** Most bills that one payment settles; null where no document says. */
  readonly billsMax: number | null;
  /** What the provider says, as ours. Pure. */
  readonly details: (said: Said, all: AllBills) => Details;
}

export interface ProductSpec<Id extends string, Details> {
  /** As outside programs know it. Stored with every payment, so never renamed. */
  readonly id: Id;
  /** Where it stands among the others, lowest first. The first is meant where nothing tells. */
  readonly place: number;
  /** Product and number lock a bill while a payment is unsettled. */
  readonly number: { readonly digits: number; readonly mistaken?: readonly MistakenNumber[] };
  /** Billed by the month: then a number's bill is known by its months. Else the number alone is the bill. */
  readonly monthly: boolean;
  /** What is told beside the money. Reads what was stored by any till: what does not fit is null, or it throws. */
  readonly details: z.ZodType<Details>;
  /** In their order on paper and screen. */
  readonly rows: (sold: Sold<Details>) => readonly Row[];
  readonly slip: {
    readonly title: string;
    /** Columns of the labels. */
    readonly labelWidth: number;
    /** Label of the bill's sum. */
    readonly sum: string;
    /** The sentence by which the biller acknowledges the slip; null for none. */
    readonly sentence: string | null;
    /** Where to ask about the bill. `callCentre` is the shop's correction of a telephone number. */
    readonly info: (callCentre: string | null) => string;
  };
  /** Whoever sells it. */
  readonly sellers: { readonly [provider in ProviderId]?: Seller<Details> };
  readonly name: InBoth;
  /** What its number is called. */
  readonly numberName: InBoth;
  /** What the bill's sum is called on the screen. */
  readonly sumName: InBoth;
}

/** A product as everybody handles it: its rows are made of any details, which it reads itself. */
export type AnyProduct<Id extends string, Details> = Omit<ProductSpec<Id, Details>, 'rows'> & {
  readonly rows: (sold: Sold<unknown>) => readonly Row[];
};

/** Makes a product of what it says of itself. */
export function product<const Id extends string, Details>(spec: ProductSpec<Id, Details>): AnyProduct<Id, Details> {
  return { ...spec, rows: (sold) => spec.rows({ ...sold, details: spec.details.parse(sold.details) }) };
}
