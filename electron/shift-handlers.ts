import { fail, ok, type Result } from '../shared/errors.ts';
import type { PrintedReport } from '../shared/shift-api.ts';
import type { ShiftReport } from '../shared/shift.ts';
import { nextZ } from './db/shifts.ts';
import type { Handlers } from './handlers.ts';
import { describeError, type Log } from './machine/log.ts';
import type { Printing } from './printing/print.ts';
import { book, record } from './shifts/deposits.ts';
import { oneByOne } from './time/one-by-one.ts';
import { close, get, list, moveCash, open, reopen, x, type ShiftParts } from './shifts/shifts.ts';

type ShiftChannel = Extract<keyof Handlers, `shift:${string}` | `drawer:${string}` | `deposit:${string}`>;

/** The channels of shifts and of what is in the drawer. `closed` hears of a shift that was closed. */
export function createShiftHandlers(
  parts: ShiftParts,
  printing: Printing,
  closed: () => void,
  log: Log,
): Pick<Handlers, ShiftChannel> {
  const printed = (found: Result<ShiftReport>): Result<PrintedReport> =>
    found.ok ? ok({ ...found.value, lines: printing.reportLines(found.value) }) : found;
  const inTurn = oneByOne();
  return {
    'shift:open': (input, visit) => open(parts, input, visit),
    'shift:cash': async (input, visit) => {
      const moved = await moveCash(parts, input, visit);
      // It opens for the money that was just recorded, for one reason and one PIN; nobody waits for it.
      if (moved.ok && printing.hasDrawer()) {
        const opened = printing.openDrawer(input.reason, visit.who.name);
        opened.catch((error) => log.write('print-threw', describeError(error)));
      }
      return moved;
    },
    'shift:x': async (_input, visit) => printed(await x(parts, visit)),
    // In turn: a count that comes while another one closes the shift counts nothing.
    'shift:close': (input, visit) =>
      inTurn(async () => {
        const number = nextZ(parts.books.db);
        const report = await close(parts, input, visit);
        // Asked once more, the same Z is answered again, and nothing was closed.
        if (report.ok && report.value.number === number) closed();
        return printed(report);
      }),
    'shift:reopen': (input, visit) => reopen(parts, input, visit),
    'shift:list': (input) => list(parts, input),
    'shift:get': async (input, visit) => printed(await get(parts, input, visit)),
    'shift:print': async (input, visit) => {
      const report = await get(parts, input, visit);
      return report.ok ? printing.printReport(report.value, visit.who.name) : report;
    },
    'deposit:record': (input, visit) => record(parts, input, visit),
    'deposit:book': (input) => book(parts, input),
    'drawer:open': ({ reason }, { who }) => {
      if (!printing.hasDrawer()) return fail('printer-missing');
      // Before the pulse: one that breaks off may have opened the drawer all the same.
      const approvals = who.approvals(null);
      if (approvals.length > 0) parts.books.keep(approvals);
      return printing.openDrawer(reason, who.name);
    },
  };
}
