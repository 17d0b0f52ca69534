import type { Bug } from '../bug.ts';

// Mistakes around what the till is set to.

const desk = 'electron/settings/settings.ts';
const kept = 'electron/settings/kept-settings.ts';
const inForce = 'electron/settings/in-force.ts';
const tests = 'test/settings/settings.test.ts';
const keptTests = 'test/settings/kept.test.ts';
const secret = 'a secret stands in the till’s store alone: in no answer, in no log, in no book and in no other file';
const fileWins = 'the config file wins over the screen only where it was changed since, and says so';

export const bugs: readonly Bug[] = [
  {
    name: 'a secret stands in the record of its change',
    file: inForce,
    find: "isSecret(path) && value !== undefined && value !== null ? 'set' : (value ?? null)",
    replace: 'value ?? null',
    caughtBy: { file: keptTests, test: secret },
  },
  {
    name: 'settings:get answers secrets',
    file: desk,
    find: 'if (isSecret(at)) masks.set(at, { set: true });',
    replace: 'if (at === ``) masks.set(at, { set: true });',
    caughtBy: { file: keptTests, test: secret },
  },
  {
    name: 'secrets lie in the settings file',
    file: inForce,
    find: 'isSecret(path) && value !== null ? { ...about, secret: secretName(path) }',
    replace: 'isSecret(path) && value === undefined ? { ...about, secret: secretName(path) }',
    caughtBy: { file: keptTests, test: secret },
  },
  {
    name: 'old secrets stay in the store',
    file: kept,
    find: '      await forget(secrets, stored);\n',
    replace: '',
    caughtBy: { file: keptTests, test: secret },
  },
  {
    name: 'a change of the settings is in no journal',
    file: kept,
    find: '    if (!hasRecord(books.db, entry)) books.keep([entry]);',
    replace: '    if (hasRecord(books.db, entry)) books.keep([entry]);',
    caughtBy: {
      file: tests,
      test: 'what the code allows is in force with the answer, stands in the journal with before and after, and outlives a restart',
    },
  },
  {
    name: 'a save that died is recorded again at each start',
    file: 'electron/db/journal-table.ts',
    find: 'WHERE transaction_id IS ? AND kind = ? AND at = ? AND data = ?',
    replace: 'WHERE transaction_id = ? AND kind = ? AND at = ? AND data = ?',
    also: [
      {
        file: kept,
        find: '    } else if (had) writeSettings(path, stored);',
        replace: '    } else if (had) void path;',
      },
    ],
    caughtBy: {
      file: keptTests,
      test: 'a save that died between the file and the journal is in the journal after the next start, once',
    },
  },
  {
    name: 'the second of two owners overwrites the first',
    file: desk,
    find: 'revision !== undefined && revision !== kept.stored().revision',
    replace: 'revision !== undefined && revision > kept.stored().revision',
    caughtBy: {
      file: tests,
      test: 'of two owners who change the settings at once the second is refused, and nothing of the first is lost',
    },
  },
  {
    name: 'the screen wins over a config file that was changed since',
    file: inForce,
    find: 'saidText(stored, valueAt(file.given, path)) !== said',
    replace: 'saidText(stored, valueAt(file.given, path)) === ``',
    caughtBy: { file: tests, test: fileWins },
  },
  {
    name: 'the config file wins in silence',
    file: kept,
    find: "      write({ given: stored.given, by: 'config', changes: changesBetween(started.before, started.config) });\n",
    replace: '',
    caughtBy: { file: tests, test: fileWins },
  },
  {
    name: 'a till that lost a secret practises',
    file: inForce,
    find: "wasOn && valueAt(whole, 'training') === undefined",
    replace: "wasOn && valueAt(whole, 'training') === null",
    caughtBy: {
      file: keptTests,
      test: 'of a secret that is lost the till says that it has to be entered anew, and never practises for want of it',
    },
  },
  {
    name: 'a cashier changes the settings',
    file: 'shared/rights.ts',
    find: "  'settings:save': 'settings',",
    replace: "  'settings:save': 'sell',",
    caughtBy: {
      file: tests,
      test: 'only an owner sees and changes the settings; a supervisor’s PIN does not help, an owner’s does, by name',
    },
  },
  {
    name: 'a printer writes over any file',
    file: 'electron/start-folders.ts',
    find: "door === 'program' ||",
    replace: "door === 'program' || door === 'page' ||",
    caughtBy: { file: tests, test: 'the page may not have a printer write over a file outside the data folder' },
  },
];
