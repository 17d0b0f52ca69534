// What a file for support may say: numbers of customers and paths of this PC are masked. Pure.

/** So many digits in a row may be a customer's number, a telephone's or a reference; ids of the till have letters too. */
const longNumber = /(?<![A-Za-z0-9])\d{7,}(?![A-Za-z0-9])/g;
/** Of a long number its end stays, for a person who has it before them to compare. */
const endShown = 3;

/** Where the till's files are on this PC, the longest first. */
export type Homes = readonly { readonly folder: string; readonly instead: string }[];

/** The text with long numbers cut down to their end, and this PC's folders taken out of paths. */
export function maskText(text: string, homes: Homes): string {
  const local = homes.reduce((all, { folder, instead }) => all.replaceAll(folder, instead), text);
  return local.replace(longNumber, (digits) => `…${digits.slice(-endShown)}`);
}

/** The same in every text of a value. */
export function masked<T>(value: T, homes: Homes): T {
  if (typeof value === 'string') return maskText(value, homes) as T;
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map((one: unknown) => masked(one, homes)) as T;
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, masked<unknown>(one, homes)])) as T;
}
