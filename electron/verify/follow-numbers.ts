import { textOf } from './entry.ts';
import type { Work } from './work.ts';

// Slip numbers and claim codes, as the records give them. Older tills gave none.

const alphabet = '23456789ABCDEFGHJKMNPQRSTUVWXYZ';

/** The claim code that an intent gives. */
export function followClaimCode({ claims }: Work, claimCode: unknown, wrong: (what: string) => void): void {
  if (claimCode === undefined) return;
  const code = textOf(claimCode);
  const places = [...code].map((sign) => alphabet.indexOf(sign));
  // The weights are 7, 6, 5 and so on; together the code comes to a multiple of the alphabet's 31 characters.
  const sum = places.reduce((all, place, at) => all + (7 - at) * place, 0);
  if (places.length !== 7 || places.includes(-1) || sum % 31 !== 0) wrong('has a claim code that is none');
  if (claims.has(code)) wrong('has the claim code of another payment');
  claims.set(code, 1);
}

/**
 * The slip number that a record gives which makes a payment paid, at that time (`2026-11-21T14:32:05.123+07:00`). Answers the number
 * that the payment has then.
 */
export function followSlipNumber(
  { slips }: Work,
  { at, had, slipNumber }: { readonly at: string; readonly had: unknown; readonly slipNumber: unknown },
  wrong: (what: string) => void,
): unknown {
  if (slipNumber === undefined) {
    if (slips.size > 0) wrong('is paid without a slip number');
    return had;
  }
  if (had !== null) {
    if (slipNumber !== had) wrong('has another slip number than before');
    return had;
  }
  const [, series = '', digits = ''] = /^([A-Z0-9]{2,8}-\d{4})-(\d{6})$/.exec(textOf(slipNumber)) ?? [];
  const month = `${at.slice(2, 4)}${at.slice(5, 7)}`;
  if (series === '') wrong('has a slip number that is none');
  else if (!series.endsWith(`-${month}`)) wrong('has a slip number of another month');
  else if (Number(digits) !== (slips.get(series) ?? 0) + 1) wrong('its slip number does not follow the one before');
  slips.set(series, Number(digits));
  return slipNumber;
}
