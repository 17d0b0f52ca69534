import { expect, test } from 'vitest';
import { allImports, importsOf, type ImportLine } from './imports.ts';

// Who may import whom. A line that fails here belongs into another folder, or what it needs should be passed in.

interface Layer {
  readonly what: RegExp;
  readonly mayImport: readonly RegExp[];
}

/** The first layer that a file belongs to counts. */
const layers: readonly Layer[] = [
  { what: /^shared\//, mayImport: [/^shared\//, /^zod$/] },
  { what: /^renderer\//, mayImport: [/^renderer\//, /^shared\//, /^vue$/, /^pinia$/, /^@fontsource/] },
  { what: /^electron\/db\/migrations\//, mayImport: [] },
  {
    what: /^electron\/(main|window|page-protocol|ipc|preload)\.ts$/,
    mayImport: [/^electron\//, /^electron$/, /^shared\//, /^node:/],
  },
  {
    what: /^electron\/providers\/training\//,
    mayImport: [/^electron\/(providers\/|config\.ts)/, /^shared\//, /^node:/],
  },
  {
    what: /^electron\/providers\/[^/]+\//,
    mayImport: [
      /^electron\/providers\/(provider|http|read-fields|read-json|read-xml)\.ts$/,
      /^electron\/config\.ts$/,
      /^shared\//,
      /^node:crypto$/,
      /^zod$/,
      /^fast-xml-parser$/,
    ],
  },
  {
    what: /^electron\/providers\//,
    mayImport: [/^electron\/(providers\/|config\.ts)/, /^shared\//, /^node:/, /^fast-xml-parser$/],
  },
  { what: /^electron\/printing\/(layout|receipt)\.ts$/, mayImport: [/^electron\/printing\/layout\.ts$/, /^shared\//] },
  {
    // Shares no code with the writer, so that one mistake can't hide another.
    what: /^electron\/journal\/verify(\.ts$|\/)/,
    mayImport: [/^node:/, /^electron\/journal\/verify\//],
  },
  {
    what: /^electron\//,
    mayImport: [
      /^electron\/(?!main|window|ipc|preload|headless|journal\/verify\/)/,
      /^package\.json$/,
      /^shared\//,
      /^node:/,
      /^(zod|better-sqlite3|node-thermal-printer|csv-stringify\/sync)$/,
    ],
  },
];

/** Packages that each have one place. */
const homes: Readonly<Record<string, RegExp>> = {
  electron: /^electron\/(main|window|page-protocol|ipc|preload)\.ts$/,
  'better-sqlite3': /^electron\/db\//,
  'node-thermal-printer': /^electron\/printing\/escpos\.ts$/,
  'csv-stringify/sync': /^electron\/export\//,
  'fast-xml-parser': /^electron\/providers\/(read-xml\.ts|training\/)/,
  'node:http': /^electron\/providers\//,
  'node:https': /^electron\/providers\/http\.ts$/,
};

function problemOf({ from, to }: ImportLine): string | null {
  const home = homes[to];
  if (home && !home.test(from)) return `${from} imports ${to}, which lives in ${home.source}`;
  const layer = layers.find(({ what }) => what.test(from));
  if (!layer) return `${from} is in no layer`;
  const sameFolder = /^electron\/providers\/[^/]+\//.exec(from)?.[0];
  if (sameFolder && to.startsWith(sameFolder)) return null;
  return layer.mayImport.some((allowed) => allowed.test(to)) ? null : `${from} may not import ${to}`;
}

test('every import keeps to its layer', () => {
  const lines = allImports(['shared', 'electron', 'renderer']);
  expect(lines.length).toBeGreaterThan(100);
  expect(lines.map(problemOf).filter((problem) => problem !== null)).toEqual([]);
});

test.for([
  ['shared/money.ts', `import fs from 'node:fs';`],
  ['shared/money.ts', `import { till } from '../electron/till.ts';`],
  ['renderer/till.ts', `import { openDatabase } from '../electron/db/open.ts';`],
  ['renderer/till.ts', `const fs = await import('node:fs');`],
  ['electron/till.ts', `import App from '../renderer/App.vue';`],
  ['electron/till.ts', `import { app } from 'electron';`],
  ['electron/db/migrations/020-x.ts', `import { assert } from '../../../shared/errors.ts';`],
  ['electron/providers/iak/index.ts', `import { alfakios } from '../alfakios/index.ts';`],
  ['electron/providers/iak/index.ts', `import { findQuote } from '../../db/quotes.ts';`],
  ['electron/providers/iak/index.ts', `export { pay } from '../../payment/pay.ts';`],
  ['electron/payment/pay.ts', `import Database from 'better-sqlite3';`],
  ['electron/printing/receipt.ts', `import { now } from '../start.ts';`],
  ['electron/journal/verify.ts', `import { hashOf } from './line.ts';`],
] as const)('in %s the line %s is refused', ([from, line]) => {
  expect(importsOf(from, line).map(problemOf)).toEqual([expect.any(String)]);
});
