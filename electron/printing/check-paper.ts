import { formatRupiah, rupiah } from '../../shared/money.ts';
import type { Transaction } from '../../shared/transaction.ts';
import { decode, isEscP, linesOf, type Token } from './decode.ts';
import { toPaperText } from './layout.ts';

// The last look at a job before it leaves: its bytes are read again, by other rules than those it was composed by.

const hex = (token: Token | undefined): string =>
  token?.kind === 'command' || token?.kind === 'unknown' ? token.bytes.toString('hex') : '';

/** The commands of our slips, each in its one form: reset, no two-byte characters, code page 0; then the drawer's pulse. */
const beginning = ['1b40', '1c2e', '1b7400'];
const pulses: readonly string[] = ['1b700019fa', '1b700119fa'];
const bold = { on: '1b4501', off: '1b4500' };
/** Feeds, cuts, and resets. */
const end = ['1b6404', '1b6404', '1d5600', '1b40'];

/** On forms: reset, American letters, letters an inch, 1/8 inch, no skip, lines of a form. */
const formBeginning = [/^1b40$/, /^1b5200$/, /^1b(50|4d)$/, /^(0f|12)$/, /^1b30$/, /^1b4f$/, /^1b43[0-7][0-9a-f]$/];
const formBold = { on: '1b45', off: '1b46' };
const formEnd = '0c';
const lineStart = '0d';

export interface WantedPaper {
  /** Characters a line. */
  readonly columns: number;
  /** What must stand on it, each in one line and by itself. */
  readonly whole: readonly string[];
  /** Where that fits no line: over several. On forms these may stand beside something else, and are not looked for. */
  readonly long?: readonly string[];
  /** Whether the drawer may open with it. */
  readonly drawer: boolean;
}

/** What is wrong with a job's bytes, for the log; null if nothing is. It names no byte that somebody else sent. */
export function problemOfPaper(job: Buffer, { columns, whole, long = [], drawer }: WantedPaper): string | null {
  const tokens = decode(job);
  const isForm = isEscP(job);
  const problem = isForm ? problemOfForm(tokens) : problemOfCommands(tokens, drawer);
  if (problem !== null) return problem;
  const lines = linesOf(tokens);
  if (lines.some((line) => line.length > columns)) return 'a line is wider than the paper';
  const missing = whole.findIndex((text) => !lines.some((line) => stands(text, line)));
  if (missing >= 0) return `value ${missing + 1} of ${whole.length} does not stand there whole`;
  if (isForm) return null;
  const all = lines.join('').replaceAll(' ', '');
  const isLost = long.some((text) => !all.includes(text.replaceAll(' ', '')));
  return isLost ? 'a value that takes several lines does not stand there' : null;
}

/** In the order in which our slips have them: each line bold as a whole or not at all. */
function problemOfCommands(tokens: readonly Token[], mayOpen: boolean): string | null {
  if (beginning.some((command, at) => hex(tokens[at]) !== command)) return 'it does not begin as slips do';
  const opens = pulses.includes(hex(tokens[beginning.length]));
  if (opens && !mayOpen) return 'it would open the drawer';
  const rest = tokens.slice(beginning.length + (opens ? 1 : 0));
  if (rest.length === 0) return null;
  const body = rest.slice(0, -end.length);
  if (end.some((command, at) => hex(rest[body.length + at]) !== command)) return 'it does not end as slips do';
  let isBold = false;
  for (const token of body) {
    const command = hex(token);
    if (command === '') continue;
    if (command !== (isBold ? bold.off : bold.on)) return 'there is a command that is none of a slip';
    isBold = !isBold;
  }
  return isBold ? 'bold letters do not end' : null;
}

/** The same on forms: how they lie is said first, then there are lines, bold letters and the ends of forms. */
function problemOfForm(tokens: readonly Token[]): string | null {
  const commands = tokens.map(hex);
  if (!formBeginning.every((one, at) => one.test(commands[at] ?? ''))) return 'it does not begin as slips do';
  if (commands.at(-1) !== formEnd) return 'it does not end as slips do';
  let isBold = false;
  for (const command of commands.slice(formBeginning.length)) {
    if (['', formEnd, lineStart].includes(command)) continue;
    if (command !== (isBold ? formBold.off : formBold.on)) return 'there is a command that is none of a slip';
    isBold = !isBold;
  }
  return isBold ? 'bold letters do not end' : null;
}

/** A number that is only a part of another one is not there. */
function stands(text: string, line: string): boolean {
  for (let at = line.indexOf(text); at >= 0; at = line.indexOf(text, at + 1)) {
    const [before, after] = [line.slice(0, at), line.slice(at + text.length)];
    if (!/[0-9A-Za-z]$/.test(before) && !/^([0-9A-Za-z]|[.,]\d)/.test(after)) return true;
  }
  return false;
}

/** What a payment's slip must say, read off the payment and not off the slip. */
export function mustSay(transaction: Transaction, columns: number): Pick<WantedPaper, 'whole' | 'long'> {
  const { transactionId, slipNumber, customerNumber, status, bill, admin, fee, total } = transaction;
  const isPaid = status === 'paid';
  const reference = isPaid ? toPaperText(transaction.reference ?? '') : '';
  const sums = isPaid ? [bill, admin, rupiah(bill + admin), ...(fee > 0 ? [fee, total] : [])] : [total];
  const texts = [transactionId, slipNumber ?? '', customerNumber, reference].map(toPaperText);
  const said = texts.filter((text) => text !== '');
  return {
    whole: [...said.filter((text) => text.length <= columns), ...sums.map(formatRupiah)],
    long: said.filter((text) => text.length > columns),
  };
}
