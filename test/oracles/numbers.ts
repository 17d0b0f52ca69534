import type { Evidence, Row } from './evidence.ts';

// Slip numbers and claim codes, as they stand in the books, on paper and in what the till said.

const alphabet = '23456789ABCDEFGHJKMNPQRSTUVWXYZ';

/**
 * O13. Slip numbers run from 1 on without gap or twin, for each till and month; what is paid has one, of the month in which it became
 * paid, and keeps it. Every claim code is another one. What an older till began has no claim code, and may have no number.
 */
export function numbersRun(evidence: Evidence): readonly string[] {
  const { rows } = evidence;
  return [
    ...[...Map.groupBy(numbered(rows), ({ series }) => series)].flatMap(([series, all]) => gaps(series, all)),
    ...rows.flatMap((row) => wrongNumber(row).map((what) => `${row.transactionId} ${what}`)),
    ...wrongCodes(rows),
    ...onPaper(evidence),
    ...said(evidence),
  ];
}

interface Numbered {
  readonly series: string;
  readonly count: number;
}

function numbered(rows: readonly Row[]): readonly Numbered[] {
  return rows.flatMap(({ slipNumber }) =>
    slipNumber ? [{ series: slipNumber.slice(0, -6), count: Number(slipNumber.slice(-6)) }] : [],
  );
}

/** As many as the highest of them says, and each another, is from 1 on without a gap. */
function gaps(series: string, all: readonly Numbered[]): readonly string[] {
  const counts = new Set(all.map(({ count }) => count));
  const last = Math.max(...counts);
  return [
    ...(counts.size < all.length ? [`${all.length - counts.size} numbers of ${series} stand twice`] : []),
    ...(last !== counts.size ? [`${series} has ${counts.size} numbers, and the last is ${last}`] : []),
  ];
}

function wrongNumber({ status, slipNumber, claimCode, settledAt }: Row): readonly string[] {
  if (slipNumber === undefined || claimCode === undefined) return [];
  if (slipNumber === null) return status === 'paid' && claimCode !== null ? ['is paid, and has no slip number'] : [];
  if (status !== 'paid') return status === 'refused' ? [] : [`is ${status}, and has the slip number ${slipNumber}`];
  const month = settledAt ? `${settledAt.slice(2, 4)}${settledAt.slice(5, 7)}` : null;
  return month === null || slipNumber.slice(-11, -7) === month ? [] : [`was paid in ${month}, and is ${slipNumber}`];
}

function wrongCodes(rows: readonly Row[]): readonly string[] {
  const codes = rows.flatMap(({ claimCode }) => (claimCode ? [claimCode] : []));
  const wrong = codes.filter((code) => {
    const places = [...code].map((sign) => alphabet.indexOf(sign));
    const sum = places.reduce((all, place, at) => all + (7 - at) * place, 0);
    return places.length !== 7 || places.includes(-1) || sum % 31 !== 0;
  });
  return [
    ...(new Set(codes).size < codes.length ? ['two payments have the same claim code'] : []),
    ...wrong.map((code) => `${code} is no claim code`),
  ];
}

/** A receipt carries the number of its payment. */
function onPaper({ slips, rows, forgotten }: Evidence): readonly string[] {
  const byId = new Map(rows.map((row) => [row.transactionId, row.slipNumber]));
  return slips.flatMap(({ transactionId, slipNumber, isReceipt }) => {
    const here = byId.get(transactionId);
    if (!isReceipt || here === undefined || here === slipNumber || forgotten.transactionIds.has(transactionId))
      return [];
    return [`a receipt of ${transactionId} says ${slipNumber}, and its number is ${here}`];
  });
}

/** What was said of a payment stays: a number that it had, and its claim code. */
function said({ statements, rows, forgotten }: Evidence): readonly string[] {
  const byId = new Map(rows.map((row) => [row.transactionId, row]));
  return [...statements.standing()].flatMap(([id, { first, last }]) => {
    const row = byId.get(id);
    if (row?.slipNumber === undefined || forgotten.transactionIds.has(id)) return [];
    return [
      ...(last.slipNumber === null || last.slipNumber === row.slipNumber
        ? []
        : [`${id} was said to have the number ${last.slipNumber}, and has ${row.slipNumber}`]),
      ...(first.claimCode === row.claimCode
        ? []
        : [`${id} was said to have the claim code ${first.claimCode}, and has ${row.claimCode}`]),
    ];
  });
}
