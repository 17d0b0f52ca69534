import type { Bug } from '../bug.ts';

// Mistakes around what the till is set to.

const desk = 'electron/settings/settings.ts';
const kept = 'electron/settings/kept-settings.ts';
const inForce = 'electron/settings/in-force.ts';
const addresses = 'electron/settings/addresses.ts';
const tests = 'test/settings/settings.test.ts';
const unlocking = 'electron/secrets/unlocking.ts';
const passphraseTests = 'test/unit/secrets/passphrase.test.ts';
const openingTests = 'test/settings/opening.test.ts';
const addressTests = 'test/settings/addresses.test.ts';
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
    find: "door === 'program' || (to.path",
    replace: "door === 'program' || door === 'page' || (to.path",
    caughtBy: { file: tests, test: 'the page may not have a printer write over a file outside the data folder' },
  },
  {
    name: 'the screen sends a provider’s key to any https host',
    file: addresses,
    find: 'asked.filter(({ url, provider }) => !isOwn(url) && !documentedHosts(provider).includes(url.host))',
    replace: 'asked.filter(({ url, provider }) => !isOwn(url) && documentedHosts(provider).includes(url.href))',
    caughtBy: {
      file: addressTests,
      test: 'from the screen no provider goes to a host that its documents do not name, but with an owner’s PIN in the same call',
    },
  },
  {
    name: 'another port of a documented host is documented too',
    file: addresses,
    find: 'documentedHosts(provider).includes(url.host)',
    replace: 'documentedHosts(provider).includes(url.hostname)',
    caughtBy: {
      file: addressTests,
      test: 'from the screen no provider goes to a host that its documents do not name, but with an owner’s PIN in the same call',
    },
  },
  {
    name: 'a page sends the key to a server in the shop’s own network',
    file: addresses,
    find: "url.protocol === 'https:' && !isInside(url)",
    replace: "url.protocol === 'https:' || !isInside(url)",
    caughtBy: {
      file: addressTests,
      test: 'from the screen no provider is in the shop’s own network or in the clear, not even with an owner’s PIN',
    },
  },
  {
    name: 'the old key goes to the new host',
    file: addresses,
    find: 'value === null || entered.has(path) ? [] : [path]',
    replace: 'value === null || !entered.has(path) ? [] : []',
    caughtBy: {
      file: addressTests,
      test: 'a documented host takes no confirmation, and the key that was entered for another host is sent to none',
    },
  },
  {
    name: 'an IPv4 address within an IPv6 one leads outside',
    file: addresses,
    find: "!globalUnicast.check(host, 'ipv6') || special.check(host, 'ipv6')",
    replace: "special.check(host, 'ipv6')",
    caughtBy: {
      file: addressTests,
      test: 'addresses that lead inside are known in every spelling, and those of the internet are not',
    },
  },
  {
    name: 'where nobody can give a PIN none is needed',
    file: addresses,
    find: 'if (isFree && toConfirm[0]) return',
    replace: 'if (isFree && toConfirm[0] && toConfirm.length > 9) return',
    caughtBy: {
      file: addressTests,
      test: 'while nobody can give a PIN the screen takes documented hosts alone; a program keeps this machine’s own',
    },
  },
  {
    name: 'a test of the connection is content with any answer',
    file: 'electron/providers/ask-shop.ts',
    find: "return refused ?? 'odd-answer';",
    replace: "return refused ?? 'well';",
    caughtBy: {
      file: 'test/settings/provider-test.test.ts',
      test: 'an answer with HTTP 502 says so by a code, and no further question is asked',
    },
  },
  {
    name: 'an edit of the config file is in no journal',
    file: 'electron/books/opened-settings.ts',
    find: '...(changes.length > 0 && { changes })',
    replace: '...(changes.length < 0 && { changes })',
    caughtBy: {
      file: openingTests,
      test: 'an edit of the config file that nobody made at the screen is journalled and told until an owner has seen it',
    },
  },
  {
    name: 'another key is no change',
    file: 'electron/books/opened-settings.ts',
    find: ' && before.keys[path] === after.keys[path]',
    replace: '',
    caughtBy: {
      file: openingTests,
      test: 'an edit of the config file that nobody made at the screen is journalled and told until an owner has seen it',
    },
  },
  {
    name: 'a start tells its secrets to the journal',
    file: 'electron/settings/opening.ts',
    find: "isSecret(path) && value !== null ? 'set' : value",
    replace: 'value',
    caughtBy: {
      file: openingTests,
      test: 'a start says in the journal to which hosts, fees and printers it is set, with a digest and without a secret',
    },
  },
  {
    name: 'a cashier puts away what was changed',
    file: 'shared/rights.ts',
    find: "  'settings:seen': 'money-settings',",
    replace: "  'settings:seen': 'sell',",
    caughtBy: {
      file: openingTests,
      test: 'what was changed is told to an owner alone, and nobody else puts it away, nor a page without a PIN',
    },
  },
  {
    name: 'a wrong passphrase may be followed by the next at once',
    file: unlocking,
    find: 'waitUntil = elapsed() + pause;',
    replace: 'waitUntil = elapsed();',
    caughtBy: {
      file: passphraseTests,
      test: 'a wrong passphrase opens nothing, changes nothing, and each one takes twice as long as the one before',
    },
  },
  {
    name: 'many passphrases are tried side by side',
    file: unlocking,
    find: 'turn.then(() => attempt(passphrase))',
    replace: 'attempt(passphrase)',
    caughtBy: {
      file: passphraseTests,
      test: 'many wrong ones at once are looked at one after the other, and all but the first wait',
    },
  },
  {
    name: 'a file under a passphrase that nobody gave is lost',
    file: 'electron/secrets/secret-file.ts',
    find: '  if (keychain?.derivation?.salt !== derivation.salt)\n    return closed(',
    replace:
      '  if (keychain?.derivation?.salt !== derivation.salt)\n    return ((where: string, why: string) => ({ ok: false as const, isLost: true, problem: `${where} ${why}` }))(',
    caughtBy: {
      file: passphraseTests,
      test: 'what lies under a passphrase is not taken for lost where nobody gives it, nor where the file was changed',
    },
  },
  {
    name: 'a shop’s open file stays open though a passphrase was made',
    file: 'electron/secrets/store.ts',
    find: 'if (isOpen && keychain) await',
    replace: 'if (isOpen && keychain && !keychain.derivation) await',
    caughtBy: {
      file: passphraseTests,
      test: 'where there is no keychain a till of a real shop is asked for a new passphrase, and its open file is closed by it',
    },
  },
  {
    name: 'secrets that are set at once write over each other',
    file: 'electron/secrets/store.ts',
    find: 'const inTurn = oneByOne();',
    replace: 'const inTurn = (work: () => Promise<void>) => (oneByOne(), work());',
    caughtBy: {
      file: 'test/unit/secrets/store.test.ts',
      test: 'of two secrets that the headless till set at once only one was kept',
    },
  },
];
