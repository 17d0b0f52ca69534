import type { Entry } from './entry.ts';
import { isObject, parsed } from './report.ts';

// What the table says of a payment, by its records.

/** What the table says of a payment that has just begun. Written out, for putting objects together is slow. */
export function paymentRow({ id, at, get, json }: Entry): Record<string, unknown> {
  return {
    transaction_id: id,
    quote_id: get('quote.quoteId'),
    provider_ref: get('providerRef'),
    provider: get('quote.provider'),
    product: get('quote.product'),
    customer_number: get('quote.customerNumber'),
    customer_name: get('quote.customerName'),
    periods: json('quote.periods'),
    bills: json('quote.bills') ?? bareBills(get('quote.periods')),
    bill: get('quote.bill'),
    admin: get('quote.admin'),
    fee: get('quote.fee'),
    total: get('quote.total'),
    tendered: get('tendered'),
    cashier: get('cashier'),
    details: json('quote.details'),
    footer: null,
    memo: json('memo'),
    created_at: Date.parse(at),
    expires_at: get('expiresAt'),
    status: 'sending',
    reference: null,
    refusal_code: null,
    settled_at: null,
    settled_by: null,
    look_at: null,
    slip_number: null,
    claim_code: get('claimCode') ?? null,
    commission: get('quote.commission') ?? null,
    shift: get('shift') ?? 0,
    rounding: get('rounding') ?? 0,
    tenders: json('tenders') ?? null,
    customer_id: get('customerId') ?? null,
  };
}

/** The bills that an older till agreed on, which knew only months: those and nothing else. */
function bareBills(periods: unknown): string | undefined {
  const none = {
    amount: null,
    penalty: null,
    admin: null,
    standStart: null,
    standEnd: null,
    dueDate: null,
    usage: null,
  };
  return Array.isArray(periods) ? JSON.stringify(periods.map((period: unknown) => ({ period, ...none }))) : undefined;
}

const money = ['amount', 'penalty', 'admin'];

/**
 * A row's bills with what the payment's answer adds, if it is for just the same months: only what was null, and to an agreed amount no
 * other money.
 */
export function filledBills(bills: unknown, told: unknown): unknown {
  if (!Array.isArray(told)) return bills;
  const agreed = parsed(String(bills));
  if (!Array.isArray(agreed) || agreed.length !== told.length) return bills;
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

/** A row's details with what the payment's answer tells, but for nulls. */
export function filledDetails(details: unknown, told: unknown): unknown {
  if (!isObject(told)) return details;
  const known = parsed(String(details));
  if (!isObject(known)) return details;
  return JSON.stringify({ ...known, ...Object.fromEntries(Object.entries(told).filter(([, one]) => one !== null)) });
}
