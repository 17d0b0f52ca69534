import type { Bug } from '../bug.ts';

// Mistakes of the independent verifier in what a Z says beside its sums, and of the providers' deposits.

const beside = 'electron/verify/follow-z-beside.ts';
const deposits = 'electron/verify/follow-z-deposits.ts';
const ledger = 'electron/verify/ledger.ts';
const unseen = {
  file: 'test/verify/z-beside.test.ts',
  test: 'the float, a deposit, copies, the drawer and the head that a Z names went unseen by the verifier',
};
const older = { ...unseen, test: 'an older till’s Z says less of deposits, and is right' };

export const bugs: readonly Bug[] = [
  {
    name: 'the verifier believes a Z of which till it is',
    file: beside,
    find: 'named !== null && report.till !== named,',
    replace: 'named === null && report.till !== named,',
    caughtBy: unseen,
  },
  {
    name: 'the verifier believes a Z how much was given back before its float was counted',
    file: beside,
    find: '(report.givenBack ?? 0) !== work.givenBack,',
    replace: 'report.givenBack === null,',
    caughtBy: unseen,
  },
  {
    name: 'the verifier believes what a Z compares its float with',
    file: beside,
    find: '!work.floatDifferences.includes(report.floatDifference),',
    replace: '!work.floatDifferences.includes(report.floatDifference) && report.floatDifference === undefined,',
    caughtBy: unseen,
  },
  {
    name: 'the verifier adds up the sales of a Z, whatever is listed on which line',
    file: beside,
    find: "'list of sales': !listsSales(work, report),",
    replace: "'list of sales': report.sales === undefined && !listsSales(work, report),",
    caughtBy: unseen,
  },
  {
    name: 'the verifier lets a Z list sales that no record is of',
    file: beside,
    find: 'if (Object.keys(own).length === 0 || Object',
    replace: 'if (Object',
    caughtBy: unseen,
  },
  {
    name: 'the verifier does not count the counts of a Z',
    file: beside,
    find: 'report.recounts.length !== counts.length - 1,',
    replace: 'report.recounts.length > counts.length - 1,',
    caughtBy: unseen,
  },
  {
    name: 'the verifier does not count the copies of a Z',
    file: beside,
    find: "report.copies !== countOf('copy'),",
    replace: "Number(report.copies) < countOf('copy'),",
    caughtBy: unseen,
  },
  {
    name: 'the verifier does not count how often a Z says that the drawer was opened',
    file: beside,
    find: "report.drawerOpens !== countOf('drawer'),",
    replace: "Number(report.drawerOpens) > countOf('drawer'),",
    caughtBy: unseen,
  },
  {
    name: 'the verifier lets a Z name a record from before its count',
    file: beside,
    find: 'return Number(number) >= lastCountAt && hashes',
    replace: 'return Number(number) <= Math.max(lastCountAt, Number(number)) && hashes',
    caughtBy: unseen,
  },
  {
    name: 'the verifier looks only for the number of the record that a Z names',
    file: beside,
    find: 'hashes.get(Number(number)) === parseInt(',
    replace: 'hashes.get(Number(number)) !== -parseInt(',
    caughtBy: unseen,
  },
  {
    name: 'the verifier believes what a Z says of deposits',
    file: deposits,
    find: 'line[name] === value ? [] : [name]',
    replace: "line[name] === value || name !== '' ? [] : [name]",
    caughtBy: unseen,
  },
  {
    name: 'the verifier lets a Z leave a deposit out',
    file: deposits,
    find: '[...posted].every((one) => named.includes(one)) && ',
    replace: 'posted.size >= 0 && ',
    caughtBy: unseen,
  },
  {
    name: 'the verifier lets a Z list a deposit twice',
    file: deposits,
    find: ' && new Set(named).size === named.length;',
    replace: ';',
    caughtBy: unseen,
  },
  {
    name: 'the verifier leaves corrections out of what was topped up',
    file: deposits,
    find: "topUps: sumOf('top-up', 'correction'),",
    replace: "topUps: sumOf('top-up'),",
    caughtBy: unseen,
  },
  {
    name: 'the verifier wants to read of corrections in an older till’s Z',
    file: deposits,
    find: "('corrections' in line || saysCorrections) &&",
    replace: "('corrections' in line || saysCorrections || 'basis' in line) &&",
    caughtBy: older,
  },
  {
    name: 'the verifier wants to read of payments that are not settled in an older till’s Z',
    file: deposits,
    find: "if (!('unsettled' in line)) return known;",
    replace: "if (!('basis' in line)) return known;",
    caughtBy: older,
  },
  {
    name: 'the verifier takes every shift’s deposits for empty at first',
    file: ledger,
    find: "if (at === 'now') return all;",
    replace: "if (at === 'now' || all >= 0) return all;",
    caughtBy: unseen,
  },
  {
    name: 'the verifier keeps one running sum of all deposits',
    file: ledger,
    find: "if (account === 'deposit') deposits.set(providerOf(whose), (deposits.get(providerOf(whose)) ?? 0) + amount);",
    replace:
      "if (account === 'deposit') for (const one of ['alfakios', 'ayoconnect', 'iak']) deposits.set(one, (deposits.get(one) ?? 0) + amount);",
    caughtBy: unseen,
  },
];
