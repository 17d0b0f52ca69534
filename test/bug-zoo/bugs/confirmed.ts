import type { Bug } from '../bug.ts';

// Mistakes in what a printer is believed.

const transport = 'electron/printers/transport.ts';
const answers = 'electron/printers/answers.ts';
const till = 'test/till/confirmed-printing.test.ts';
const wire = 'test/printers/answers.test.ts';

export const bugs: readonly Bug[] = [
  {
    name: 'a printer that is known to tell is believed although it says nothing',
    file: transport,
    find: `if (ears && fence !== 'none') await mustBeOut`,
    replace: `if (ears && fence === 'status') await mustBeOut`,
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
    find: `const fence = ears ? answers.fence : 'none';`,
    replace: `const fence = ears ? (answers.fence === 'none' ? 'job' : answers.fence) : 'none';`,
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
    find: 'at += (byte & 0x93) === 0x10 ? 4 : 1;',
    replace: 'at += 1;',
    caughtBy: {
      file: wire,
      test: 'what a printer sends by itself is no answer: changes in four bytes, and what stops and starts a cable',
    },
  },
];
