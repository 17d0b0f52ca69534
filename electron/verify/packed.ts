import { inflateRawSync } from 'node:zlib';
import { parsed } from './report.ts';
import { createSmallMap, printOf } from './small-map.ts';

// What the database packs of an old payment: four lines by raw deflate with this dictionary, behind the byte 1.

/** As the format says it, not taken from the program that writes it. */
const dictionary = Buffer.from(
  [
    '["2026-01","2026-02","2026-03"]',
    '[{"period":null,"amount":null,"penalty":null,"admin":null,"standStart":null,"standEnd":null,"dueDate":null,"usage":null}]',
    '{"transactionType":"PENYAMBUNGAN BARU","registrationDate":"2026-01-20","penalty":null}',
    '["PLN menyatakan struk ini sebagai bukti pembayaran yang sah.","Terima Kasih","Info Tagihan Hub. Call Senter 234 Hubungi PLN :"]',
    '[[0,"1-","sent"],[1,"1-","doubtful"]]',
    '[{"period":"2026-08","amount":100000,"penalty":null,"admin":6000,"standStart":null,"standEnd":null,"dueDate":null,"usage":null}]',
    '{"tariff":"R1/TR","power":"1300 VA","standStart":null,"standEnd":null,"penalty":null}',
    '\n[[0,"1-","sent"]]',
    '[{"period":"2026-09","amount":200000,"penalty":0,"admin":2500,"standStart":"000","standEnd":"000","dueDate":"2026-09-20","usage":1},',
    '{"period":"2026-10","amount":200000,"penalty":3000,"admin":2500,"standStart":"0001","standEnd":"0002","dueDate":null,"usage":null}]',
    '{"tariff":"R1","power":"900","standStart":"0001","standEnd":"0002","penalty":0}',
    '{"tariff":"R1M","power":"2200","standStart":"0001","standEnd":"0002","penalty":3000}',
    '\n[[0,"2-","sent"]]',
  ].join('\n'),
);

const names = ['bills', 'details', 'footer', 'slips'] as const;

/** The columns of a row that are packed, and its slips as JSON; null if that is not what a till packs. */
export function unpackRow(packed: unknown): Readonly<Record<string, string | null>> | null {
  if (!(packed instanceof Uint8Array) || packed[0] !== 1) return null;
  try {
    const lines = inflateRawSync(packed.subarray(1), { dictionary }).toString().split('\n');
    if (lines.length !== names.length) return null;
    return Object.fromEntries(
      names.map((name, at) => [name, name === 'footer' && !lines[at] ? null : (lines[at] ?? '')]),
    );
  } catch {
    return null;
  }
}

/** Receipts by payment, of which a few bytes are kept: those that rows have packed against those that were printed. */
export interface PackedSlips {
  /** What a payment's row says. Answers what is wrong with it, or null. */
  found(id: string, slips: unknown, copies: unknown): string | null;
  printed(id: string, slip: readonly unknown[]): void;
  /** Whether some payment has not the slips that it should have. */
  isOff(): boolean;
  /** Whether that one has not. */
  isOffAt(id: string): boolean;
}

export function createPackedSlips(): PackedSlips {
  /** Sums of prints of slips, so that their order does not count: those found less those printed. */
  const sums = createSmallMap();
  const add = (id: string, slip: unknown, sign: 1 | -1): void =>
    sums.set(id, ((sums.get(id) ?? 0) + sign * printOf(JSON.stringify(slip))) | 0);
  return {
    found(id, slips, copies) {
      const list = parsed(String(slips));
      if (!Array.isArray(list)) return 'has packed what can not be read';
      for (const slip of list) add(id, slip, 1);
      const last: unknown = list.at(-1);
      const next = Array.isArray(last) ? Number(last[0]) + 1 : 0;
      return copies === next ? null : 'its copies are not those of its slips';
    },
    printed: (id, slip) => add(id, slip, -1),
    isOff: () => sums.someOtherThan(0),
    isOffAt: (id) => (sums.get(id) ?? 0) !== 0,
  };
}
