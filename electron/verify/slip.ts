import { noHash, shortOf, type Short } from './chain.ts';
import type { Report } from './report.ts';

/** Whether the record that a slip names is there. */
export interface SlipCheck {
  next(n: number, hashHex: string): void;
  end(): void;
}

export function createSlipCheck(short: Short | null, report: Report): SlipCheck {
  let isFound = short === null || shortOf(0, noHash) === shortOf(short.n, short.hash);
  return {
    next(n, hashHex) {
      if (short?.n !== n) return;
      isFound = true;
      if (shortOf(n, hashHex) !== shortOf(n, short.hash)) report('slip', n, 'is not the record that the slip names');
    },
    end() {
      if (!isFound) report('slip', short?.n ?? null, 'the record that the slip names is not there');
    },
  };
}
