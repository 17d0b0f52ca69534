import type { Bug } from '../bug.ts';

// Mistakes on paper and in the exported log.

const printing = 'test/till/printing.test.ts';
const slip = 'electron/printing/payment-slip.ts';
const exporting = 'test/till/export.test.ts';

export const bugs: readonly Bug[] = [
  {
    name: 'a second original is printed after a doubtful one',
    file: 'electron/db/print-jobs.ts',
    find: `WHERE transaction_id = :transactionId AND copy IS NOT NULL AND state <> 'failed'`,
    replace: `WHERE transaction_id = :transactionId AND copy IS NOT NULL AND state = 'sent'`,
    caughtBy: { file: printing, test: 'a slip that may have come out is never followed by a second original' },
  },
  {
    name: 'a print that broke off in the middle counts as failed',
    file: 'electron/printers/transport.ts',
    find: `const kind = isHanded && connection?.mayBeOut() ? 'doubtful' : 'failed';`,
    replace: `const kind = 'failed';`,
    caughtBy: {
      file: printing,
      test: 'a slip that may have come out is never followed by a second original',
      says: 'expected false to be true',
    },
  },
  {
    name: 'a slip that was on its way when the till died counts as failed',
    file: 'electron/payment/recover.ts',
    find: `data: { ...job, result: 'doubtful' }`,
    replace: `data: { ...job, result: 'failed' }`,
    caughtBy: {
      file: 'test/till/recover.test.ts',
      test: 'a slip that was on its way to the printer may have come out: the next one is a copy',
    },
  },
  {
    name: 'a second answer that says paid prints a copy',
    file: 'electron/running.ts',
    find: `if (kinds.has('paid')) printing.printOriginal(transactionId);`,
    replace: `if (status === 'paid' && !kinds.has('print') && !kinds.has('resolved')) void printing.print(transactionId, true);`,
    caughtBy: {
      file: 'test/till/decide.test.ts',
      test: 'a second answer that says paid prints no copy by itself',
      says: 'expected 2 to be 1',
    },
  },
  {
    name: 'the drawer opens with every copy',
    file: slip,
    find: 'const pin = mayOpen ? printer.drawer : null;',
    replace: 'const pin = printer.drawer;',
    caughtBy: { file: printing, test: 'the drawer opens once, with the original, and only where there is one' },
  },
  {
    name: 'a receipt that a person should look at first is printed by itself',
    file: slip,
    find: `if (status === 'paid' && warning !== null && !confirmed) return fail('confirm-needed');`,
    replace: `if (status === 'paid' && warning === 'total-mismatch' && !confirmed) return fail('confirm-needed');`,
    caughtBy: {
      file: 'test/till/outcomes.test.ts',
      test: 'a success without a reference is paid, and waits for a person before it is printed',
    },
  },
  {
    name: 'LATIHAN stands on receipts and not on the slip of a pending payment',
    file: 'electron/printing/receipt.ts',
    find: 'const mark = slip.training ?',
    replace: 'const mark = slip.training && slip.copy !== null ?',
    caughtBy: {
      file: 'test/unit/printing/receipt.test.ts',
      test: 'an unsettled payment gets a slip that claims nothing',
      says: 'mismatched',
    },
  },
  {
    name: 'printer commands in a customer’s name reach the printer',
    file: 'electron/printing/row-lines.ts',
    find: `toPaperText(row.text ?? '') || '-'`,
    replace: `row.text ?? '-'`,
    also: [
      {
        file: 'electron/printing/escpos.ts',
        find: `    assert(/^[\\x20-\\x7e]*$/.test(line.text), 'a slip holds printable ASCII only');\n`,
        replace: '',
      },
    ],
    caughtBy: {
      file: 'test/unit/printing/receipt.test.ts',
      test: 'printer commands in a name never reach the printer',
    },
  },
  {
    name: 'a long kind of work is cut on the slip',
    file: 'electron/printing/row-lines.ts',
    find: `return textField(label, toPaperText(row.text ?? ''), labelWidth, columns);`,
    replace: `return cutField(label, toPaperText(row.text ?? ''), labelWidth, columns);`,
    caughtBy: {
      file: 'test/till/slips.test.ts',
      test: 'a non-taglist slip has the kind of work whole, and the number that was typed',
    },
  },
  {
    name: 'a formula in a customer’s name runs in the spreadsheet',
    file: 'electron/export/csv.ts',
    find: `return /^[=+\\-@\\t\\r]/.test(text) ? \`'\${text}\` : text;`,
    replace: 'return text;',
    caughtBy: {
      file: exporting,
      test: 'the CSV has exact values, quotes as RFC 4180 says, and no formula',
    },
  },
  {
    name: 'an export replaces whatever stands there',
    file: 'electron/export/put-file.ts',
    find: `expected.equals(buffer.subarray(0, bytesRead)) ?`,
    replace: `buffer.length >= bytesRead ?`,
    caughtBy: { file: exporting, test: 'an export takes a span, replaces an earlier export, and nothing else' },
  },
  {
    name: 'two exports run at once',
    file: 'electron/export/exporter.ts',
    find: `    if (isRunning) return fail('busy');\n`,
    replace: '',
    caughtBy: {
      file: exporting,
      test: 'of two exports to one file at once, one is busy and the other says how many rows the file has',
    },
  },
  {
    name: 'an export is written into FILE.part, whoever’s that is',
    file: 'electron/export/exporter.ts',
    find: 'path.join(path.dirname(file), `loket-${parts.newId()}.part`)',
    replace: '`${file}.part`',
    also: [
      { file: 'electron/export/put-file.ts', find: `open(partial, 'wx', 0o600)`, replace: `open(partial, 'w', 0o600)` },
    ],
    caughtBy: {
      file: exporting,
      test: 'an export leaves another program’s FILE.part and what a link of that name points to as they are',
    },
  },
  {
    name: 'an export goes through a link',
    file: 'electron/export/put-file.ts',
    find: '(await lstat(file)).isFile()',
    replace: '(await stat(file)).isFile()',
    also: [
      {
        file: 'electron/export/put-file.ts',
        find: 'import { link, lstat, open,',
        replace: 'import { link, open, stat,',
      },
      { file: 'electron/export/put-file.ts', find: 'constants.O_NOFOLLOW | ', replace: '' },
    ],
    caughtBy: { file: exporting, test: 'an export never goes through a link, not even to an earlier export' },
  },
  {
    name: 'the page names the file of an export',
    file: 'electron/export/exporter.ts',
    find: `if ('file' in input && caller !== 'program')`,
    replace: `if ('file' in input && caller === undefined)`,
    caughtBy: { file: exporting, test: 'the page that names a path gets nothing written anywhere' },
  },
  {
    name: 'an export may have any name',
    file: 'electron/export/exporter.ts',
    find: `    if (!mayBeExported(file)) return fail('bad-request');\n`,
    replace: '',
    caughtBy: {
      file: exporting,
      test: 'an export can’t be a config, a script or anything else that a system or a program would obey',
    },
  },
  {
    name: 'a slip is printed of what the payment was when it began to wait for the printer',
    file: slip,
    find: `mayPrint(parts, transactionId, asked === 'confirmed');`,
    replace: 'mayPrint(parts, transactionId, true);',
    caughtBy: {
      file: printing,
      test: 'a slip whose payment a person says is paid while it waits for its turn is not printed',
    },
  },
  {
    name: 'a Z that is printed again does not say that another one replaced it',
    file: 'electron/printing/other-paper.ts',
    find: 'const replacedBy = replacementOf(books.db, number);',
    replace: 'const replacedBy = number === 0 ? replacementOf(books.db, number) : null;',
    caughtBy: {
      file: 'test/shifts/reopened.test.ts',
      test: 'a Z that another one of its shift had replaced was printed again as if it still counted',
    },
  },
];
