import type { Bug } from '../bug.ts';

// Mistakes around who stands at the till, and what they may do there.

const [desk, tries, people] = ['desk', 'tries', 'people'].map((name) => `electron/people/${name}.ts`) as [
  string,
  string,
  string,
];
const tests = 'test/people/people.test.ts';
const meanwhile = 'test/people/meanwhile.test.ts';
const guessing = 'test/people/tries.test.ts';
const approvals = 'test/people/approvals.test.ts';
const sequences =
  'a hundred thousand random sequences of tries, waits, kills and clocks that are set let nobody in early';
const approval = 'an approval lifts what is missing for one call, and stands in the journal with both names';
const table = 'what a person may do is what the table says, and what is missing is named';
const kill = 'neither a kill nor a clock that is set makes a pause shorter';

export const bugs: readonly Bug[] = [
  {
    name: 'wrong PINs are counted in memory alone',
    file: tries,
    find: "books.keep([{ at: clock.now(), kind: 'tried', transactionId: null, data: { personId, tries } }]);",
    replace: 'void personId;',
    caughtBy: { file: tests, test: 'a hundred wrong PINs at once are counted one by one' },
  },
  {
    name: 'a kill ends the pause after wrong PINs',
    file: tries,
    find: 'freeAt.get(key) ?? startedAt + pauseMs(known.tries)',
    replace: 'freeAt.get(key) ?? startedAt',
    caughtBy: { file: guessing, test: sequences },
  },
  {
    name: 'a new PIN waits for the end of the old one’s pause',
    file: tries,
    find: "of.personId : ''} ${known.salt}`;",
    replace: "of.personId : ''}`;",
    caughtBy: {
      file: 'test/people/locked-out.test.ts',
      test: 'a new PIN from the owner did not end the pause of the old one until the till was started again',
    },
  },
  {
    name: 'a pause that a kill cut begins when the PC was switched on',
    file: tries,
    find: 'const startedAt = clock.elapsed();',
    replace: 'const startedAt = 0;',
    caughtBy: { file: tests, test: kill },
  },
  {
    name: 'PINs that come at once are looked at side by side',
    file: tries,
    find: 'check: (of, text, onRight) => inTurn(() => check(of, text, onRight)),',
    replace: 'check,',
    caughtBy: { file: tests, test: 'a hundred wrong PINs at once are counted one by one' },
  },
  {
    name: 'an approval is not recorded',
    file: desk,
    find: '(one) => approved.push(one)',
    replace: '() => undefined',
    caughtBy: { file: approvals, test: approval },
  },
  {
    name: 'an approval is recorded though the act was then refused',
    file: 'electron/till.ts',
    find: 'if (result.ok) keepApprovals(',
    replace: 'keepApprovals(',
    caughtBy: {
      file: approvals,
      test: 'an approval of what is then refused is none, and its PIN was right all the same',
    },
  },
  {
    name: 'a slip by a person’s word names who was signed in, and had no right to say so',
    file: 'electron/payment/decide.ts',
    find: 'approvals.at(-1)?.data.name ?? by.name',
    replace: 'by.name',
    caughtBy: { file: approvals, test: 'a slip by a person’s word names who gave the PIN for it' },
  },
  {
    name: 'any second person’s PIN approves of anything',
    file: desk,
    find: 'person?.active && hasRight(person.role, right)',
    replace: 'person?.active',
    caughtBy: { file: approvals, test: approval },
  },
  {
    name: 'a page alone says what became of a payment while a supervisor is signed in',
    file: desk,
    find: "return where === 'any' || where === door;",
    replace: "return where === 'any';",
    caughtBy: {
      file: 'test/people/pin-acts.test.ts',
      test: 'payment:resolve of the page takes a PIN in the same call: none does nothing, a wrong one is counted, the right one does it once',
    },
  },
  {
    name: 'the ceilings are settings that take no PIN',
    file: 'electron/settings/settings.ts',
    find: '!plainSettings.includes(path)',
    replace: "path.startsWith('providers.')",
    caughtBy: {
      file: 'test/settings/pin.test.ts',
      test: 'a page alone raises no ceiling and changes no fee, rounding, printer or provider; with the owner’s PIN it does, once',
    },
  },
  {
    name: 'rights are those of the role at sign-in',
    file: desk,
    find: 'const { personId, name, role } = person;\n    return { personId, name, role, locked: signedIn.locked };',
    replace:
      'const { personId, name } = person;\n    return { personId, name, role: (roleAtSignIn ??= person.role), locked: signedIn.locked };',
    also: [
      {
        file: desk,
        find: 'const signsIn = (): boolean =>',
        replace: 'let roleAtSignIn: Role | undefined;\n  const signsIn = (): boolean =>',
      },
    ],
    caughtBy: { file: tests, test: 'who is closed or gets another role while signed in has it at the next call' },
  },
  {
    name: 'a locked screen still sells',
    file: desk,
    find: "if (isAsked && present?.locked) return fail('locked');",
    replace: '',
    caughtBy: {
      file: tests,
      test: 'nothing but the status, the list of people and a sign-in is answered while nobody is signed in, or the screen is locked',
    },
  },
  {
    name: 'a right is asked for only where nobody approves',
    file: desk,
    find: 'const refused = isAsked ? await demand(right) : null;',
    replace: 'const refused = isAsked && call.approval === undefined ? await demand(right) : null;',
    caughtBy: { file: approvals, test: approval },
  },
  {
    name: 'a cashier may settle a pending payment by their word',
    file: 'shared/rights.ts',
    find: "  decide: 'supervisor',",
    replace: "  decide: 'cashier',",
    caughtBy: { file: tests, test: table },
  },
  {
    name: 'the last owner can be closed',
    file: people,
    find: "return isOwner || others.some((one) => one.role === 'owner' && one.active) ? null : fail('owner-needed');",
    replace: "return isOwner || others.length > 0 ? null : fail('owner-needed');",
    caughtBy: { file: tests, test: 'nobody is deleted, names stay theirs, and there is always an owner' },
  },
  {
    name: 'a new PIN by the recovery phrase needs no phrase',
    file: people,
    find: "phrase === undefined ? null : await tries.check({ kind: 'phrase' }",
    replace: "phrase !== '' ? null : await tries.check({ kind: 'phrase' }",
    caughtBy: {
      file: tests,
      test: 'an owner who forgot the PIN comes in by the recovery phrase, however it is typed, and others do not',
    },
  },
  {
    name: 'a used phrase works again',
    file: 'electron/books/apply-to-people.ts',
    find: "read<'recovered'>().used ? endRecovery(db) : countTries(db, null, 0)",
    replace: 'countTries(db, null, 0)',
    caughtBy: {
      file: 'test/people/locked-out.test.ts',
      test: 'a recovery phrase that was used, and so shown, let whoever had seen it in again',
    },
  },
  {
    name: "the way in after a restore works on a till that wasn't restored",
    file: 'electron/books/record-start.ts',
    find: 'const backup = notedRestore(folder, books.head());',
    replace: 'const backup = notedRestore(folder, books.head()) ?? books.head();',
    caughtBy: {
      file: 'test/backup/way-in.test.ts',
      test: 'the way in after a restore stood open on a till that only lost its secrets',
    },
  },
  {
    name: 'the way in after a restore is taken twice at once',
    file: people,
    find: 'if (!mayCome() || findSecret',
    replace: 'if (findSecret',
    caughtBy: {
      file: 'test/backup/way-in.test.ts',
      test: 'a shop without a phrase that was restored could never be signed into again: an owner comes in once',
    },
  },
  {
    name: 'two recoveries by one phrase at once both come in',
    file: people,
    find: " || findSecret(books.db, { kind: 'phrase' })?.salt !== salt) return fail('no-phrase');",
    replace: ") return fail('no-phrase');",
    caughtBy: {
      file: 'test/people/locked-out.test.ts',
      test: 'of two recoveries by one phrase at once both came in: the first does, and its PIN stays',
    },
  },
  {
    name: 'what is stored of a PIN needs nothing but the books',
    file: 'electron/people/pin.ts',
    find: 'mac(`pin ${salt} ${text}`)',
    replace: '`${mac.length} ${salt} ${text}`',
    caughtBy: {
      file: guessing,
      test: 'what is stored of a PIN is salted, needs the till’s own secret, and takes 128 MiB away from the main thread',
    },
  },
  {
    name: 'a PIN that was taken away while it was looked at lets in',
    file: tries,
    find: 'if (findSecret(books.db, of)?.salt !== known.salt) return fail(code, { retryAfterMs: 0 });',
    replace: '',
    caughtBy: { file: meanwhile, test: 'a person who was closed while the PIN was looked at was let in' },
  },
  {
    name: 'who is no supervisor any more approves by a PIN that was looked at meanwhile',
    file: desk,
    find: `if (!approver()) return fail('not-allowed', { right });`,
    replace: '',
    caughtBy: {
      file: meanwhile,
      test: 'a person who is no supervisor any more, as the PIN was looked at, showed what a cashier may not read',
    },
  },
];
