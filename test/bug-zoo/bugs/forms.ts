import type { Bug } from '../bug.ts';

// Mistakes in slips on the forms of a needle printer.

const test = 'test/till/forms.test.ts';
const goesOn = 'a slip that is longer than its form goes on on the next one, and nothing lies on the perforation';
const longZ = 'the middle forms of a long Z said neither of which Z they are, nor which form, nor that it was practice';

export const bugs: readonly Bug[] = [
  {
    name: 'a slip that is longer than its form loses its end',
    file: 'electron/printing/form.ts',
    find: 'const pages = Math.max(1, Math.ceil(columns.length / count));',
    replace: 'const pages = Math.min(1, Math.ceil(columns.length / count));',
    caughtBy: { file: test, test: longZ },
  },
  {
    name: 'a form is as high as a slip and not as the paper',
    file: 'electron/printing/escp.ts',
    find: 'const pageLength = [esc, 0x43, formLines];',
    replace: 'const pageLength = [esc, 0x43, Math.max(1, pages[0]?.length ?? 1)];',
    caughtBy: { file: test, test: 'a receipt lies whole on one form: 80 columns, 22 lines, single' },
  },
  {
    name: 'the shop’s part of an uncertain payment says that it is paid',
    file: 'electron/printing/stub.ts',
    find: `if (copy === null) return 'BELUM PASTI';`,
    replace: `if (copy === null) return 'LUNAS';`,
    caughtBy: { file: test, test: 'the stub of a payment that is not certain says so, and says no more' },
  },
  {
    name: 'thermal bytes are sent to a needle printer',
    file: 'electron/printing/paper.ts',
    find: "return isEscP(bytes) === (paper.profile === 'escp') && columns",
    replace: 'return columns',
    caughtBy: {
      file: test,
      test: 'an X that was composed for thermal paper does not come out of a needle printer, whose language it does not speak',
    },
  },
  {
    name: 'a drawer is pulsed by what means something else in ESC/P',
    file: 'electron/printer-config.ts',
    find: `  if (isEscP && drawer !== null) return 'drawer must be null: no drawer opens by ESC/P';\n`,
    replace: '',
    caughtBy: { file: 'test/unit/config.test.ts', test: 'a drawer at a needle printer is refused by its path' },
  },
  {
    name: 'only the first of several forms says what it is a part of',
    file: 'electron/printing/form.ts',
    find: 'const head = pages === 1 ?',
    replace: 'const head = page > 0 ?',
    caughtBy: { file: test, test: longZ },
  },
  {
    name: 'a form has a line more than its paper where it says what it is a part of',
    file: 'electron/printing/form.ts',
    find: 'fill(lines, form.lines - 1)',
    replace: 'fill(lines, form.lines)',
    caughtBy: { file: test, test: goesOn, says: 'expected +0 to be 1' },
  },
];
