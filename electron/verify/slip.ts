import { noHash, shortOf, type Short } from './chain.ts';
import { isObject, parsed, type Report } from './report.ts';

/** A slip that went to a printer. */
export interface PrintedSlip {
  readonly transactionId: unknown;
  /** 0 the original, n the n-th copy, null a slip that is no receipt. */
  readonly copy: unknown;
}

/** Whether the record that a slip names is there. */
export interface SlipCheck {
  /** The slips that carry the word. */
  readonly printed: readonly PrintedSlip[];
  next(n: number, hashHex: string, text: string): void;
  end(): void;
}

/** Slips that are named. Each slip is a record, so hardly ever two carry one word. */
const printedMax = 20;

export function createSlipCheck(short: Short, report: Report): SlipCheck {
  const word = shortOf(short.n, short.hash);
  const isNamed = `"head":"${word}"`;
  const printed: PrintedSlip[] = [];
  let isFound = shortOf(0, noHash) === word;
  return {
    printed,
    next(n, hashHex, text) {
      if (n > short.n && text.includes(isNamed)) notePrinted(text, word, printed);
      if (short.n !== n) return;
      isFound = true;
      if (shortOf(n, hashHex) !== word) report('slip', n, 'is not the record that the slip names');
    },
    end() {
      if (!isFound) report('slip', short.n, 'the record that the slip names is not there');
    },
  };
}

function notePrinted(text: string, word: string, printed: PrintedSlip[]): void {
  const record = parsed(text);
  if (!isObject(record) || record.kind !== 'printing' || !isObject(record.data) || record.data.head !== word) return;
  if (printed.length < printedMax) printed.push({ transactionId: record.transactionId, copy: record.data.copy });
}
