import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { assert } from '../../shared/errors.ts';
import type { Db } from './open.ts';
import { StorageError } from './storage-error.ts';

// What of an old payment is only shown, in a fifth of the room: four lines of JSON by raw deflate, behind a byte that
// says by which dictionary.

/** The columns that are packed, as JSON. */
export interface PackedColumns {
  readonly bills: string;
  readonly details: string;
  readonly footer: string | null;
}

export const packedNames: readonly string[] = ['bills', 'details', 'footer'] satisfies (keyof PackedColumns)[];

/** A receipt that came out, or may have: which copy, the head that it carries, and how its job ended. */
export type PackedSlip = readonly [copy: number, head: string | null, state: 'sent' | 'doubtful'];

export interface Unpacked extends PackedColumns {
  /** By their copy. */
  readonly slips: readonly PackedSlip[];
}

/** What stands in the rows of every provider. Frozen: rows are read by it for ever; another one gets the next number. */
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
const version = 1;
/** For what is short: the defaults make room for a thousand times as much, which takes longer than all else. In bits, levels and bytes. */
const small = { windowBits: 12, memLevel: 5, chunkSize: 2_048 };

/** A row's packed columns, with what was printed. */
export function packRow(columns: PackedColumns, slips: readonly PackedSlip[]): Buffer {
  const { bills, details, footer } = columns;
  const lines = [bills, details, footer ?? '', JSON.stringify(slips)];
  assert(!lines.some((line) => line.includes('\n')), 'JSON is one line');
  const packed = deflateRawSync(lines.join('\n'), { dictionary, level: 9, ...small });
  return Buffer.concat([Buffer.of(version), packed]);
}

/** Throws a storage error where it is not what `packRow` makes: the database is damaged. */
export function unpackRow(packed: Uint8Array): Unpacked {
  if (packed[0] !== version) throw unreadable();
  const lines = inflated(packed.subarray(1)).split('\n');
  const [bills, details, footer, slips] = lines;
  if (!bills || !details || footer === undefined || !slips || lines.length > 4) throw unreadable();
  return { bills, details, footer: footer || null, slips: JSON.parse(slips) as PackedSlip[] };
}

/** What a database says of which SQLite itself finds nothing wrong. */
const unreadable = (): StorageError => new StorageError('what was packed of a payment is damaged', 'SQLITE_CORRUPT');

function inflated(packed: Uint8Array): string {
  try {
    return inflateRawSync(packed, { dictionary, chunkSize: small.chunkSize }).toString();
  } catch {
    throw unreadable();
  }
}

/** Lets SQL read a packed column: `unpacked(packed, 'bills')`; null where nothing is packed or it can't be read. */
export function defineUnpacked(db: Db): void {
  let last: { readonly packed: Buffer; readonly found: Readonly<Record<string, unknown>> } | null = null;
  db.function('unpacked', { deterministic: true }, (packed: unknown, name: unknown) => {
    if (!Buffer.isBuffer(packed)) return null;
    if (!last?.packed.equals(packed)) last = { packed, found: readOrNothing(packed) };
    const value = last.found[String(name)];
    return typeof value === 'string' ? value : null;
  });
}

function readOrNothing(packed: Buffer): Readonly<Record<string, unknown>> {
  try {
    const { slips, ...columns } = unpackRow(packed);
    return { ...columns, slips: JSON.stringify(slips) };
  } catch {
    return {};
  }
}
