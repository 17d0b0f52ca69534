import type { Bug } from '../bug.ts';

// Mistakes on paper, and in the last look at it before it leaves.

const layout = 'electron/printing/layout.ts';
const check = 'electron/printing/check-paper.ts';
const test = 'test/unit/printing/check-paper.test.ts';
const twoBytes = 'all texts of two bytes, in every field: no command that is none of a slip, and nothing broken';

export const bugs: readonly Bug[] = [
  {
    name: 'control characters of a provider stay in its texts',
    file: layout,
    find: String.raw`.replace(/[\p{Cc}\p{Cf}\p{M}]/gu, '')`,
    replace: '',
    also: [
      { file: layout, find: String.raw`.replace(/[^\x20-\x7e]/gu, '?')`, replace: '' },
      {
        file: 'electron/printing/escpos.ts',
        find: String.raw`assert(/^[\x20-\x7e]*$/.test(line.text), 'a slip holds printable ASCII only');`,
        replace: '',
      },
    ],
    caughtBy: { file: test, test: twoBytes },
  },
  {
    name: 'a number that fits its line is broken over two',
    file: layout,
    find: 'return [head.trimEnd(), ...chunks(value, columns)];',
    replace: 'return [head.trimEnd(), ...chunks(value, columns / 2)];',
    caughtBy: { file: test, test: twoBytes },
  },
  {
    name: 'the last look takes a part of a number for the number',
    file: check,
    find: String.raw`if (!/[0-9A-Za-z]$/.test(before) && !/^([0-9A-Za-z]|[.,]\d)/.test(after)) return true;`,
    replace: 'if (before.length + after.length < line.length) return true;',
    caughtBy: { file: test, test: 'held back: a number within another one' },
  },
  {
    name: 'the last look stops at the first line',
    file: check,
    find: 'lines.some((line) => line.length > columns)',
    replace: '(lines[0] ?? "").length > columns',
    caughtBy: { file: test, test: 'held back: a line that is too wide' },
  },
  {
    name: 'a pulse in the middle of a slip passes for a part of it',
    file: check,
    find: `if (command === '') continue;`,
    replace: `if (command === '' || pulses.includes(command)) continue;`,
    caughtBy: { file: test, test: 'held back: a command in a name' },
  },
];
