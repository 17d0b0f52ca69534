import { copyInMemory, type Db } from '../../../electron/db/open.ts';
import { listPacked, packedHead } from '../../../electron/db/segments.ts';
import type { Books } from '../../../electron/books/books.ts';
import { hashOf } from '../../../electron/books/journal/line.ts';
import { recordsOf } from '../../../electron/books/segments/lines.ts';
import { unpackPart, unpackStripped } from '../../../electron/books/segments/unpack-part.ts';
import type { Files } from '../till/disk.ts';

// What was stored is found: as rows, in packed parts and in the journal's files, each segment once.

/** Knows the chain's head after each record that the till was told is stored. */
export interface Kept {
  watch(books: Books): void;
  remember(): ReadonlyMap<number, string>;
  /** A backup was put back: what was stored after it is gone. */
  forgetSince(then: ReadonlyMap<number, string>): void;
  /** Objections, each with its name. */
  broken(db: Db, files: Files): readonly string[];
}

export function createKept(): Kept {
  let heads = new Map<number, string>();
  return {
    watch(books) {
      for (const name of ['write', 'keep'] as const) {
        const store = books[name].bind(books);
        books[name] = (entries) => {
          store(entries);
          const { n, hash } = books.head();
          heads.set(n, hash);
        };
      }
    },
    remember: () => new Map(heads),
    forgetSince: (then) => void (heads = new Map(then)),
    broken(db, files) {
      const chain = chainOf(files);
      const lost = [...heads].filter(([n, hash]) => chain[n] !== hash);
      return [
        ...lost.slice(0, 3).map(([n]) => `kept: record ${n} was stored, and is not in the journal’s files`),
        ...wrongSegments(db, files, chain).map((wrong) => `segments: ${wrong}`),
      ];
    },
  };
}

/** The hash of each record in the journal's files, by its number. */
function chainOf({ plain, sealed }: Files): readonly (string | undefined)[] {
  const chain: (string | undefined)[] = [undefined];
  const numbers = new Set([...plain.keys(), ...sealed.keys()]);
  for (const number of [...numbers].sort((a, b) => a - b)) {
    const bytes = sealed.get(number) ?? plain.get(number) ?? Buffer.alloc(0);
    for (let start = 0; start < bytes.length;) {
      const end = bytes.indexOf(0x0a, start);
      chain.push(hashOf(bytes.subarray(start, end)));
      start = end + 1;
    }
  }
  return chain;
}

function wrongSegments(db: Db, { plain, sealed }: Files, chain: readonly (string | undefined)[]): readonly string[] {
  const packed = packedHead(db)?.n ?? 0;
  const rows = db.prepare('SELECT n, lower(hex(hash)) AS hash FROM journal').all() as { n: number; hash: string }[];
  const unpacked = rows.filter(({ n }) => n > packed).length;
  return [
    ...listPacked(db).flatMap(({ number, last, head }) => {
      const file = sealed.get(number);
      if (!file) return [`${number} is packed, and has no sealed file`];
      return [
        ...(plain.has(number) ? [`${number} is on the disk twice`] : []),
        ...(chain[last] === head ? [] : [`the seal of ${number} names another head than its file has`]),
        ...(unpackPart(db, number).bytes.equals(file) ? [] : [`the packed part of ${number} is not its file`]),
      ];
    }),
    ...rows.filter(({ n, hash }) => chain[n] !== hash).map(({ n }) => `row ${n} is not what the file has`),
    ...(unpacked === chain.length - 1 - packed ? [] : [`${unpacked} records behind ${packed} have rows`]),
    ...(plain.size === 1 ? [] : [`${plain.size} segments are plain in the end`]),
  ];
}

/** Uses a database whose journal has a row for each record, packed or not. */
export function withWholeJournal<T>(db: Db, use: (whole: Db) => T): T {
  const packed = listPacked(db);
  if (packed.length === 0) return use(db);
  const copy = copyInMemory(db);
  try {
    copy.exec('CREATE TEMP TABLE journal AS SELECT * FROM main.journal');
    copy.exec('CREATE UNIQUE INDEX temp.journal_by_n ON journal (n)');
    const insert = copy.prepare(
      `INSERT OR IGNORE INTO temp.journal (n, at, kind, transaction_id, data, more) VALUES (?, ?, ?, ?, ?, ?)`,
    );
    for (const { number } of packed)
      for (const { n, at, kind, transactionId, data, more } of recordsOf(unpackStripped(copy, number)))
        insert.run(n, at, kind, transactionId, data, more);
    return use(copy);
  } finally {
    copy.close();
  }
}
