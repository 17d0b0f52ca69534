import { isObject, type Json } from './report.ts';
import type { Work } from './work.ts';

// Whether a Z says of deposits what the records come to. What a provider said last (`said`) stands in no record.

/** What of a Z's deposits is otherwise than by the records. */
export function wrongInDeposits(work: Work, report: Json): readonly string[] {
  const lines = Array.isArray(report.deposits) ? (report.deposits as unknown[]).filter(isObject) : [];
  const named = lines.map(({ provider }) => provider);
  const posted = new Set(movesOf(work).map(({ provider }) => provider));
  const isWhole = [...posted].every((one) => named.includes(one)) && new Set(named).size === named.length;
  const wrong = lines.flatMap((line) => wrongInDeposit(work, line, report.layout !== undefined));
  return [...(isWhole ? [] : ['list of deposits']), ...wrong.map((what) => `${what} of a deposit`)];
}

/** What was posted to deposits in the shift. */
function movesOf({ ledger }: Work) {
  return [...ledger.sums(ledger.shift)]
    .filter(({ account }) => account === 'deposit')
    .map((one) => ({ ...one, provider: one.whose.split(' ')[0] }));
}

/** A till from before there was a basis did not say what was in the deposit at first; one that `saysCorrections` leaves them out only where there are none. */
function wrongInDeposit(work: Work, line: Json, saysCorrections: boolean): readonly string[] {
  const provider = String(line.provider);
  const own = movesOf(work).filter((one) => one.provider === provider);
  const sumOf = (...events: readonly string[]): number =>
    own.reduce((sum, { event, amount }) => (events.includes(event) ? sum + amount : sum), 0);
  const must: Json = {
    ...{ topUps: sumOf('top-up', 'correction'), used: 0 - sumOf('settled', 'turned') },
    ...(('corrections' in line || saysCorrections) && { corrections: sumOf('correction') || undefined }),
    ...('basis' in line && knownOf(work, line)),
  };
  return Object.entries(must).flatMap(([name, value]) => (line[name] === value ? [] : [name]));
}

/** Nothing is said of what is not known. Only an older till leaves out how much payments that are not settled may have taken. */
function knownOf({ ledger, deposits, payments }: Work, line: Json): Json {
  const provider = String(line.provider);
  const [opening, closing] = [ledger.deposit(provider, 'opening'), ledger.deposit(provider, 'now')];
  const isRecorded = deposits.recorded.has(provider) && closing >= 0;
  const basis = deposits.said.has(provider) ? 'said' : isRecorded ? 'recorded' : null;
  const difference = basis === 'said' && typeof line.said === 'number' ? line.said - closing : null;
  const known = { basis, opening: basis && opening, closing: basis && closing, difference };
  if (!('unsettled' in line)) return known;
  let reserved = 0;
  for (const { row } of payments.values())
    if ((row.status === 'sending' || row.status === 'pending') && row.provider === provider)
      reserved += Number(row.bill) + Number(row.admin);
  return { ...known, unsettled: difference === null ? null : Math.min(0, Math.max(difference, 0 - reserved)) };
}
