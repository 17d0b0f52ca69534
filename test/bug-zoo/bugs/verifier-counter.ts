import type { Bug } from '../bug.ts';

// Mistakes of the independent verifier in what a shift leaves beside payments: its lines, its sums by day and name, and a Z's approvals.

const lines = 'electron/verify/counter-lines.ts';
const days = 'electron/verify/ledger-days.ts';
const approvals = 'electron/verify/follow-approvals.ts';
const replaced = 'electron/verify/replaced-zs.ts';
const unseen = (what: string) => ({
  file: 'test/verify/counter-lines.test.ts',
  test: `${what} that was changed in the database went unseen by the verifier`,
});
const ofZ = (test: string) => ({ file: 'test/verify/approvals.test.ts', test });
const withApproval = (what: string) => ofZ(`${what} with an approval of a Z went unseen by the verifier`);
const ofReplaced = (what: string, where = 'among the Zs that a Z names') => ({
  file: 'test/verify/replaced-zs.test.ts',
  test: `${what} ${where} went unseen by the verifier`,
});
const zs = 'electron/verify/follow-zs.ts';
const inZ = (what: string) => ({
  file: 'test/verify/z-lines.test.ts',
  test: `${what} that is otherwise in a Z than in the records went unseen by the verifier`,
});
const unseenOfZ = (what: string) => ofZ(`${what} in the approvals of a Z went unseen by the verifier`);

