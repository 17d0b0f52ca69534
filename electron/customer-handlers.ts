import { fail, ok } from '../shared/errors.ts';
import { list, remove, save, type CustomerParts } from './customers/customers.ts';
import { debts, findPayment, settle } from './customers/debts.ts';
import type { Handlers } from './handlers.ts';
import { describeError, type Log } from './machine/log.ts';
import type { Printing } from './printing/print.ts';

type CustomerChannel = Extract<keyof Handlers, `customer:${string}` | `debt:${string}`>;

/** The channels of customers and of what they owe. */
export function createCustomerHandlers(
  parts: CustomerParts & { readonly log: Log },
  printing: Printing,
): Pick<Handlers, CustomerChannel> {
  return {
    'customer:save': (input, { who }) => save(parts, input, who),
    'customer:list': (input) => list(parts, input),
    'customer:remove': (input, { who }) => remove(parts, input, who),
    'debt:list': (input) => debts(parts, input),
    'debt:settle': (input, { who }) => {
      const settled = settle(parts, input, who);
      if (!settled.ok) return settled;
      const { debt, payment } = settled.value;
      printing.printDebt(payment, false).catch((error) => parts.log.write('print-threw', describeError(error)));
      return ok({ ...debt, payment, slip: printing.debtLines(payment) });
    },
    'debt:print': ({ settlementId }) => {
      const payment = findPayment(parts.books.db, settlementId);
      return payment ? printing.printDebt(payment, true) : fail('no-receipt');
    },
  };
}
