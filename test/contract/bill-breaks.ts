import { rupiah } from '../../shared/money.ts';
import { billing, type Break } from './break.ts';
import { kits } from './kits/index.ts';

// Adapters that tell other months than their provider does.

const [ayoconnect] = kits.ayoconnect;
const [iakJson] = kits.iak;

export const billBreaks: readonly Break[] = [
  {
    what: 'counts a penalty twice',
    law: 'the months of a bill',
    kit: iakJson,
    provider: billing(({ bills, ...bill }) => ({
      ...bill,
      bills: bills.map((one) => ({ ...one, amount: one.amount && rupiah(one.amount + (one.penalty ?? 0)) })),
    })),
  },
  {
    what: 'tells the newest month first',
    law: 'the months of a bill',
    kit: ayoconnect,
    provider: billing((bill) => ({ ...bill, bills: bill.bills.toReversed() })),
  },
  {
    what: 'believes a month whose answer disagrees with itself',
    law: 'whatever stands in a month',
    kit: ayoconnect,
    provider: billing(({ bills, ...bill }) => ({
      ...bill,
      bills: bills.map((one) => ({ ...one, admin: bill.admin })),
    })),
  },
];
