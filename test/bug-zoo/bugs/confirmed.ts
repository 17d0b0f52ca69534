import type { Bug } from '../bug.ts';

// Mistakes in what a printer is believed.

const transport = 'electron/printers/transport.ts';
const answers = 'electron/printers/answers.ts';
const till = 'test/till/confirmed-printing.test.ts';
const wire = 'test/printers/answers.test.ts';

export const bugs: readonly Bug[] = [
  {
    name: 'a test page that a printer says nothing of unlearns what it tells',
    file: 'electron/spool/attempt.ts',
    find: 'return tells(answers) && !tells(delivery.probed);',
    replace: 'return tells(answers) && !tells(answers);',
    caughtBy: {
      file: till,
      test: 'a test page on a printer that hung made it one that tells nothing, and a receipt that nobody printed was sent',
      says: 'printer-failed',
    },
  },
  {
    name: 'a printer that is known to tell is believed although it says nothing',
    file: transport,
    find: '  await mustBeOut(connection, ears,',
    replace: `  if (fence === 'status') await mustBeOut(connection, ears,`,
    caughtBy: {
      file: wire,
      test: 'a printer that takes a slip and never says that it is printed leaves it doubtful, however often it says that it is well',
    },
  },
  {
    name: 'any mark that comes back is taken for the one of this slip',
    file: transport,
    find: `one.kind === 'mark' ? one.mark === mark :`,
    replace: `one.kind === 'mark' ? one.mark !== '' :`,
    caughtBy: { file: wire, test: 'the answer to another slip is none to this one' },
  },
  {
    name: 'a printer without paper gets its slip all the same',
    file: transport,
    find: 'await deadline.before(mustPrint(connection, ears));',
    replace: 'void mustPrint(connection, ears).catch(() => undefined);',
    caughtBy: {
      file: till,
      test: 'a printer without paper gets no byte of a slip, which waits and says why: paper',
      says: `what: 'receipt'`,
    },
  },
  {
    name: 'a printer is believed to be what it calls itself',
    file: answers,
    find: `fence: isMarked ? 'job' :`,
    replace: `fence: isMarked || calls.includes('TM-T88VI') ? 'job' :`,
    caughtBy: { file: till, test: 'a test page finds out what liar answers: none' },
  },
  {
    name: 'a printer of which nobody knows what it answers is asked at every slip',
    file: transport,
    find: `owedAt(transport, answers) > 0) ? answers.fence : 'none';`,
    replace: `owedAt(transport, answers) > 0) ? (answers.fence === 'none' ? 'job' : answers.fence) : 'none';`,
    caughtBy: { file: till, test: 'a test page finds out what mute answers: none', says: `what: 'receipt'` },
  },
  {
    name: 'what a printer without paper answers is learnt of it',
    file: transport,
    find: 'if (probed.asksStatus) mustBeWell(',
    replace: 'if (!probed.asksStatus) mustBeWell(',
    caughtBy: {
      file: wire,
      test: 'a printer without paper, asked for the first time, was learnt to answer less than it does: nothing is learnt, and why is said',
    },
  },
  {
    name: 'what was said before a slip is taken for the answer to it',
    file: transport,
    find: '(said) => said.slice(before).some(isPast)',
    replace: '(said) => said.slice(Math.min(0, before)).some(isPast)',
    caughtBy: { file: wire, test: 'an answer to nobody that was left on the cable is none to this slip' },
  },
  {
    name: 'what a printer sends by itself is taken for its answer',
    file: answers,
    find: 'at += isChange ? 4 : 1;',
    replace: 'at += 1;',
    caughtBy: {
      file: wire,
      test: 'what a printer sends by itself is no answer: changes in four bytes, and what stops and starts a cable',
    },
  },
  {
    name: 'a late answer to the slip before confirms the next one',
    file: transport,
    find: `if (fence === 'status') owing.set(transport, 1);`,
    replace: `if (fence === 'status') owing.delete(transport);`,
    caughtBy: {
      file: wire,
      test: 'an answer that comes when the slip it was to is given up confirmed the next one: it confirms none until a test page',
    },
  },
  {
    name: 'any letter that comes back is an answer',
    file: answers,
    find: 'else if (papers.includes(byte))',
    replace: 'else if (papers.length > 0 && (byte & 0x90) === 0)',
    caughtBy: {
      file: wire,
      test: 'letters of a server in between, or of a printer that prints its questions, are no answers',
    },
  },
  {
    name: 'a test page is refused by what another printer at its address answered',
    file: transport,
    find: 'asking.answers.asksStatus && asking.probeAt === null)',
    replace: 'asking.answers.asksStatus)',
    caughtBy: {
      file: wire,
      test: 'in the place of a printer that said how it is stands one that does not: a test page finds that out, and was refused itself',
    },
  },
  {
    name: 'the bytes of a question count as those of a slip',
    file: transport,
    find: 'isHanded && connection?.mayBeOut()',
    replace: '(goes || isHanded) && connection?.mayBeOut()',
    caughtBy: {
      file: wire,
      test: 'a printer that hangs up once it said that it is well has got no byte of the slip, which waits',
    },
  },
  {
    name: 'a late answer to a slip is taken for the test page’s',
    file: 'electron/printers/transport.ts',
    find: 'const isAnswered = papersSaid() > owed;',
    replace: 'const isAnswered = papersSaid() > 0;',
    caughtBy: {
      file: 'test/printers/answers.test.ts',
      test: 'a late answer to a slip was taken for the test page’s, whose own then confirmed the next slip',
    },
  },
  {
    name: 'a new start does not know that a printer owes an answer',
    file: 'electron/spool/attempt.ts',
    find: "if (fence === 'status') owe(",
    replace: "if (fence === 'status' && isPage) owe(",
    caughtBy: {
      file: 'test/till/confirmed-printing.test.ts',
      test: 'after a new start nobody knew that a printer owed an answer, and it would have confirmed the first slip',
    },
  },
];