export const bugs: readonly Bug[] = [
  {
    name: 'the verifier does not look at who moved cash',
    file: lines,
    find: '(is.whole !== must?.whole && !older.has(shift))',
    replace: '(is.count !== must?.count && !older.has(shift))',
    caughtBy: unseen('who moved cash'),
  },
  {
    name: 'the verifier takes a line of a newer till without a name for an older one’s',
    file: lines,
    find: "else if (isOlder && kind !== 'refund') older.add(key);",
    replace: "else if (kind !== 'refund') older.add(key);",
    caughtBy: unseen('that somebody moved cash'),
  },
  {
    name: 'the verifier calls the lines of an older till, which say of nobody who moved cash, damaged',
    file: lines,
    find: '(is.whole !== must?.whole && !older.has(shift))',
    replace: 'is.whole !== must?.whole',
    caughtBy: {
      file: 'test/verify/counter-lines.test.ts',
      test: 'lines from before it was kept who moved cash are an older till’s, and no damage',
    },
  },
  {
    name: 'the verifier only looks at the drawers of which there are lines',
    file: lines,
    find: 'new Set([...made.keys(), ...there.keys()])',
    replace: 'there.keys()',
    caughtBy: unseen('lines that are gone'),
  },
  {
    name: 'the verifier only counts what persons recorded of deposits',
    file: lines,
    find: ' || there.whole !== made.whole)',
    replace: ')',
    caughtBy: unseen('the note of a top-up'),
  },
  {
    name: 'the verifier does not look at who recorded a top-up',
    file: lines,
    find: ' || there.whole !== made.whole)',
    replace: ' || there.said !== made.said)',
    caughtBy: unseen('who recorded a top-up'),
  },
  {
    name: 'the verifier adds up money of all days',
    file: days,
    find: 'const key = `${day} ${account} ${days.by}`;',
    replace: 'const key = `${account} ${days.by}`;',
    also: [
      { file: days, find: "SELECT day || ' ' || account", replace: 'SELECT account' },
      { file: days, find: 'GROUP BY day, account, cashier', replace: 'GROUP BY account, cashier' },
    ],
    caughtBy: unseen('the day of a sum'),
  },
  {
    name: 'the verifier adds up the money of all names',
    file: days,
    find: 'const key = `${day} ${account} ${days.by}`;',
    replace: 'const key = `${day} ${account}`;',
    also: [
      { file: days, find: "|| account || ' ' || cashier AS key", replace: '|| account AS key' },
      { file: days, find: 'GROUP BY day, account, cashier', replace: 'GROUP BY day, account' },
    ],
    caughtBy: unseen('the cashier of a sum'),
  },
  {
    name: 'the verifier only counts the approvals of a Z',
    file: approvals,
    find: 'JSON.stringify(is) === JSON.stringify(must)',
    replace: 'is.length === must.length',
    caughtBy: unseenOfZ('another right'),
  },
  {
    name: 'the verifier wants the approvals of the shift before on a Z too',
    file: approvals,
    find: "if (kind === 'shift-opened') approvals.length = 0;",
    replace: "if (kind === 'shift-opened') return;",
    caughtBy: ofZ('the approvals of a Z are those since its shift was opened, with the reasons of their acts'),
  },
  {
    name: 'the verifier takes any Z’s approval without a reason for that of an older till',
    file: approvals,
    find: "one.mayBeGone = id !== '';",
    replace: 'one.mayBeGone = true;',
    caughtBy: unseenOfZ('no reason'),
  },
  {
    name: 'the verifier does not look at the sum of what was done with an approval',
    file: approvals,
    find: '[act.kind, act.amount, act.name]',
    replace: '[act.kind, typeof act.amount, act.name]',
    also: [{ file: approvals, find: 'return [kind, amount, name ??', replace: 'return [kind, typeof amount, name ??' }],
    caughtBy: withApproval('another sum'),
  },
  {
    name: 'the verifier takes any kind of act for the one that was approved of',
    file: approvals,
    find: 'isObject(act) ? [act.kind, act.amount, act.name]',
    replace: "isObject(act) ? [act.kind === 'drop' ? 'out' : act.kind, act.amount, act.name]",
    caughtBy: withApproval('another kind'),
  },
  {
    name: 'the verifier expects the sum of a give-back before it was rounded',
    file: approvals,
    find: "-Number(get('amount')) - Number(get('rounding') ?? 0)",
    replace: "-Number(get('amount'))",
    caughtBy: withApproval('a sum before it was rounded'),
  },
  {
    name: 'the verifier does not look at whose money was given back',
    file: approvals,
    find: 'return [kind, amount, name ?? nameNow ?? null];',
    replace: 'return [kind, amount, nameNow === name ? null : null];',
    also: [{ file: approvals, find: '[act.kind, act.amount, act.name]', replace: '[act.kind, act.amount, null]' }],
    caughtBy: withApproval('another customer'),
  },
  {
    name: 'the verifier believes a Z that names only some of the Zs before it',
    file: replaced,
    find: 'JSON.stringify(replaces) === JSON.stringify(must)',
    replace: 'Array.isArray(replaces) && replaces.every((z) => must.includes(Number(z)))',
    caughtBy: ofReplaced('one that is left out'),
  },
  {
    name: 'the verifier believes whatever a Z says of who opened its shift again',
    file: replaced,
    find: 'JSON.stringify(said.map(saidOf)) === JSON.stringify(reopenings)',
    replace: 'said.map(saidOf).length === reopenings.length',
    caughtBy: ofReplaced('somebody else', 'as who opened a shift again'),
  },
  {
    name: 'the verifier wants the Zs of other shifts among those before a Z',
    file: replaced,
    find: 'zs.get(String(z))?.row.shift === shift; z--)',
    replace: 'Number(zs.get(String(z))?.row.shift) <= Number(shift); z--)',
    caughtBy: { ...ofReplaced(''), test: 'a Z names all Zs of its shift before it, and an older till’s none' },
  },
  {
    name: 'the verifier lets a Z say that it replaces none',
    file: replaced,
    find: 'return must.length > 0 && ',
    replace: 'return ',
    caughtBy: ofReplaced('a word of none in a shift that had none'),
  },
  {
    name: 'the verifier does not look at the float of a Z',
    file: zs,
    find: "says('float', report.float, float);",
    replace: '',
    caughtBy: inZ('a float'),
  },
  {
    name: 'the verifier looks only at what came into a drawer',
    file: zs,
    find: "for (const kind of ['in', 'out', 'drop', 'debt'])",
    replace: "for (const kind of ['in', 'debt'])",
    caughtBy: inZ('money for the safe'),
  },
  {
    name: 'the verifier does not look in what money a debt was paid',
    file: zs,
    find: 'const own = debts.filter((one) => one.kind === kind);',
    replace: "const own = debts.filter((one) => one.kind === kind && kind === 'transfer');",
    caughtBy: inZ('a debt in another kind of money'),
  },
  {
    name: 'the verifier believes when and by whom a Z says that cash moved',
    file: 'electron/verify/follow-z-lines.ts',
    find: "'list of cash': !listsCash(",
    replace: "'list of cash': work.zCount < 0 && !listsCash(",
    caughtBy: {
      file: 'test/verify/z-details.test.ts',
      test: 'times, names, numbers and the list of pending payments of a Z went unseen by the verifier',
    },
  },
  {
    name: 'the verifier believes whom an approval was for',
    file: 'electron/verify/follow-people.ts',
    find: "return forId === '' || peopleIds.has(",
    replace: "return forId !== '' || peopleIds.has(",
    caughtBy: {
      file: 'test/verify/z-details.test.ts',
      test: 'an approval for somebody else, or by another channel, went unseen by the verifier',
    },
  },
];
