import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { benchBooks } from './books.ts';
import { benchMapping } from './mapping.ts';
import { header, shown, type Row } from './row.ts';

// `npm run bench [-- --only mapping,books] [--payments 10000,100000] [--json FILE]`: how long things take, and what they weigh.
// Nothing is judged by it.

const { values } = parseArgs({
  options: { only: { type: 'string' }, payments: { type: 'string', default: '10000' }, json: { type: 'string' } },
});
const only = values.only?.split(',');
const counts = values.payments.split(',').map(Number);
const known = ['mapping', 'books'];
if (only?.some((name) => !known.includes(name)) || !counts.every((count) => Number.isSafeInteger(count) && count > 0)) {
  console.error('npm run bench -- [--only mapping,books] [--payments 10000,100000,1000000] [--json FILE]');
  process.exit(2);
}

const rows: Row[] = [];
const tell = (row: Row): void => {
  rows.push(row);
  console.log(shown(row));
};
/** What goes on meanwhile, where somebody looks. */
const progress = (what: string): void => void (process.stderr.isTTY && process.stderr.write(`\r\x1b[K${what}\r`));
console.log(header);
if (!only || only.includes('mapping')) await benchMapping(tell);
if (!only || only.includes('books')) for (const count of counts) await benchBooks(count, tell, progress);
if (values.json !== undefined) writeFileSync(values.json, `${JSON.stringify(rows, null, 1)}\n`);
