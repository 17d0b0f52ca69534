import type { Outputs } from '../shared/api.ts';
import { fail, ok, type Result } from '../shared/errors.ts';
import { list, remove, save, type CustomerParts } from './customers/customers.ts';
import { debts, findPayment, giveBack, settle } from './customers/debts.ts';
import type { Handlers } from './handlers.ts';
import { describeError, type Log } from './machine/log.ts';
import type { Printing } from './printing/print.ts';

type CustomerChannel = Extract<keyof Handlers, `customer:${string}` | `debt:${string}`>;

/** The channels of customers and of what they owe. */
export function createCustomerHandlers(
  parts: CustomerParts & { readonly log: Log },
  printing: Printing,
): Pick<Handlers, CustomerChannel> {
  const withSlip = (settled: ReturnType<typeof settle>): Result<Outputs['debt:settle']> => {
    if (!settled.ok) return settled;
    const { debt, payment } = settled.value;
    printing.printDebt(payment, false).catch((error) => parts.log.write('print-threw', describeError(error)));
    return ok({ ...debt, payment, slip: printing.debtLines(payment) });
  };
  return {
    'customer:save': (input, { who }) => save(parts, input, who),
    'customer:list': (input) => list(parts, input),
    'customer:remove': (input, { who }) => remove(parts, input, who),
    'debt:list': (input) => debts(parts, input),
    'debt:settle': (input, { who }) => withSlip(settle(parts, input, who)),
    'debt:give-back': async (input, visit) => withSlip(await giveBack(parts, input, visit)),
    'debt:print': ({ settlementId }) => {
      const payment = findPayment(parts.books.db, settlementId);
      return payment ? printing.printDebt(payment, true) : fail('no-receipt');
    },
  };
}
