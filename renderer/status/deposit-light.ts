import type { TillStatus } from '../../shared/api.ts';
import type { ProviderStatus } from '../../shared/health.ts';
import { add, formatRupiah, rupiah, type Rupiah } from '../../shared/money.ts';
import type { Words } from '../words/words.ts';
import { dayText, wibTime } from '../ui/time/when.ts';
import type { Light } from './lights.ts';

interface Known {
  readonly name: string;
  readonly amount: Rupiah;
  readonly low: boolean;
}

/** The light of the deposits. One provider's pays no bill of another's, so of several the lowest is named, and none is added up. */
export function depositLight({ providers, debits }: Pick<TillStatus, 'providers' | 'debits'>, words: Words): Light {
  const { lights, common } = words;
  if (debits.length > 0) return debitLight(debits, providers, words);
  const said = providers.flatMap(({ name, deposit, low }) =>
    deposit === null ? [] : [{ name, low, amount: deposit }],
  );
  const booked = providers.flatMap(({ name, booked: own }) => (own ? [{ name, low: false, amount: own.amount }] : []));
  const shown = lowestOf(said) ?? lowestOf(booked);
  const cause = providers.map((provider) => depositText(provider, words)).join(' · ');
  if (!shown) {
    const label = `${lights.deposit} ${common.unknown}`;
    return { id: 'deposit', state: 'unknown', label, cause: cause || lights.deposits.unknown, remedy: '' };
  }
  const { low } = shown;
  const unknown = said.length === 0 ? 0 : providers.length - said.length;
  const label = [
    lights.deposit,
    ...(providers.length > 1 ? [shown.name] : []),
    ...(low ? [lights.words.low] : []),
    formatRupiah(shown.amount),
    ...(said.length === 0 ? [lights.deposits.byBook] : []),
    ...(unknown > 0 ? [`(${unknown} ${common.unknown})`] : []),
  ].join(' ');
  const isKnown = said.length === providers.length;
  const remedy = low ? lights.deposits.low : isKnown ? lights.deposits.ok : '';
  return { id: 'deposit', state: low ? 'warn' : isKnown ? 'ok' : 'unknown', label, cause, remedy };
}

/** What is low comes first. */
function lowestOf(all: readonly Known[]): Known | undefined {
  return all.toSorted((one, other) => Number(other.low) - Number(one.low) || one.amount - other.amount)[0];
}

function depositText({ name, deposit, booked, enoughFor }: ProviderStatus, words: Words): string {
  const { lights, common, months } = words;
  if (deposit === null) {
    if (!booked) return `${name}: ${common.unknown}`;
    const since = dayText(Date.parse(booked.since), months);
    return `${name}: ${lights.deposits.booked(formatRupiah(booked.amount), since)}`;
  }
  const bills = enoughFor === null ? '' : ` (${words.deposit.enoughFor(enoughFor)})`;
  return `${name}: ${formatRupiah(deposit)}${bills}`;
}

/** Money left a deposit, and nobody here spent it: somebody must look, whatever else is known of the deposits. */
function debitLight(debits: TillStatus['debits'], providers: readonly ProviderStatus[], words: Words): Light {
  const { lights, common } = words;
  const sum = formatRupiah(add(rupiah(0), ...debits.map(({ amount }) => amount)));
  const cause = debits.map(({ provider, amount, most, at, transactionId }) => {
    const name = providers.find(({ id }) => id === provider)?.name ?? provider;
    const time = wibTime(Date.parse(at), words.timeSeparator);
    const fell =
      most === undefined ? formatRupiah(amount) : lights.deposits.between(formatRupiah(amount), formatRupiah(most));
    return lights.deposits.debited(name, fell, time, transactionId);
  });
  const isKnown = debits.every(({ most }) => most === undefined);
  const label = isKnown ? `${lights.deposit} −${sum}` : `${lights.deposit} − ${common.unknown}`;
  return { id: 'deposit', state: 'bad', label, cause: cause.join(' '), remedy: lights.deposits.find };
}
