import type { Input } from '../../shared/api.ts';
import type { Customer, CustomerOutputs } from '../../shared/customer.ts';
import { fail, ok, type Result } from '../../shared/errors.ts';
import { rupiah } from '../../shared/money.ts';
import type { RoundingRule } from '../../shared/tender.ts';
import type { Books } from '../books/books.ts';
import {
  findCustomer,
  hasUnsettledCredit,
  listCustomers,
  type CustomerRow,
  type SavedCustomer,
} from '../db/customers.ts';
import type { Actor } from '../people/desk.ts';
import type { Clock } from '../time/clock.ts';

// Customers who are known by name. Each change is a record.

export interface CustomerParts {
  readonly books: Books;
  readonly clock: Clock;
  readonly newId: () => string;
  readonly config: {
    readonly shop: { readonly drawers: 'one' | 'own'; readonly rounding: RoundingRule | null };
    readonly tender: { readonly askAbove: number };
  };
}

const pageSize = 100;

/** Somebody new, or changed: all that is not said is taken away. */
export function save(parts: CustomerParts, input: Input<'customer:save'>, who: Actor): Result<Customer> {
  const { books, newId } = parts;
  const { customerId = newId(), name, phone, group, numbers } = input;
  const isKnown = findCustomer(books.db, customerId)?.active;
  if (input.customerId !== undefined && !isKnown) return fail('customer-unknown');
  return store(parts, { customerId, name, phone: phone ?? null, group: group ?? null, numbers, active: true }, who);
}

export function list(
  { books }: CustomerParts,
  { search = '', group, cursor }: Input<'customer:list'>,
): Result<CustomerOutputs['customer:list']> {
  const by = { search: search.trim(), group: group ?? null, after: cursor ?? null, most: pageSize };
  const items = listCustomers(books.db, by).map(asSaid);
  return ok({ items, cursor: items.length < pageSize ? null : (items.at(-1)?.customerId ?? null) });
}

/** Not while something is owed. What they bought and paid stays. */
export function remove(parts: CustomerParts, { customerId }: Input<'customer:remove'>, who: Actor): Result<Customer> {
  const found = findCustomer(parts.books.db, customerId);
  if (!found?.active) return fail('customer-unknown');
  if (found.owed !== 0) return fail('customer-owes', { owed: rupiah(found.owed) });
  // What is refused later would be owed to somebody who is not there any more.
  if (hasUnsettledCredit(parts.books.db, customerId)) return fail('customer-unsettled');
  const { owed: _owed, ...customer } = found;
  return store(parts, { ...customer, active: false }, who);
}

function store({ books, clock }: CustomerParts, customer: SavedCustomer, { name }: Actor): Result<Customer> {
  books.write([{ at: clock.now(), kind: 'customer', transactionId: null, data: { ...customer, by: name } }]);
  const stored = findCustomer(books.db, customer.customerId);
  return stored ? ok(asSaid(stored)) : fail('customer-unknown');
}

function asSaid({ active: _active, owed, ...customer }: CustomerRow): Customer {
  return { ...customer, owed: rupiah(owed) };
}
