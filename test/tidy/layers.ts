// Who may import whom. Held by layers.test.ts.

/** Each folder with all that its files may import beside each other: folders, single files, packages. Nothing else, and no folder without a row. */
const table: Readonly<Record<string, string>> = {
  electron: `electron electron/backup electron/books electron/books/checks electron/books/journal electron/books/segments electron/customers electron/db electron/export electron/machine electron/payment electron/people electron/shifts electron/support
    electron/printers electron/printing electron/spool electron/providers electron/providers/wire electron/secrets electron/settings electron/time electron/training
    electron/verify/program.ts electron/window node:crypto node:fs node:os node:path node:stream node:string_decoder node:util package.json
    shared shared/slip-code zod`,
  'electron/backup': `electron/books/checks electron/books/journal electron/books/restored-note.ts electron/books/segments electron/caller.ts electron/db electron/machine
    node:crypto node:fs node:path node:worker_threads shared zod`,
  'electron/books': `electron/books/checks electron/books/journal electron/books/segments electron/db electron/ledger electron/time node:crypto node:fs node:path shared zod`,
  'electron/books/checks': `electron/books/journal electron/books/segments electron/db node:os node:worker_threads shared`,
  'electron/books/journal': `electron/db node:crypto node:fs node:path shared`,
  'electron/books/segments': `electron/books/journal electron/db node:buffer node:fs node:path node:worker_threads node:zlib shared`,
  'electron/customers': `electron/books electron/db electron/people electron/shifts electron/time shared`,
  'electron/db': `better-sqlite3 electron/db/migrations electron/ledger node:crypto node:fs node:path node:zlib shared`,
  'electron/db/migrations': ``,
  'electron/export': `csv-stringify/sync electron/books electron/books/journal electron/caller.ts electron/db electron/machine node:child_process node:crypto
    node:fs node:fs/promises node:os node:path node:stream/promises node:timers/promises node:util
    shared zod`,
  'electron/ledger': `shared`,
  'electron/machine': `electron/providers/wire node:fs node:path`,
  'electron/payment': `electron/books electron/books/journal electron/config.ts electron/db electron/machine electron/providers electron/time
    shared`,
  'electron/people': `electron/books electron/books/journal electron/caller.ts electron/db electron/time node:crypto shared`,
  'electron/printers': `electron/machine node:child_process node:crypto node:fs node:fs/promises node:net node:timers/promises shared`,
  'electron/printing': `electron/books electron/books/journal electron/db electron/machine electron/printers electron/spool electron/time node-thermal-printer
    node:module shared`,
  'electron/providers': `electron/config.ts electron/providers/alfakios electron/providers/ayoconnect electron/providers/iak
    electron/providers/wire node:util shared`,
  'electron/providers/alfakios': `electron/config.ts electron/providers electron/providers/wire shared zod`,
  'electron/providers/ayoconnect': `electron/config.ts electron/providers electron/providers/wire node:crypto shared zod`,
  'electron/providers/iak': `electron/config.ts electron/providers electron/providers/wire node:crypto shared zod`,
  'electron/providers/wire': `electron/providers fast-xml-parser node:crypto node:http node:https shared zod`,
  'electron/secrets': `electron/time node:crypto node:fs node:path shared zod`,
  'electron/settings': `electron/books electron/books/journal electron/caller.ts electron/config.ts electron/db electron/machine electron/secrets electron/time
    node:crypto node:fs node:net node:path shared zod`,
  'electron/shifts': `electron/books electron/books/journal electron/db electron/ledger electron/people electron/time shared`,
  'electron/spool': `electron/db electron/machine electron/printers electron/time node:crypto shared`,
  'electron/support': `electron/db electron/export electron/providers/wire node:fs node:os node:path shared`,
  'electron/time': ``,
  'electron/training': `electron/config.ts electron/providers/alfakios electron/providers/ayoconnect electron/providers/iak
    electron/providers/wire node:crypto node:http node:net shared`,
  // A program of its own: it shares no code with the till. Only the packed app's main, which starts it, names it.
  'electron/verify': `node:buffer node:crypto node:fs node:os node:path node:sqlite node:url node:util node:worker_threads
    node:zlib`,
  'electron/window': `electron electron/machine electron/printers electron/till.ts node:fs/promises node:path shared`,
  renderer: `@fontsource-variable/inter/wght.css @fontsource/ibm-plex-mono/latin-400.css
    @fontsource/ibm-plex-mono/latin-500.css pinia renderer/debts renderer/deposit renderer/first-run renderer/history renderer/people renderer/pending renderer/print-queue renderer/receipt renderer/sale
    renderer/sale/store renderer/scanner renderer/settings renderer/shift renderer/slip-check renderer/status renderer/styles renderer/till renderer/ui
    renderer/ui/dialog renderer/ui/keys renderer/view renderer/words shared vue`,
  'renderer/bill': `renderer/ui/text renderer/ui/time renderer/words shared vue`,
  'renderer/check-slip': `shared shared/slip-code`,
  'renderer/debts': `renderer/receipt renderer/till renderer/ui renderer/ui/dialog renderer/ui/keys renderer/ui/text renderer/ui/time renderer/view renderer/words
    renderer/words/codes shared vue`,
  'renderer/decision': `renderer/pending renderer/till renderer/ui/dialog renderer/ui/keys renderer/ui/text renderer/ui/time
    renderer/words renderer/words/codes shared vue`,
  'renderer/deposit': `renderer/till renderer/ui renderer/ui/dialog renderer/ui/keys renderer/ui/text renderer/ui/time renderer/view
    renderer/words renderer/words/codes shared vue`,
  'renderer/first-run': `pinia renderer/people renderer/settings renderer/till renderer/ui renderer/ui/dialog renderer/view renderer/words
    renderer/words/codes shared vue`,
  'renderer/history': `pinia renderer/bill renderer/decision renderer/history/export renderer/pending renderer/receipt
    renderer/scanner renderer/till renderer/trail renderer/ui renderer/ui/keys renderer/ui/signs
    renderer/ui/text renderer/ui/time renderer/view renderer/words renderer/words/codes shared vue`,
  'renderer/history/export': `renderer/till renderer/ui renderer/ui/dialog renderer/ui/keys renderer/ui/text renderer/ui/time
    renderer/words renderer/words/codes shared vue`,
  'renderer/pending': `pinia renderer/till renderer/ui/keys renderer/ui/signs renderer/ui/text renderer/ui/time
    renderer/view renderer/words renderer/words/codes shared vue`,
  'renderer/people': `renderer/scanner renderer/till renderer/ui renderer/ui/dialog renderer/ui/keys renderer/ui/text renderer/ui/time renderer/view renderer/words
    renderer/words/codes shared vue`,
  'renderer/print-queue': `pinia renderer/receipt renderer/till renderer/ui renderer/ui/dialog renderer/ui/keys renderer/ui/signs renderer/ui/text
    renderer/ui/time renderer/view renderer/words renderer/words/codes shared vue`,
  'renderer/receipt': `pinia renderer/till renderer/ui renderer/ui/dialog renderer/ui/keys renderer/ui/text renderer/ui/time renderer/words
    renderer/words/codes shared vue`,
  'renderer/sale': `renderer/sale/bill renderer/sale/number renderer/sale/outcome renderer/sale/store renderer/till
    vue`,
  'renderer/sale/bill': `renderer/debts renderer/bill renderer/sale/store renderer/till renderer/ui renderer/ui/dialog renderer/ui/keys
    renderer/ui/text renderer/ui/time renderer/view renderer/words renderer/words/codes shared vue`,
  'renderer/sale/number': `renderer/history renderer/sale/store renderer/scanner renderer/till renderer/ui renderer/ui/keys
    renderer/ui/text renderer/ui/time renderer/view renderer/words renderer/words/codes shared vue`,
  'renderer/sale/outcome': `renderer/decision renderer/pending renderer/receipt renderer/sale/store renderer/scanner
    renderer/till renderer/trail renderer/ui renderer/ui/dialog renderer/ui/keys renderer/ui/signs
    renderer/ui/text renderer/ui/time renderer/view renderer/words renderer/words/codes shared vue`,
  'renderer/sale/store': `pinia renderer/till renderer/ui/text renderer/words/codes shared vue`,
  'renderer/scanner': `pinia renderer/ui/keys renderer/ui/text renderer/words shared vue`,
  'renderer/settings': `pinia renderer/receipt renderer/till renderer/ui renderer/ui/dialog renderer/ui/keys renderer/ui/text renderer/ui/time
    renderer/view renderer/words renderer/words/codes shared vue`,
  'renderer/shift': `pinia renderer/receipt renderer/till renderer/ui renderer/ui/dialog renderer/ui/keys renderer/ui/text renderer/ui/time
    renderer/view renderer/words renderer/words/codes shared vue`,
  'renderer/slip-check': `renderer/till renderer/ui renderer/ui/dialog renderer/ui/keys renderer/ui/signs renderer/ui/text
    renderer/ui/time renderer/view renderer/words renderer/words/codes shared vue`,
  'renderer/status': `pinia renderer/settings renderer/till renderer/ui renderer/ui/dialog renderer/ui/keys renderer/ui/signs
    renderer/ui/text renderer/ui/time renderer/view renderer/words renderer/words/codes shared vue`,
  'renderer/styles': ``,
  'renderer/till': `pinia renderer/ui/time shared vue`,
  'renderer/trail': `renderer/till renderer/ui/keys renderer/ui/signs renderer/ui/text renderer/ui/time renderer/words shared vue`,
  'renderer/ui': `pinia renderer/till renderer/ui/keys renderer/ui/text renderer/ui/time renderer/words renderer/words/codes shared vue`,
  'renderer/ui/dialog': `pinia renderer/ui renderer/ui/keys renderer/ui/text renderer/words renderer/words/codes shared vue`,
  'renderer/ui/keys': `vue`,
  'renderer/ui/signs': `renderer/words shared`,
  'renderer/ui/text': `renderer/words shared vue`,
  'renderer/ui/time': `shared vue`,
  'renderer/view': `pinia vue`,
  'renderer/words': `pinia renderer/words/en renderer/words/id shared vue`,
  'renderer/words/codes': `renderer/ui/keys renderer/ui/time shared`,
  'renderer/words/en': `renderer/words/codes renderer/words/id`,
  'renderer/words/id': `renderer/words/codes shared`,
  shared: `shared/products zod`,
  'shared/products': `shared/products/*`,
  'shared/slip-code': `@noble/ed25519 @noble/hashes/sha2.js cborg`,
  'shared/products/*': `shared shared/products zod`,
};

