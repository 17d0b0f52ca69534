import { isObject, parsed, type Json } from './report.ts';

// What the table says of a payment, by its records.

/** What the table says of a payment that has just begun. Written out, for putting objects together is slow. */
export function paymentRow(id: string, at: string, quote: Json, data: Json): Record<string, unknown> {
  return {
    transaction_id: id,
    quote_id: quote.quoteId,
    provider_ref: data.providerRef,
    provider: quote.provider,
    product: quote.product,
    customer_number: quote.customerNumber,
    customer_name: quote.customerName,
    periods: JSON.stringify(quote.periods),
    bills: JSON.stringify(agreedBills(quote)),
    bill: quote.bill,
    admin: quote.admin,
    fee: quote.fee,
    total: quote.total,
    tendered: data.tendered,
    cashier: data.cashier,
    memo: JSON.stringify(data.memo),
    created_at: Date.parse(at),
    expires_at: data.expiresAt,
    status: 'sending',
    reference: null,
    refusal_code: null,
    settled_at: null,
    settled_by: null,
    look_at: null,
    slip_number: null,
    claim_code: data.claimCode ?? null,
  };
}

/** The agreed bills; where an older till agreed only on months, those and nothing else. */
function agreedBills({ bills, periods }: Json): unknown {
  if (bills !== undefined || !Array.isArray(periods)) return bills;
  const none = {
    amount: null,
    penalty: null,
    admin: null,
    standStart: null,
    standEnd: null,
    dueDate: null,
    usage: null,
  };
  return periods.map((period: unknown) => ({ period, ...none }));
}

const money = ['amount', 'penalty', 'admin'];

/**
 * A row's bills with what the payment's answer adds, if it is for just the same months: only what was null, and to an agreed amount no
 * other money.
 */
export function filledBills(bills: unknown, told: unknown): unknown {
  const agreed = parsed(String(bills));
  if (!Array.isArray(agreed) || !Array.isArray(told) || agreed.length !== told.length) return bills;
  const pairs = agreed.map((bill: unknown, at) => [bill, told[at] as unknown] as const);
  const isPair = ([bill, same]: (typeof pairs)[number]): boolean =>
    isObject(bill) && isObject(same) && bill.period === same.period;
  if (!pairs.every(isPair)) return bills;
  const filled = pairs.map(([bill, same]) => {
    if (!isObject(bill) || !isObject(same)) return bill;
    const isAgreed = (name: string): boolean => (bill.amount ?? null) !== null && money.includes(name);
    const added = Object.entries(same).filter(([name]) => !isAgreed(name));
    return { ...bill, ...Object.fromEntries(added.map(([name, one]) => [name, bill[name] ?? one])) };
  });
  return JSON.stringify(filled);
}
