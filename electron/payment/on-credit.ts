import type { Input } from '../../shared/api.ts';
import { customerName } from '../../shared/customer.ts';
import { fail, type Failure } from '../../shared/errors.ts';
import type { Entry } from '../books/journal/record.ts';
import { findCustomer } from '../db/customers.ts';
import type { Db } from '../db/open.ts';
import type { Intent } from '../db/transactions.ts';
import type { Payer } from './parts.ts';

// Whose debt it is that something is bought on credit.

/** Null where nothing is bought on credit: then a customer who is named all the same says nothing. */
export function debtorOf({ tenders, customerId }: Input<'payment:pay'>): string | null {
  return tenders?.some(({ kind }) => kind === 'credit') ? (customerId ?? null) : null;
}

/** Why nobody can owe it; null if somebody can, or nobody has to. */
export function whyNotOnCredit(db: Db, input: Input<'payment:pay'>, { namesCustomers }: Payer): Failure | null {
  const customerId = debtorOf(input);
  if (customerId === null) return null;
  const known = findCustomer(db, customerId);
  // Who was removed is not taken in again by a payment.
  const isGood = known ? known.active : namesCustomers && customerName.safeParse(customerId).success;
  return isGood ? null : fail('customer-unknown');
}

/** What is stored before an intent whose debtor nobody knows yet: a customer who is called by the id that a program has for them. */
export function newDebtor(db: Db, { customerId, cashier }: Intent, at: number): readonly Entry[] {
  if (customerId === undefined || findCustomer(db, customerId)) return [];
  const name = customerName.parse(customerId);
  const data = { customerId, name, phone: null, group: null, numbers: [], active: true, by: cashier };
  return [{ at, kind: 'customer', transactionId: null, data }];
}
