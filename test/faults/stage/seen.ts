import type { Input, Outputs } from '../../../shared/api.ts';
import type { Shift, ShiftReport } from '../../../shared/shift.ts';
import type { PrintedReport } from '../../../shared/shift-api.ts';
import type { Seen } from '../../oracles/drawer.ts';
import { transactionsIn } from './said.ts';
import type { Said } from './till-process.ts';

/** What of all that was said, and asked, a till's people know of its drawer, for O12. */
export function seenOf(said: readonly Said[]): readonly Seen[] {
  return said.flatMap((one) => [
    ...(one.message === null ? asked(one) : answered(one)),
    ...transactionsIn(one).map((payment): Seen => ({ what: 'told', payment })),
  ]);
}

function asked({ call }: Said): readonly Seen[] {
  const input = call?.input as Record<string, never>;
  switch (call?.channel ?? '') {
    case 'payment:pay':
      return [{ what: 'presses', quoteId: input['quoteId'] ?? '' }];
    case 'shift:open':
      return [{ what: 'asks', for: 'open', float: input['float'] ?? 0 }];
    case 'shift:close':
      return [{ what: 'asks', for: 'close', counted: input['counted'] ?? 0 }];
    case 'shift:reopen':
      return [{ what: 'asks', for: 'reopen' }];
    case 'shift:cash': {
      const { kind, amount, reason } = input as unknown as Omit<
        Extract<Seen, { readonly for: 'cash' }>,
        'what' | 'for'
      >;
      return [{ what: 'asks', for: 'cash', kind, amount, reason }];
    }
    case 'debt:give-back':
      return [{ what: 'asks', for: 'debt', ...backOf(call?.input as Input<'debt:give-back'>) }];
    case 'debt:settle':
      return [{ what: 'asks', for: 'debt', ...debtOf(call?.input as Input<'debt:settle'>) }];
    default:
      return [];
  }
}

/** In a cell a debt is paid in one kind of money, and names what was owed. */
function debtOf({ customerId, tenders, owed = 0 }: Input<'debt:settle'>) {
  const [{ kind, amount } = { kind: 'cash' as const, amount: 0 }] = tenders;
  return { customerId, kind, amount, owed };
}

function backOf({ customerId, amount, owed = 0 }: Input<'debt:give-back'>) {
  return { customerId, kind: 'cash' as const, amount: -amount, owed };
}

function answered({ call, message }: Said): readonly Seen[] {
  if (message?.['ok'] !== true) return [];
  const { value } = message as { readonly value: unknown };
  switch (call?.channel ?? '') {
    case 'shift:open':
    case 'shift:reopen':
      return [finds(value as Shift)];
    case 'shift:cash': {
      const { reason } = call?.input as { readonly reason: string };
      return [{ what: 'moved', reason, shiftId: (value as Shift).shiftId }];
    }
    case 'shift:close': {
      const { lines: _lines, ...report } = value as PrintedReport;
      return [{ what: 'z', report }, closed(report)];
    }
    case 'debt:give-back': {
      const { settlementId, rounding } = (value as Outputs['debt:give-back']).payment;
      return [{ what: 'paid-off', ...backOf(call?.input as Input<'debt:give-back'>), settlementId, rounding }];
    }
    case 'debt:settle': {
      const { settlementId, rounding } = (value as Outputs['debt:settle']).payment;
      return [{ what: 'paid-off', ...debtOf(call?.input as Input<'debt:settle'>), settlementId, rounding }];
    }
    case 'shift:list': {
      const [last] = (value as { readonly items: readonly Shift[] }).items;
      return [last ? finds(last) : { what: 'finds', shift: null }];
    }
    default:
      return [];
  }
}

function finds({ shiftId, closedAt, number }: Shift): Seen {
  return { what: 'finds', shift: { shiftId, isOpen: closedAt === null, number } };
}

function closed({ shiftId, number }: ShiftReport): Seen {
  return { what: 'finds', shift: { shiftId, isOpen: false, number } };
}
