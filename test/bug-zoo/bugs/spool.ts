import type { Bug } from '../bug.ts';

// Mistakes in what waits to be printed.

const spool = 'electron/spool/spool.ts';
const test = 'test/till/spool.test.ts';
const lost = (name: string) => ({ file: 'test/till/spool-lost.test.ts', test: name });
const noneLost = 'a first start, one that died before it had a file, and an older till’s books lack no print jobs';
const older =
  'a file of print jobs that was older than the books was told to nobody, and what had waited in it came out twice';
const none =
  'jobs that were over for a week, the last moments before a power cut, and an older till’s file are no lost print jobs';
const failOverTest = 'test/till/fail-over.test.ts';
const queueTest = 'test/till/print-queue.test.ts';
const survives =
  'what waits is there after a kill and goes out as the original; what was on its way is doubtful and does not';
const waits = 'a receipt whose printer is off waits, and comes out by itself once it is on: the original, once';
const late = 'after ten minutes a slip comes out only on a person’s word, and opens no drawer';
const heldBack = 'a job that is not what it has to be is held back, and said so: nothing of it goes out';

export const bugs: readonly Bug[] = [
  {
    name: 'a drawer’s pulse goes to another printer with the slips that waited before it',
    file: spool,
    find: 'if (waits && !isNowOrNever(job.what) && mayGo(job, other))',
    replace: 'if (waits && mayGo(job, other))',
    caughtBy: {
      file: 'test/till/fail-over.test.ts',
      test: 'a drawer was said to be open that hangs on a printer which is off: its pulse had gone to the other printer',
    },
  },
  {
    name: 'a slip whose printer is off is forgotten',
    file: 'electron/spool/attempt.ts',
    find: `const waits = delivery.kind === 'failed' && !isNowOrNever(what);`,
    replace: `const waits = false;`,
    caughtBy: { file: test, test: waits },
  },
  {
    name: 'what was on its way as the till died is sent once more',
    file: 'electron/printing/print.ts',
    find: ': mayHavePrinted(books.db, jobId),',
    replace: ': false,',
    caughtBy: { file: test, test: survives },
  },
  {
    name: 'last night’s slips come out in the morning',
    file: 'electron/spool/job.ts',
    find: `return state === 'queued' && ageOf(wantedAt, nowMs) > askAfterMs;`,
    replace: `return state === 'queued' && ageOf(wantedAt, nowMs) > 100 * askAfterMs;`,
    caughtBy: { file: test, test: late, says: 'expected 2 to be 1' },
  },
  {
    name: 'a slip that prints long after its payment opens the drawer',
    file: 'electron/printing/payment-slip.ts',
    find: `const mayOpen = isFirst && isFresh && isPayingNow(parts, job, transaction) &&`,
    replace: 'const mayOpen = isFirst &&',
    caughtBy: { file: test, test: late },
  },
  {
    name: 'each press of F6 before a printer that is off makes one more slip',
    file: 'electron/printing/print.ts',
    find: 'const waiting = spool.waitingFor(transactionId, isPaid);',
    replace: 'const waiting = null as { readonly jobId: string } | null;',
    caughtBy: { file: test, test: waits },
  },
  {
    name: 'all printers have one queue',
    file: spool,
    find: 'const lane = this.#lanes.get(printerId) ??',
    replace: 'const lane = [...this.#lanes.values()][0] ??',
    caughtBy: { file: test, test: 'a printer that hangs holds up no other one', says: 'expected +0 to be 1' },
  },
  {
    name: 'a sale without cash opens the drawer',
    file: 'electron/printing/payment-slip.ts',
    find: ` && tenders.some(({ kind }) => kind === 'cash')`,
    replace: '',
    caughtBy: { file: test, test: 'a sale without cash opened the drawer' },
  },
  {
    name: 'the drawer opens with the pending slip and with the original',
    file: 'electron/printing/payment-slip.ts',
    find: ' && !hasPulsed(books.db, transactionId);',
    replace: ';',
    caughtBy: {
      file: test,
      test: 'a pending payment of cash gets its slip once, with the pulse; its original comes later without one',
    },
  },
  {
    name: 'a slip that may be on paper goes to the other printer too',
    file: 'electron/spool/attempt.ts',
    find: `const waits = delivery.kind === 'failed' && !isNowOrNever(what);`,
    replace: 'const waits = !isNowOrNever(what);',
    caughtBy: {
      file: failOverTest,
      test: 'a slip that broke off stays doubtful, whatever other printer there is: one original for ever',
      says: "to be 'doubtful'",
    },
  },
  {
    name: 'two printers that take nothing throw a slip to and fro',
    file: spool,
    find: ' || this.#laneOf(other.id).failures > 0 ||',
    replace: ' ||',
    caughtBy: { file: failOverTest, test: 'two printers that are off did not throw a slip to and fro' },
  },
  {
    name: 'a test page waits for its printer as a slip does',
    file: 'electron/spool/attempt.ts',
    find: ` || what === 'test';`,
    replace: ';',
    caughtBy: { file: queueTest, test: 'a test page that reached no printer came out hours later' },
  },
  {
    name: 'a doubtful original is asked about again after its marked copy',
    file: 'electron/printing/print.ts',
    find: 'for (const { jobId } of doubted) spool.see(jobId);',
    replace: 'void doubted;',
    caughtBy: {
      file: queueTest,
      test: 'the marked copy that a person asks for answers the original that was doubtful: nobody is asked twice',
    },
  },
  {
    name: 'a job whose bytes were changed on the disk goes out',
    file: 'electron/printing/print.ts',
    find: 'if (problem === null) return ok(ready);',
    replace: 'if (problem === null || transactionId === null) return ok(ready);',
    caughtBy: { file: test, test: heldBack, says: `to match object { state: 'failed', cause: 'refused' }` },
  },
  {
    name: 'a job that is held back is only cancelled, and nobody hears of it',
    file: 'electron/spool/attempt.ts',
    find: `  if (unwanted.has(code)) return { state: 'cancelled' };`,
    replace: `  if (unwanted.size > 0 || unwanted.has(code)) return { state: 'cancelled' };`,
    caughtBy: { file: test, test: heldBack, says: `to match object { state: 'failed', cause: 'refused' }` },
  },
  {
    name: 'only the jobs’ own file tells of a Z whether it went out',
    file: 'electron/printing/print.ts',
    find: "state === 'sending' || hasBegunPaper(books.db, jobId)",
    replace: "state === 'sending' || (jobId === '' && hasBegunPaper(books.db, jobId))",
    caughtBy: lost('after a power cut a Z that was out came out once more as the original'),
  },
  {
    name: 'a file of print jobs that the disk does not give is taken for a damaged one',
    file: 'electron/db/spool-store.ts',
    find: "if (isOfTheDisk(error)) return openFile(':memory:', first);",
    replace: "if (isOfTheDisk(error) && file === '') return openFile(':memory:', first);",
    caughtBy: lost('a disk that gave no file of print jobs kept the till from starting'),
  },
  {
    name: 'a damaged file of print jobs is taken for one that the disk does not give, and kept',
    file: 'electron/db/spool-store.ts',
    find: '(FULL|IOERR|READONLY|CANTOPEN|BUSY|LOCKED|PERM)',
    replace: '(FULL|IOERR|READONLY|CANTOPEN|BUSY|LOCKED|PERM|NOTADB|CORRUPT)',
    caughtBy: lost('a damaged file of print jobs is put aside, and the next is begun'),
  },
  {
    name: 'an emptied file of print jobs is begun anew in silence',
    file: 'electron/db/spool-store.ts',
    find: "if (isEmpty(file) && known.hadFile()) lose('it is gone or empty');",
    replace: 'void isEmpty;',
    caughtBy: lost(
      'an emptied or removed file of print jobs was told to nobody, and slips that waited were gone in silence',
    ),
  },
  {
    name: 'a first start tells that its print jobs are lost',
    file: 'electron/db/spool-store.ts',
    find: 'if (isEmpty(file) && known.hadFile())',
    replace: 'if (isEmpty(file))',
    caughtBy: lost(noneLost),
  },
  {
    name: 'a till that was restored tells that print jobs are lost which no backup has',
    file: 'electron/db/openings.ts',
    find: "(SELECT max(n) FROM journal WHERE kind = 'restored')",
    replace: "(SELECT min(n) FROM journal WHERE kind = 'opened')",
    caughtBy: lost(noneLost),
  },
  {
    name: 'a start that died before it had a file of print jobs counts as one that had it',
    file: 'electron/db/openings.ts',
    find: "AND kind NOT IN ('opened', 'restored', 'clock')",
    replace: "AND kind <> 'restored'",
    caughtBy: lost(noneLost),
  },
  {
    name: 'an older till lacks the file of print jobs that it never had',
    file: 'electron/db/openings.ts',
    find: `(SELECT min(n) FROM journal WHERE kind = 'opened' AND data -> '$.settings' IS NOT NULL`,
    replace: `(SELECT min(n) FROM journal WHERE kind = 'opened'`,
    caughtBy: lost(noneLost),
  },
  {
    name: 'a file of print jobs is taken as it is, however old',
    file: 'electron/db/spool-store.ts',
    find: 'const isOlder = printed !== null && store.find(printed) === null;',
    replace: "const isOlder = printed !== null && printed === '';",
    caughtBy: lost(older),
  },
  {
    name: 'what waited in an older file of print jobs comes out once more',
    file: 'electron/db/spool-store.ts',
    find: 'if (job.transactionId === null) store.save(doubted(job, now));',
    replace: "if (job.jobId === '') store.save(doubted(job, now));",
    caughtBy: lost(older),
  },
  {
    name: 'lost print jobs are told at each start',
    file: 'electron/db/spool-store.ts',
    find: '    store.beginAt(begins());\n',
    replace: '',
    caughtBy: lost(older),
  },
  {
    name: 'the books know no print job of before the clock was set back',
    file: 'electron/db/spool-store.ts',
    find: 'Math.max(now, known.printedAt())',
    replace: 'Math.max(now, 0 * known.printedAt())',
    caughtBy: lost(older),
  },
  {
    name: 'jobs that were over for a week and are forgotten count as lost',
    file: 'electron/db/spool-store.ts',
    find: 'if (forget.run(beforeMs).changes > 0) begin.run(beforeMs);',
    replace: 'forget.run(beforeMs);',
    caughtBy: lost(none),
  },
  {
    name: 'each power cut tells that print jobs are lost',
    file: 'electron/db/print-jobs.ts',
    find: 'const lastMoments = 2 * 60_000;',
    replace: 'const lastMoments = -1;',
    caughtBy: lost(none),
  },
  {
    name: 'a Z that comes out a second time does not say so',
    file: 'electron/printing/other-paper.ts',
    find: 'const copy = printsOfZ(books.db, number);',
    replace: 'const copy = 0;',
    caughtBy: {
      file: 'test/shifts/report-paper.test.ts',
      test: 'a Z that was asked for twice before it came out came out twice as the first',
    },
  },
  {
    name: 'the slip of a debt goes out though the disk does not keep that it does',
    file: 'electron/spool/attempt.ts',
    find: '(mustBeClaimed ? parts.claim : update)(',
    replace: '(mustBeClaimed && attempts < 0 ? parts.claim : update)(',
    caughtBy: {
      file: 'test/till/spool-full.test.ts',
      test: 'the slip of a debt came out again after a kill, since a full disk had not kept that it went out',
    },
  },
  {
    name: 'what the disk does not keep holds up what is behind it',
    file: spool,
    find: "if (isHeld) return 'unkept';",
    replace: "if (isHeld && jobId === '') return 'unkept';",
    caughtBy: {
      file: 'test/till/spool-full.test.ts',
      test: 'a receipt waited behind a slip of which a full disk took no word',
      says: 'expected 1 to be 2',
    },
  },
  {
    name: 'another till’s file of print jobs is taken for one’s own',
    file: 'electron/db/spool-file.ts',
    find: 'said.books !== null && said.books !== books)',
    replace: 'said.books === null && said.books !== books)',
    caughtBy: lost('another till’s file of print jobs was taken for one’s own, and what waited in it came out here'),
  },
  {
    name: 'whether the file of print jobs takes a word is found out by the first slip',
    file: 'electron/db/spool-file.ts',
    find: "else db.prepare('UPDATE complete SET books = coalesce(books, ?)').run(books);",
    replace: "else if (said.books === null) db.prepare('UPDATE complete SET books = ?').run(books);",
    caughtBy: {
      file: 'test/till/no-room.test.ts',
      test: 'a file of print jobs that can’t be written was told to nobody, and every slip of a debt waited for it',
    },
  },
];
