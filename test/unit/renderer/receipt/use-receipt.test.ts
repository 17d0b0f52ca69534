import { createPinia, setActivePinia } from 'pinia';
import { beforeEach, expect, test, vi } from 'vitest';
import { useReceipt } from '../../../../renderer/receipt/useReceipt.ts';

// A slip as a screen asks for it. The till behind it is a stand-in that fails where it is told to.

const preview = { lines: [{ text: 'STRUK', bold: false }], copy: 0, sentences: [] };
const fails = { ok: false, code: 'internal', logId: '01AB' };
let answers: Record<string, readonly unknown[]> = {};

beforeEach(() => {
  setActivePinia(createPinia());
  vi.stubGlobal('document', { documentElement: {} });
  answers = {};
  const call = (channel: string) => {
    const [next, ...later] = answers[channel] ?? [];
    answers[channel] = later;
    return Promise.resolve(next);
  };
  vi.stubGlobal('window', { loket: { call, on: () => () => undefined } });
});

test('nobody had seen a receipt that can’t be shown: it is said to be missing, is no fault of the print, and is there after one', async () => {
  answers = {
    'receipt:preview': [fails, { ok: true, value: preview }],
    'receipt:print': [{ ok: true, value: { copy: 0 } }],
  };
  const receipt = useReceipt(() => ({ transactionId: 'T1' }));
  expect(receipt.preview.value).toBeUndefined();
  await receipt.look(0);
  // Null, which the strip says in words; not undefined, under which it would wait for ever.
  expect(receipt.preview.value).toBeNull();
  expect(receipt.problem.value).toBeNull();
  expect(await receipt.print()).toBe(true);
  expect(receipt.preview.value).toEqual(preview);
});

test('a page that has moved on to the next payment does not lose its receipt to a late failure', async () => {
  let id = 'T1';
  const late = Promise.withResolvers<unknown>();
  const replies = [late.promise, Promise.resolve({ ok: true, value: preview })];
  vi.stubGlobal('window', { loket: { call: () => replies.shift(), on: () => () => undefined } });
  const receipt = useReceipt(() => ({ transactionId: id }));
  const first = receipt.look(0);
  id = 'T2';
  await receipt.look(0);
  late.resolve(fails);
  await first;
  expect(receipt.preview.value).toEqual(preview);
});
