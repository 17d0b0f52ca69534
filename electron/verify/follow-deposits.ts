import { addTo } from './counter-lines.ts';
import { textOf } from './entry.ts';
import type { Rule, Work } from './work.ts';

// The books of the providers' deposits: what was in them at first, and what persons say reached them.

const isAmount = (value: unknown): value is number => Number.isSafeInteger(value) && Number(value) >= 0;

/** A top-up or a correction of a provider's deposit. */
export const followDeposit: Rule = (work, { at, data }, wrong) => {
  const { provider, kind, amount, askId, note, by } = data;
  if (askId !== undefined) closeAsk(work, { askId, provider, state: kind === 'top-up' ? 'arrived' : '' }, wrong);
  if (kind !== 'top-up' && kind !== 'correction') return wrong('records a deposit in no known way');
  if (!Number.isSafeInteger(amount) || amount === 0 || (kind === 'top-up' && Number(amount) < 0))
    return wrong('records no amount');
  const { ledger } = work;
  ledger.add(ledger.shift, `${String(provider)} `, kind, 'deposit', Number(amount), 1);
  ledger.add(ledger.shift, `${String(provider)} `, kind, 'owner', -Number(amount), 1);
  addTo(work.deposits.lines, [String(provider), kind, Number(amount), String(note), Date.parse(at)], by);
  if (kind === 'correction') work.deposits.said.add(String(provider));
  else work.deposits.recorded.add(String(provider));
};

/** A top-up that was asked for, or that will not arrive: neither is money. */
export const followAsk: Rule = (work, { n, at, kind, data }, wrong) => {
  const { askId, provider, amount, note, by } = data;
  if (kind === 'top-up-cancelled') return closeAsk(work, { askId, state: 'cancelled' }, wrong);
  if (!isAmount(amount) || amount === 0) wrong('asks for no amount');
  const id = textOf(askId);
  if (work.deposits.asks.has(id)) return wrong('asks under an id that is not new');
  work.deposits.asks.add(id);
  const row = { ask_id: askId, provider, amount, note, by_name: by, at: Date.parse(at), state: 'asked' };
  work.asks.set(id, { n, row });
};

/** An ask comes to its end once. */
function closeAsk(
  { asks }: Work,
  { askId, provider, state }: { askId: unknown; provider?: unknown; state: string },
  wrong: (what: string) => void,
): void {
  const made = asks.get(textOf(askId));
  if (!made || (provider !== undefined && made.row.provider !== provider) || state === '')
    return wrong('ends a top-up that is not on its way');
  made.row.state = state;
  asks.close(textOf(askId));
}

/** What was in a deposit at first: so much that its book comes to what its provider said, and never less than nothing. */
export const followDepositSaid: Rule = ({ ledger, deposits }, { data }, wrong) => {
  const [provider, { balance, amount }] = [String(data.provider), data];
  if (deposits.said.has(provider)) return wrong('says what is in a deposit of which that is known');
  if (!isAmount(amount) || !isAmount(balance)) return wrong('says no amount');
  if (amount !== Math.max(0, balance - ledger.deposit(provider)))
    wrong('its opening does not bring the deposit to what was said');
  ledger.add(ledger.shift, `${provider} `, 'opening', 'deposit', amount, 1);
  ledger.add(ledger.shift, `${provider} `, 'opening', 'owner', -amount, 1);
  deposits.said.add(provider);
};