/** The table, name by name. */
export const rows: Readonly<Record<string, readonly string[]>> = Object.fromEntries(
  Object.entries(table).map(([folder, names]) => [folder, names.split(/\s+/).filter((name) => name !== '')]),
);

/** Packages and files that each have one place where they are named: a folder or a file. */
export const homes: Readonly<Record<string, readonly string[]>> = {
  electron: ['electron/main.ts', 'electron/preload.ts', 'electron/window'],
  'better-sqlite3': ['electron/db'],
  'electron/verify/program.ts': ['electron/main.ts', 'electron/verify'],
  'node-thermal-printer': ['electron/printing/escpos.ts'],
  'csv-stringify/sync': ['electron/export'],
  'fast-xml-parser': ['electron/providers/wire/read-xml.ts'],
  'node:http': ['electron/providers/wire', 'electron/training'],
  'node:https': ['electron/providers/wire/http.ts'],
};

/** Where a program begins; everything else is there because somebody imports it. */
export const beginnings: readonly string[] = [
  'electron/main.ts',
  'electron/preload.ts',
  'electron/headless.ts',
  'electron/backup/backup-worker.ts',
  'electron/check-slip.ts',
  'electron/books/checks/checks-worker.ts',
  'electron/printers/printer-process.ts',
  'electron/books/segments/segments-worker.ts',
  'electron/providers/list.ts',
  'electron/verify/verify.ts',
  'electron/verify/check-thread.ts',
  'renderer/check-slip/page.ts',
  'renderer/main.ts',
  'renderer/vue.d.ts',
];
