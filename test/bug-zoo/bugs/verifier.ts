import type { Bug } from '../bug.ts';

// Mistakes of the independent verifier, by which wrong books would pass for good ones.

const seals = 'test/verify/seals.test.ts';
const segments = 'test/verify/segments.test.ts';
const inFiles = 'what no till leaves in its files is told, with the file:';
const inDatabase = 'what is changed in the database of a journal in segments is told:';

export const bugs: readonly Bug[] = [
  {
    name: 'the packed app ends well whatever its verifier finds',
    file: 'electron/main.ts',
    find: '  app.exit(exitCode);\n}\n\nfunction ownFolder',
    replace: '  app.exit(err ? exitCode : 0);\n}\n\nfunction ownFolder',
    caughtBy: {
      file: 'test/e2e/app-verify.test.ts',
      test: 'damaged books: exit code 1, and the file and the record are named',
    },
  },
  {
    name: 'the verifier only counts the payments whose trail leads to a segment',
    file: 'electron/verify/places.ts',
    find: 'return there.prints === told.prints ? null',
    replace: 'return Number.isFinite(there.prints) ? null',
    caughtBy: { file: seals, test: `${inDatabase} a payment led to another one’s segment` },
  },
  {
    name: 'the verifier passes over texts that no payment has',
    file: 'electron/verify/database.ts',
    find: "for (const table of ['payment_texts', 'packed_texts'])",
    replace: "for (const table of ['payment_texts'])",
    caughtBy: {
      file: 'test/verify/sealed-shop.test.ts',
      test: 'what no payment has among the texts of payments is told',
    },
  },
  {
    name: 'the verifier leaves out the last segment',
    file: 'electron/verify/books.ts',
    find: 'of sources.entries()) {',
    replace: 'of sources.slice(0, Math.max(1, sources.length - 1)).entries()) {',
    caughtBy: { file: segments, test: 'a journal in segments: read as one, with nothing to tell' },
  },
  {
    name: 'the verifier says of no slip that it was printed',
    file: 'electron/verify/slip.ts',
    find: 'if (printed.length < printedMax) printed.push(',
    replace: 'if (printed.length > printedMax) printed.push(',
    caughtBy: {
      file: 'test/verify/brought.test.ts',
      test: 'the word of a mere preview was told like that of a slip: now it is said whether a slip that carries it was printed',
    },
  },
  {
    name: 'the verifier reads segments by their names alone',
    file: 'electron/verify/books.ts',
    find: 'const other = begin && !isNext(begin) ?',
    replace: 'const other = begin && isNext(begin) ?',
    caughtBy: {
      file: segments,
      test: 'two segments that were exchanged are told in two sentences: once there was one for each record',
    },
  },
  {
    name: 'the verifier passes over a segment that is not there',
    file: 'electron/verify/books.ts',
    find: 'if (number !== before + 1) tellGap',
    replace: 'if (number <= before) tellGap',
    caughtBy: { file: segments, test: `${inFiles} a segment missing` },
  },
  {
    name: 'the verifier does not see an old journal beside its segments',
    file: 'electron/verify/snapshot.ts',
    find: 'return single in look && ',
    replace: 'return look[single]?.[0] === 0 && ',
    caughtBy: { file: segments, test: `${inFiles} an older till’s file beside segments` },
  },
  {
    name: 'the verifier believes a plain file beside the sealed one',
    file: 'electron/verify/pieces.ts',
    find: 'existsSync(plain.path) && !isSame(unpacked, plain)',
    replace: 'existsSync(plain.path) && unpacked.length !== plain.bytes',
    caughtBy: { file: segments, test: `${inFiles} a plain file beside the sealed one that says something else` },
  },
  {
    name: 'the verifier does not see what hangs behind a sealed segment',
    file: 'electron/verify/pieces.ts',
    find: 'engine.bytesWritten === bytes.length ? buffer : null',
    replace: 'engine.bytesWritten > 0 ? buffer : null',
    caughtBy: { file: segments, test: `${inFiles} bytes behind the frame` },
  },
  {
    name: 'the verifier does not look at the head that a seal names',
    file: 'electron/verify/follow-seals.ts',
    find: "    ['head', there.head, head],\n",
    replace: '',
    caughtBy: { file: seals, test: 'a seal that says another head is told' },
  },
  {
    name: 'the verifier takes any signature for the till’s',
    file: 'electron/verify/signed.ts',
    find: "bytes.toString('base64url') === signature && verify(null, Buffer.from(text), key, bytes)",
    replace:
      "bytes.toString('base64url') === signature && bytes.length === 64 && key.type === 'public' && verify.length > 0",
    caughtBy: { file: seals, test: 'a seal that says a stranger’s signature is told' },
  },
  {
    name: 'the verifier believes what the database keeps of a sealed segment',
    file: 'electron/verify/parts.ts',
    find: "if (!isSame) differs(n, 'is not the file’s lines from here on');",
    replace: "if (!isSame && end > bytes.length) differs(n, 'is not the file’s lines from here on');",
    caughtBy: { file: seals, test: `${inDatabase} a part that says something else` },
  },
  {
    name: 'the verifier forgets a paid payment without comparing it',
    file: 'electron/verify/tables.ts',
    find: '      comparison.compare(id, known);\n      open.delete(id);',
    replace: '      open.delete(id);',
    caughtBy: { file: 'test/verify/verify.test.ts', test: 'whatever is changed in the database is told of' },
  },
  {
    name: 'the verifier takes a number with a nought before it for well written',
    file: 'electron/verify/form.ts',
    find: '(line[start] !== zero || (at === start + 1 && start === from))',
    replace: '(line[start] !== zero || at > start)',
    caughtBy: {
      file: 'test/verify/meaning.test.ts',
      test: 'a line like the one before it with a nought before a number is no record as the till writes it',
      says: 'Unexpected number in JSON',
    },
  },
  {
    name: 'the verifier knows no footer that an answer told',
    file: 'electron/verify/follow-payment.ts',
    find: 'row.footer = footer && JSON.stringify(footer);',
    replace: 'row.footer = footer && null;',
    caughtBy: {
      file: 'test/verify/verify.test.ts',
      test: 'a good folder: exit code 0, what is in it, and nothing changed',
    },
  },
];
