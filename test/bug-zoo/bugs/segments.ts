import type { Bug } from '../bug.ts';

// Mistakes of the journal's segments: what is sealed too early, packed wrong, or believed unread.

const packed = 'test/books/packed.test.ts';
const segments = 'test/books/segments.test.ts';
const died = 'test/books/sealing-died.test.ts';
const power = 'test/books/power-cut.test.ts';
const sealedAnyTime =
  'whenever the power goes while a segment is sealed and its plain file removed, its lines are on the disk';
const sealing = 'electron/books/sealing.ts';

export const bugs: readonly Bug[] = [
  {
    name: 'a start does not look at the files of sealed segments',
    file: 'electron/books/segments/marks.ts',
    find: 'if (file !== left) {',
    replace: 'if (left === null) {',
    caughtBy: {
      file: segments,
      test: 'a sealed segment that is swapped with another is noticed at the start',
      says: 'the start was not refused',
    },
  },
  {
    name: 'a rebuilt database does not say how the sealed files were left: the next start reads them all',
    file: 'electron/books/rebuild.ts',
    find: 'if (made.ok) setMarks(opened.db, marks, at);',
    replace: 'if (!made.ok) setMarks(opened.db, marks, at);',
    caughtBy: {
      file: segments,
      test: 'a rebuild of the database has just read what is sealed: the next start does not read it again',
    },
  },
  {
    name: 'a sealed segment is compared with its seal, but not with what the database packed',
    file: 'electron/books/segments/check.ts',
    find: '!packed?.equals(found.bytes)',
    replace: 'packed === null',
    caughtBy: {
      file: segments,
      test: 'what the database packed of a segment is damaged: the check names the database',
    },
  },
  {
    name: 'bytes behind the end of a sealed segment are passed over',
    file: 'electron/books/segments/packing.ts',
    find: 'return engine.bytesWritten === packed.length ? buffer : null;',
    replace: 'return engine.bytesWritten <= packed.length ? buffer : null;',
    caughtBy: {
      file: segments,
      test: 'a sealed segment that is longer than it was is noticed at the start',
      says: 'the start was not refused',
    },
  },
  {
    name: 'rows of unsettled payments go with those of the others',
    file: 'electron/db/segments.ts',
    find: 'AND (t.settled_at IS NULL OR t.settled_at >= ? OR t.look_at IS NOT NULL))\n      AND NOT EXISTS',
    replace: 'AND (t.settled_at >= ? OR t.look_at IS NOT NULL))\n      AND NOT EXISTS',
    caughtBy: { file: segments, test: 'an unsettled payment keeps its records at hand, however old it is' },
  },
  {
    name: 'the plain file of a segment goes before the database has it packed',
    file: sealing,
    find: '  const { n: last, hash: head } = sealed.head;\n',
    replace: '  const { n: last, hash: head } = sealed.head;\n  removePlain(books.file.name, number);\n',
    also: [
      {
        file: sealing,
        find: "import { sealedFile } from './segments/names.ts';",
        replace: "import { sealedFile } from './segments/names.ts';\nimport { removePlain } from './segments/tail.ts';",
      },
    ],
    caughtBy: {
      file: died,
      test: 'a till that dies at any step of sealing loses nothing, also where its books are made again, and the next one seals',
      says: 'storage-failed',
    },
  },
  {
    name: 'an older till’s journal beside other segments is thrown away unread',
    file: 'electron/books/segments/take-over.ts',
    find: 'if (beside.done || !beside.value.equals(line))',
    replace: 'if (beside.done && line.length === 0)',
    caughtBy: {
      file: segments,
      test: 'an older till’s journal beside segments that say something else is touched by nobody',
      says: 'the start was not refused',
    },
  },
  {
    name: 'the trail of an old payment is what happens to have rows',
    file: 'electron/books/segments/trail.ts',
    find: "if (atHand.some(({ kind }) => kind === 'intent')) return toEvents(atHand);",
    replace: 'if (atHand.length >= 0) return toEvents(atHand);',
    caughtBy: {
      file: segments,
      test: 'what is sealed is packed in the database, and old payments have no rows but their whole trail',
    },
  },
  {
    name: 'what is sealed is never read again',
    file: 'electron/books/scrubbing.ts',
    find: 'if (!oldest || clock.now() - oldest.readAt < oldMs) return;',
    replace: 'if (!oldest || oldest.readAt > 0) return;',
    caughtBy: {
      file: 'test/books/scrubbing.test.ts',
      test: 'segments that are well are read one after another, and are young again after their turn',
    },
  },
  {
    name: 'a sealed segment gets its name before its bytes are on the disk',
    file: 'electron/books/segments/seal.ts',
    find: '    fsyncSync(fd);\n',
    replace: '',
    also: [
      {
        file: 'electron/books/segments/seal.ts',
        find: 'closeSync, existsSync, fsyncSync, openSync',
        replace: 'closeSync, existsSync, openSync',
      },
    ],
    caughtBy: { file: power, test: sealedAnyTime },
  },
  {
    name: 'a sealed segment that a thread has read is taken, whatever it follows',
    file: 'electron/books/read-all.ts',
    find: 'from.n === head.n && from.hash === head.hash,',
    replace: 'from.n >= 0,',
    caughtBy: {
      file: 'test/books/threads.test.ts',
      test: 'no database is made from a sealed segment that is swapped with another',
    },
  },
  {
    name: 'a line of a sealed segment that is no record is passed over',
    file: 'electron/books/read-all.ts',
    find: "read ? takeRecord(read, keeping) : 'it is not a record';",
    replace: 'read ? takeRecord(read, keeping) : null;',
    caughtBy: {
      file: 'test/books/threads.test.ts',
      test: 'no database is made from a sealed segment that is made by a stranger, its last record no JSON',
    },
  },
  {
    name: 'a journal that is made again has its name before all of it is written',
    file: 'electron/books/rebuild.ts',
    find: '    await threads.written();\n',
    replace: '',
    caughtBy: { file: segments, test: 'the journal is made again from the other, sealed segments and all' },
  },
  {
    name: 'the folder is not synced once a sealed segment has its name',
    file: 'electron/books/segments/seal.ts',
    find: '  writeSealed(folder, number, pack(plain), plain);\n  syncFolder(folder);\n',
    replace: '  writeSealed(folder, number, pack(plain), plain);\n',
    also: [
      {
        file: 'electron/books/segments/seal.ts',
        find: "import { syncFolder } from '../journal/file.ts';\n",
        replace: '',
      },
    ],
    caughtBy: { file: power, test: sealedAnyTime },
  },
  {
    name: 'an older till’s journal goes before the names of the segments are on the disk',
    file: 'electron/books/segments/take-over.ts',
    find: '  if (bytes > 0) end();\n  syncFolder(fresh);\n',
    replace: '  if (bytes > 0) end();\n',
    caughtBy: {
      file: power,
      test: 'whenever the power goes while an older till’s journal is split, the next start has every line once',
    },
  },
  {
    name: 'the mark gets its name before its bytes are on the disk',
    file: 'electron/books/mark.ts',
    find: '{ mode: 0o600, flush: true }',
    replace: '{ mode: 0o600 }',
    caughtBy: {
      file: power,
      test: 'whenever the power goes while the mark are written, the old or the new is there, whole',
    },
  },
  {
    name: 'a plain file that the disk did not let go stays beside its sealed one',
    file: sealing,
    find: '!isSealDue(books) && !books.file.hasLeftovers() && sweptFor',
    replace: '!isSealDue(books) && sweptFor',
    caughtBy: {
      file: died,
      test: 'a plain file that the disk does not let go is tried again, by the same till',
      says: 'expected true to be false',
    },
  },
  {
    name: 'a proven record that does not fit is the journal’s fault, whatever the tables have',
    file: 'electron/books/catch-up.ts',
    find: 'error instanceof Unfit && rebuilding === null',
    replace: 'error instanceof Unfit && rebuilding !== null',
    caughtBy: {
      file: 'test/books/files.test.ts',
      test: 'where a proven record does not fit the tables since they have what was never recorded, the database is named',
    },
  },
  {
    name: 'the prints of an old payment are forgotten when it is packed',
    file: 'electron/db/old-payments.ts',
    find: 'const all = [...slips, ...(printed.get(id) ?? [])]',
    replace: 'const all = [...slips]',
    caughtBy: {
      file: packed,
      test: 'an old payment is packed, without its quote and print jobs, and all of it is shown as before',
    },
  },
  {
    name: 'an old payment that is printed again is packed with its last slip alone',
    file: 'electron/db/old-payments.ts',
    find: 'packed ? unpackRow(packed) : { ...there, slips: [] }',
    replace: 'packed ? { ...unpackRow(packed), slips: [] } : { ...there, slips: [] }',
    caughtBy: { file: packed, test: 'an old payment that is printed again gets the next copy, and is packed with it' },
  },
  {
    name: 'the next copy of an old payment is an original again',
    file: 'electron/db/print-jobs.ts',
    find: 'SELECT max(coalesce((SELECT copies FROM payments',
    replace: 'SELECT max(coalesce((SELECT NULL FROM payments',
    caughtBy: {
      file: packed,
      test: 'an old payment that is printed again gets the next copy, and is packed with it',
      says: 'receipt:print failed',
    },
  },
  {
    name: 'the database lets a second original of a packed payment through',
    file: 'electron/db/migrations/100-packed-payments.ts',
    find: 'WHEN NEW.copy < (SELECT copies FROM payments',
    replace: 'WHEN NEW.copy < (SELECT copies - 9 FROM payments',
    caughtBy: {
      file: packed,
      test: 'the database lets no second original of a packed payment be printed, and nothing packed be taken away',
    },
  },
  {
    name: 'a rebuilt database packs what has rows',
    file: 'electron/books/segments/keep-lines.ts',
    find: 'packDue(before, new Set(listAtHand(db)));',
    replace: 'packDue(Infinity, new Set(listAtHand(db).slice(0, 0)));',
    caughtBy: { file: segments, test: 'the database is made again from the other, sealed segments and all' },
  },
  {
    name: 'nobody compares the slips that are packed with those that were printed',
    file: 'electron/db/audit.ts',
    find: "(unpacked(t.packed, 'slips') IS NOT ${packedSlips} OR",
    replace: "(unpacked(t.packed, 'slips') IS NULL OR",
    caughtBy: { file: packed, test: 'another head on a slip in a packed row is told by the till and by the verifier' },
  },
  {
    name: 'the verifier believes the slips that are packed',
    file: 'electron/verify/packed.ts',
    find: 'isOff: () => sums.someOtherThan(0),',
    replace: 'isOff: () => false,',
    caughtBy: { file: packed, test: 'another head on a slip in a packed row is told by the till and by the verifier' },
  },
  {
    name: 'an inquiry in an earlier segment than its payment is taken for a damaged payment',
    file: 'electron/db/audit.ts',
    find: "(SELECT transaction_id FROM journal WHERE kind = '${kind}')",
    replace: "(SELECT transaction_id FROM journal WHERE '${kind}' <> '')",
    caughtBy: {
      file: died,
      test: 'a payment that begins when the segment of its inquiry is sealed already is no damage',
    },
  },
  {
    name: 'a segment that is being packed is asked for its part',
    file: 'electron/db/segments.ts',
    find: "const isPacked = 'segment <= (SELECT max(segment) FROM journal_parts)';",
    replace: "const isPacked = 'segment > 0';",
    caughtBy: {
      file: 'test/books/scrubbing.test.ts',
      test: 'a segment that is being packed just then is no damage of one that shares payments with it, and their trail is whole',
    },
  },
];
