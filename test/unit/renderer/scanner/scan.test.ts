import { describe, expect, test } from 'vitest';
import {
  noRun,
  readPress,
  scanKind,
  wholeNumber,
  type Heard,
  type KeyPress,
} from '../../../../renderer/scanner/scan.ts';

/** What becomes of keys that come `paceMs` apart. */
function hear(keys: readonly string[], paceMs: number | ((at: number) => number)): readonly Heard[] {
  let at = 1000;
  return hearAll(
    keys.map((key, index) => {
      at += typeof paceMs === 'number' ? paceMs : paceMs(index);
      return { key, at };
    }),
  );
}

function hearAll(presses: readonly KeyPress[]): readonly Heard[] {
  let run = noRun;
  return presses.map((press) => {
    const next = readPress(run, press);
    run = next.run;
    return next.heard;
  });
}

const number = [...'530000000012'];
const scanned = [...Array<Heard>(7).fill('key'), ...Array<Heard>(5).fill('scan'), 'end'];

test.each([0, 10, 30, 35])('a scan is known by the eighth key at %i ms a key, and its Enter ends it', (paceMs) => {
  expect(hear([...number, 'Enter'], paceMs)).toEqual(scanned);
  expect(hear([...number, 'Tab'], paceMs)).toEqual(scanned);
});

test('a scan of letters with Shift between is one too', () => {
  const heard = hear(['Shift', 'L', 'Shift', 'K', 'T', '1', ':', 'A', 'B', 'C', 'Shift', 'D', 'Enter'], 10);
  expect(heard.slice(-4)).toEqual(['scan', 'key', 'scan', 'end']);
});

test('a scan goes on over one key that came late', () => {
  expect(hear([...number, 'Enter'], (at) => (at === 4 ? 95 : 10))).toEqual(scanned);
});

test('a scan that is known as one goes on over a stall: its last digits and its Enter are no keys of the screen', () => {
  expect(hear([...number, 'Enter'], (at) => (at === 9 || at === 12 ? 250 : 10))).toEqual(scanned);
});

test('a scan ends with a scanner’s line feed as well', () => {
  const keys = number.map((key, at) => ({ key, at: at * 10 }));
  expect(hearAll([...keys, { key: 'j', at: 120, modified: true }]).at(-1)).toBe('end');
});

test('a scan is over after a pause: the Enter behind it is a person’s', () => {
  expect(hear([...number, 'Enter'], (at) => (at === number.length ? 350 : 10)).at(-1)).toBe('key');
});
describe('a person', () => {
  const person = (keys: readonly string[]): readonly Heard[] => keys.map(() => 'key');

  test.each([60, 90, 120, 250])('who types a number at %i ms a key scans nothing', (paceMs) => {
    expect(hear([...number, 'Enter'], paceMs)).toEqual(person([...number, 'Enter']));
  });

  test('whose finger bounces, or who rolls over a few keys, scans nothing', () => {
    expect(hear([...'3500', 'Enter'], 5)).toEqual(person([...'3500', 'Enter']));
    expect(hear([...'300000', 'Enter'], 15)).toEqual(person([...'300000', 'Enter']));
    expect(hear([...number, 'Enter'], (at) => (at % 4 === 0 ? 110 : 20))).toEqual(person([...number, 'Enter']));
  });

  test('who holds a key down scans nothing', () => {
    const held = Array.from({ length: 30 }, (_, at) => ({ key: '0', at: at * 30, repeat: at > 0 }));
    expect(hearAll([...held, { key: 'Enter', at: 930 }])).toEqual(person([...held.map(({ key }) => key), 'Enter']));
  });

  test('who uses keys with Ctrl scans nothing', () => {
    const pressed = [...'aaaaaaaaaaaa'].map((key, at) => ({ key, at: at * 10, modified: true }));
    expect(hearAll(pressed)).toEqual(person([...'aaaaaaaaaaaa']));
  });
});

test.each([
  ['530000000012', 'number'],
  ['3225030005901', 'number'],
  ['8991234567891', 'other'], // The check digit of Indonesian goods.
  ['8991234567890', 'number'],
  ['53000000001', 'digits'],
  ['12345678901234567890123', 'digits'],
  ['https://pln.id/530000000012', 'other'],
  ['LKT1:ABCDEF', 'other'],
])('a scan of %s is a %s', (text, kind) => {
  expect(scanKind(text)).toBe(kind);
});

test('a scan that stalled after its first digits is still one number', () => {
  expect(wholeNumber('530', '000000012')).toBe('530000000012');
  expect(wholeNumber('530', '530000000012')).toBe('530000000012');
  expect(wholeNumber('530000000001', '53000000001')).toBe('53000000001');
});
