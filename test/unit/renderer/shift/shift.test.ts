import { createPinia, setActivePinia } from 'pinia';
import { beforeEach, expect, test, vi } from 'vitest';
import type { Channel } from '../../../../shared/api.ts';
import { rupiah } from '../../../../shared/money.ts';
import type { Shift } from '../../../../shared/shift.ts';
import { readDigits } from '../../../../renderer/ui/text/digits.ts';
import { createCounting } from '../../../../renderer/shift/count.ts';
import { useShift } from '../../../../renderer/shift/shift.ts';

// What the screen asks of the till around a count, and in which order. The till behind it is a stand-in that keeps every call.

const shift: Shift = {
  shiftId: 'S1',
  personId: 'P1',
  cashier: 'Sri',
  openedAt: '2026-11-27T08:00:00.000+07:00',
  float: rupiah(100_000),
  closedAt: null,
  number: null,
  overdue: false,
};
let calls: { readonly channel: Channel; readonly input: unknown }[] = [];
let openNow: string | null = shift.shiftId;

beforeEach(() => {
  setActivePinia(createPinia());
  calls = [];
  openNow = shift.shiftId;
  const answers: Partial<Record<Channel, () => unknown>> = {
    'till:status': () => ({ now: shift.openedAt, shift: openNow === null ? null : { ...shift, shiftId: openNow } }),
    'shift:close': () => ({ ...shift, number: 1, lines: [], pending: [] }),
    'shift:print': () => ({ jobId: 'J1' }),
  };
  const call = (channel: Channel, input: unknown) => {
    calls.push({ channel, input });
    return Promise.resolve({ ok: true, value: answers[channel]?.() });
  };
  vi.stubGlobal('window', { loket: { call, on: () => () => undefined } });
});

const shiftCalls = () => calls.map(({ channel }) => channel).filter((channel) => channel.startsWith('shift:'));

test('the till is asked nothing about a drawer before its count is sent, and then to print the Z', async () => {
  const store = useShift();
  store.startCount(shift);
  store.drawer.write('50000', '2');
  expect(calls).toEqual([]);
  await store.close();
  await vi.waitFor(() => expect(shiftCalls()).toEqual(['shift:close', 'shift:print']));
  expect(calls.find(({ channel }) => channel === 'shift:close')?.input).toEqual({
    counted: [{ denomination: 50_000, count: 2 }],
  });
});

test('a count that is sent twice at once is sent once', async () => {
  const store = useShift();
  store.startCount(shift);
  store.drawer.write('50000', '2');
  await Promise.all([store.close(), store.close()]);
  expect(shiftCalls().filter((channel) => channel === 'shift:close')).toHaveLength(1);
});

test('a count does not close another shift that was opened meanwhile', async () => {
  const store = useShift();
  store.startCount(shift);
  store.drawer.write('50000', '2');
  openNow = 'S2';
  await store.close();
  expect(shiftCalls()).toEqual([]);
  expect(store.problem).toEqual({ kind: 'hint', hint: 'shift-gone' });
  expect(store.drawer.total).toBe(100_000);
});

test('whoever comes next finds no count of the one before', () => {
  const store = useShift();
  store.startCount(shift);
  store.drawer.write('50000', '2');
  store.float.write('100', '7');
  store.clear();
  expect([store.counting, store.drawer.total, store.float.total]).toEqual([null, null, null]);
});

test.each([
  ['12', '12', false],
  ['007', '7', false],
  ['0', '0', false],
  ['Rp1.500.000', '1500000', false],
  ['4x', '4', true],
  ['350.000,00', '350000', true],
  ['-5', '5', true],
])('%s is counted as %s', (text, digits, hadLetters) => {
  expect(readDigits(text)).toEqual({ digits, hadLetters, isCut: false });
});

test('a sixth digit of one note went without a word', () => {
  expect(readDigits('123456', 5)).toEqual({ digits: '12345', hadLetters: false, isCut: true });
  const count = createCounting();
  for (const digit of '123456') count.press(digit);
  expect([count.typed['100000'], count.isCut]).toEqual(['12345', true]);
  count.erase(false);
  expect([count.typed['100000'], count.isCut]).toEqual(['1234', false]);
});
