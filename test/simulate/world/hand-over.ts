import type { Channel, Input, Outputs } from '../../../shared/api.ts';
import type { Quote } from '../../../shared/bill.ts';
import type { Reply } from '../../../shared/errors.ts';
import type { Transaction } from '../../../shared/transaction.ts';
import type { Coverage } from '../play/coverage.ts';
import type { Shifts } from './shifts.ts';

type Handed = { readonly tendered: number } | Pick<Input<'payment:pay'>, 'tenders' | 'customerId'>;

/** What a customer hands over: mostly cash, some all of it by QRIS, by card and the rest in cash, or nothing today. */
export async function handOver(
  { customerNumber, due, total }: Quote,
  tendered: number,
  {
    ask,
    coverage,
  }: {
    readonly ask: <C extends Channel>(channel: C, input: Input<C>) => Promise<Reply<Outputs[C]>>;
    readonly coverage: Coverage;
  },
): Promise<Handed> {
  const way = Number(customerNumber.slice(-2)) % 7;
  if (way < 4 || total < 2_000) return { tendered: tendered - total + due };
  if (way === 4) {
    // What is due in cash was typed: too little, if that is rounded down.
    const isTypedSo = due < total && Number(customerNumber.slice(-3)) % 3 === 0;
    coverage.fault(isTypedSo ? 'paid too low by QRIS' : 'paid by QRIS');
    if (isTypedSo) return { tenders: [{ kind: 'qris', amount: due }] };
    // Two of the family pay half each.
    const half = Number(customerNumber.slice(-3)) % 3 === 1 ? Math.floor(total / 2) : 0;
    if (half > 0) coverage.fault('paid by QRIS twice');
    return { tenders: [half, total - half].filter(Boolean).map((amount) => ({ kind: 'qris', amount })) };
  }
  if (way === 5) {
    coverage.fault('paid by card and cash');
    const card = Math.floor(total / 3);
    // The part in cash is rounded, and by less than this.
    return {
      tenders: [
        { kind: 'debit', amount: card },
        { kind: 'cash', amount: total - card + 500 },
      ],
    };
  }
  // A few who buy on credit: what one of them has to come is not used up by what another one buys.
  const name = `Langganan ${Number(customerNumber.slice(-3)) % 5}`;
  const saved = await ask('customer:list', { search: name });
  const known = saved.ok ? saved.value.items[0] : undefined;
  const made = known ? null : await ask('customer:save', { name, numbers: [] });
  const customerId = known?.customerId ?? (made?.ok ? made.value.customerId : undefined);
  if (customerId === undefined) return { tendered: due };
  coverage.fault('bought on credit');
  return { tenders: [{ kind: 'credit', amount: total }], customerId };
}

/** Who bought on credit pays it off before it is certain what becomes of the bill, and has the money back if that is refused. */
export async function payBeforehand(
  { debtor }: Pick<Transaction, 'debtor'>,
  { act, wait }: { readonly act: Shifts['act']; readonly wait: (ms: number) => Promise<void> },
): Promise<void> {
  if (!debtor) return;
  const payOff = { act: 'pay-off', part: 'all', by: 'cash', customerId: debtor.customerId } as const;
  await act(payOff);
  await wait(10 * 60_000);
  await act(payOff);
}
