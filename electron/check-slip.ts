import { parseArgs } from 'node:util';
import { toWib } from '../shared/time.ts';
import { checkSlipCode } from '../shared/slip-code/check.ts';
import type { SlipCode } from '../shared/slip-code/slip-code.ts';

// `npm run check-slip -- TEXT --key PUBLIC`: whether the till of that public key printed a slip, by the text of its QR code. The exit code is 0 if it
// did, 1 if not, 2 where it was called wrongly.

const usage =
  'npm run check-slip -- "LKT1:..." --key PUBLIC_KEY\nThe public key of a till stands on the slip of its new books (KUNCI), and in till:status.\n';

const { code, out } = run(process.argv.slice(2));
process.stdout.write(out);
process.exitCode = code;

function run(args: readonly string[]): { readonly code: 0 | 1 | 2; readonly out: string } {
  const called = argumentsOf(args);
  if (!called) return { code: 2, out: usage };
  const verdict = checkSlipCode(called.text, called.key);
  if (verdict.is === 'no-key') return { code: 2, out: `That is no public key of a till: ${called.key}\n${usage}` };
  if (verdict.is === 'none') return { code: 1, out: 'No code of a slip, or a part of one.\n' };
  const whose =
    verdict.is === 'genuine'
      ? `Genuine: the till with this key printed it.`
      : 'NOT GENUINE: the till with this key did not print that. It was changed, or is another till’s.';
  return { code: verdict.is === 'genuine' ? 0 : 1, out: `${whose}\n${linesOf(verdict.slip)}` };
}

function argumentsOf(args: readonly string[]): { readonly text: string; readonly key: string } | null {
  const at = args.indexOf('--key');
  try {
    const { values, positionals } = parseArgs({
      // Of 64 keys one begins with a dash, and would be taken for an option.
      args: at < 0 ? [...args] : [...args.slice(0, at), `--key=${args[at + 1] ?? ''}`, ...args.slice(at + 2)],
      options: { key: { type: 'string' } },
      allowPositionals: true,
    });
    const [text] = positionals;
    return text === undefined || positionals.length > 1 || values.key === undefined ? null : { text, key: values.key };
  } catch {
    return null;
  }
}

function linesOf({ referenceHash, printedAt, ...slip }: SlipCode): string {
  const rows: readonly (readonly [string, string])[] = [
    ['till', slip.till],
    ['slip number', slip.slipNumber],
    ['product', slip.product],
    ['customer number', slip.customerNumber],
    ['total', `Rp${slip.total}`],
    ['state', slip.state],
    ['reference', referenceHash.length === 0 ? 'none' : `SHA-256 begins with ${hex(referenceHash)}`],
    ['journal', slip.head === '' ? 'none' : slip.head],
    ['printed', toWib(printedAt * 1000)],
  ];
  return rows.map(([label, text]) => `${label.padEnd(16)}${text}\n`).join('');
}

function hex(bytes: Uint8Array): string {
  return [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
