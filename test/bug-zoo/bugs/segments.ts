import type { Bug } from '../bug.ts';

// Mistakes of the journal's segments: what is sealed too early, packed wrong, or believed unread.

const segments = 'test/books/segments.test.ts';
const died = 'test/books/sealing-died.test.ts';
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
    find: 'AND (t.settled_at IS NULL OR t.settled_at >= ? OR t.look_at IS NOT NULL))\n    ORDER BY n LIMIT ?`;',
    replace: 'AND (t.settled_at >= ? OR t.look_at IS NOT NULL))\n    ORDER BY n LIMIT ?`;',
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
      test: 'a till that dies at any step of sealing loses nothing, and the next one seals',
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
];
