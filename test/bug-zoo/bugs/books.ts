import type { Bug } from '../bug.ts';

// Mistakes in keeping journal and database, and in what a start believes of them.

const books = 'electron/books/books.ts';
const catchUp = 'electron/books/catch-up.ts';
const readAll = 'electron/books/read-all.ts';
const start = 'electron/books/start-books.ts';
const recordStart = 'electron/books/record-start.ts';
const files = 'test/books/files.test.ts';
const sick = 'test/books/sick-disk.test.ts';

export const bugs: readonly Bug[] = [
  {
    name: 'a stick takes other books for those that it knows',
    file: 'electron/export/place-witness.ts',
    find: 'return answer.hash === kept.head;',
    replace: "return answer.found !== 'beyond' && kept.head !== '';",
    caughtBy: {
      file: 'test/till/place-witness.test.ts',
      test: 'a stick that knows later books than these, or others, says so and keeps what it knows',
    },
  },
  {
    name: 'a commit is acknowledged before it is on the disk',
    file: 'electron/db/open.ts',
    find: `db.pragma('synchronous = FULL');`,
    replace: `db.pragma('synchronous = NORMAL');`,
    also: [
      {
        file: 'electron/db/open.ts',
        find: `  assert(pragma(db, 'synchronous') === 2, 'every commit must reach the disk');\n`,
        replace: '',
      },
    ],
    caughtBy: {
      file: 'test/db/open.test.ts',
      test: 'every commit reaches the disk, keys are checked, the file is the owner’s alone',
    },
  },
  {
    name: 'the journal is written and not synced',
    file: 'electron/books/journal/file.ts',
    find: `bytes.length - done, end + done);
        fdatasyncSync(fd);`,
    replace: 'bytes.length - done, end + done);',
    caughtBy: {
      file: 'test/books/chain.test.ts',
      test: 'what is added to the journal or cut off it is on the disk when that returns',
    },
  },
  {
    name: 'the journal is written after the database',
    file: books,
    find: `        // First the journal, then the database: what the database says is committed is in the journal.
        file.append(Buffer.from(lines.map(({ text }) => \`\${text}\\n\`).join('')));
        isInJournal = true;
      });`,
    replace: `        isInJournal = true;
      });
      file.append(Buffer.from(lines.map(({ text }) => \`\${text}\\n\`).join('')));`,
    caughtBy: { file: sick, test: 'an append that fails (full) leaves nothing behind, and the next one goes on' },
  },
  {
    name: 'a line names the hash of the data before it and not of the line',
    file: 'electron/books/journal/line.ts',
    find: `return { n: head.n + 1, hash: hashOf(text), at, kind, transactionId, data, more, text };
}

/** The lines`,
    replace: `return { n: head.n + 1, hash: hashOf(data), at, kind, transactionId, data, more, text };
}

/** The lines`,
    caughtBy: {
      file: 'test/books/chain.test.ts',
      test: 'each line names the SHA-256 of the line before it, byte for byte',
    },
  },
  {
    name: 'a torn last line stays',
    file: catchUp,
    find: '    if (torn > 0) file.cut(tail.size);\n',
    replace: '',
    caughtBy: {
      file: 'test/books/chain.test.ts',
      test: 'a line that was torn leaves no trace behind',
      says: 'is damaged: record 3',
    },
  },
  {
    name: 'damage in the middle passes for a torn end',
    file: catchUp,
    find: 'if (rebuilding === null && n > known.n && beyond <= appendMax) return endsWhole(db);',
    replace: 'if (rebuilding === null && beyond <= appendMax) return null;',
    caughtBy: {
      file: files,
      test: 'a journal with a line taken out refuses the start by file and record, and is rebuilt from the database',
      says: 'the start was not refused',
    },
  },
  {
    name: 'a line is not compared with what the database has',
    file: readAll,
    find: `      if (!isKnown(head.n + 1, hash)) return 'it is not what the database has';\n`,
    replace: '',
    caughtBy: {
      file: files,
      test: 'a journal with a byte of the last line refuses the start by file and record, and is rebuilt from the database',
      says: 'the start was not refused',
    },
  },
  {
    name: 'a part of what was written together counts',
    file: readAll,
    find: '    if (read.line.more > 0) return null;\n',
    replace: '',
    caughtBy: {
      file: 'test/books/groups.test.ts',
      test: '1 of three records that were written together count for nothing: they are cut off like a torn line, and that is said',
      says: 'what was written with its record 3 is missing',
    },
  },
  {
    name: 'an outcome that was stored after all is stored again while there is no room',
    file: 'electron/payment/keeper.ts',
    find: "if (books.state() !== 'uncertain' && (!found ||",
    replace: "if (books.state() === 'ready' && (!found ||",
    caughtBy: {
      file: 'test/till/storage.test.ts',
      test: 'an outcome that a full disk took after all is not stored a second time, though there is no room yet',
    },
  },
  {
    name: 'the verifier believes a group that is not whole',
    file: 'electron/verify/chain.ts',
    find: 'if (more > 0 && here !== null && here !== more - 1)',
    replace: 'if (more > 0 && here !== null && here >= more)',
    caughtBy: {
      file: 'test/books/groups.test.ts',
      test: 'a group that is broken off in the middle, in a good chain, is no journal',
    },
  },
  {
    name: 'what only the database has is not given back to the journal',
    file: catchUp,
    find: 'const toJournal = giveTail(db, file, tail.head);',
    replace: 'const toJournal = 0;',
    caughtBy: { file: files, test: 'the tail that only the database has is given to the journal, byte for byte' },
  },
  {
    name: 'rebuilding stops after the first thousand records',
    file: catchUp,
    find: 'rows.length > 0; rows = next()) {',
    replace: 'rows.length > 0; rows = []) {',
    caughtBy: { file: 'test/books/chain.test.ts', test: 'a journal of some thousand records is made again whole' },
  },
  {
    name: 'a database that is gone is made again without a word',
    file: catchUp,
    find: 'const missing = rebuilding === null ? somethingMissing(db, file, known, packed) : null;',
    replace: 'const missing = null as string | null;',
    caughtBy: {
      file: files,
      test: 'a database that is gone refuses the start by its name, and is rebuilt from the journal',
      says: 'the start was not refused',
    },
  },
  {
    name: 'a journal that ends long before the database is filled again without a word',
    file: catchUp,
    find: 'known.n - tail.head.n > appendMax &&',
    replace: 'tail.head.n > known.n &&',
    caughtBy: {
      file: files,
      test: 'a journal that ends long before the database is not restored in silence',
      says: 'the start was not refused',
    },
  },
  {
    name: 'books that are gone are begun anew without a word',
    file: recordStart,
    find: 'books.head().n === 0 && hasMark(folder)',
    replace: 'books.head().n === 0 && hasMark(`${folder}/training`)',
    caughtBy: {
      file: files,
      test: 'journal and database gone, and the mark not: the till does not begin as if nothing had been',
    },
  },
  {
    name: 'a failed sync is tried again as if nothing had happened',
    file: books,
    find: 'if (isSyncFailure(error) || !this.#isCut(size))',
    replace: 'if ((isSyncFailure(error) && file.size() < size) || !this.#isCut(size))',
    caughtBy: {
      file: sick,
      test: 'after a failed sync nothing is written until both were opened again, and then they agree',
    },
  },
  {
    name: 'a full disk loses the outcome while there is room kept back',
    file: books,
    find: 'if (!isFull(error) || !ballast.held()) throw error;',
    replace: 'if (isFull(error) || !ballast.held()) throw error;',
    caughtBy: {
      file: sick,
      test: 'a full disk gives up its ballast for what must not be lost, and for nothing else',
      says: 'no space left',
    },
  },
  {
    name: 'a backup that was put back goes on selling',
    file: recordStart,
    find: '    why === null\n      ? []\n',
    replace: '    why !== undefined\n      ? []\n',
    caughtBy: {
      file: files,
      test: 'a backup that was put back starts by comparing, under a new epoch, and pays nothing until a person has',
    },
  },
  {
    name: 'a backup that was put back makes the ids of the till it was copied from',
    file: recordStart,
    find: 'const epoch = before && why === null ? before.epoch : start.newEpoch();',
    replace: 'const epoch = before?.epoch ?? start.newEpoch();',
    caughtBy: {
      file: files,
      test: 'a till put back from a backup makes its ids under another epoch than the till it was copied from',
    },
  },
  {
    name: 'files older than what was known are trusted',
    file: 'electron/books/mark.ts',
    find: 'mark.epoch !== state.epoch || mark.n > state.head.n',
    replace: 'mark.epoch !== state.epoch',
    also: [
      {
        file: 'electron/books/mark.ts',
        find: 'if (mark.n > 0 && state.hashOf(mark.n) !== mark.hash)',
        replace: 'if (mark.n > 0 && (state.hashOf(mark.n) ?? mark.hash) !== mark.hash)',
      },
    ],
    caughtBy: {
      file: files,
      test: 'files written over from a backup, and an older journal with its database, are noticed too',
    },
  },
  {
    name: 'rows are not compared with their records at a start',
    file: start,
    find: 'auditRows(db, 1)[0] ?? ',
    replace: 'auditRows(db, 0)[0] ?? ',
    caughtBy: {
      file: files,
      test: 'an amount changed in the database, where SQLite itself sees nothing wrong, refuses the start',
      says: 'the start was not refused',
    },
  },
  {
    name: 'the database is read when the till has opened, and not again for weeks',
    file: 'electron/books/daily-check.ts',
    find: 'next(dayMs);',
    replace: 'next(30 * dayMs);',
    caughtBy: {
      file: 'test/books/scrubbing.test.ts',
      test: 'the database is read again a day later, when no payment is on its way, and damage stops new ones',
      says: 'to be 86400000',
    },
  },
  {
    name: 'a damaged database is written to the log, and nothing else',
    file: 'electron/books/daily-check.ts',
    find: '        books.foundDamaged();\n',
    replace: '',
    caughtBy: {
      file: files,
      test: 'a damaged index, which no start sees, is found in the background and stops new payments',
      says: "expected 'ready' to be 'damaged'",
    },
  },
  {
    name: 'two tills work in one folder',
    file: 'electron/db/folder-lock.ts',
    find: `db.exec('BEGIN EXCLUSIVE');`,
    replace: `db.exec('BEGIN');`,
    caughtBy: { file: 'test/db/open.test.ts', test: 'one till a folder; the lock goes with its holder' },
  },
  {
    name: 'the check of the journal reads on into what is being written',
    file: 'electron/books/checks/verify-books.ts',
    find: 'firstBytes(file.chunks(), known.bytes)',
    replace: 'firstBytes(file.chunks(), Infinity)',
    caughtBy: {
      file: 'test/verify/beside.test.ts',
      test: 'what is written after the moment it is asked is neither compared nor a problem',
    },
  },
];
