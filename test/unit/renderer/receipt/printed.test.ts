import { createPinia, setActivePinia } from 'pinia';
import { beforeEach, expect, test } from 'vitest';
import { paperStateOf, usePrinted } from '../../../../renderer/receipt/printed.ts';
import type { PrintJob } from '../../../../shared/print-job.ts';

beforeEach(() => {
  setActivePinia(createPinia());
});

const job = (jobId: string, more: Partial<PrintJob> = {}): PrintJob => ({
  ...{ jobId, printerId: 'kasir', what: 'x', transactionId: null, copy: null, state: 'confirmed', cause: null },
  ...{ asks: false, seen: false, createdAt: '', updatedAt: '', attempts: 1 },
  ...more,
});

const stateOf = (jobId: string | null) => {
  const found = usePrinted().jobOf(jobId);
  return found && paperStateOf(found);
};

test('an X is called printed only where its printer said so of that very job', () => {
  const printed = usePrinted();
  printed.hear(job('x-1', { state: 'sent' }));
  expect(stateOf('x-1')).toBe('sent');
  printed.hear(job('x-2'));
  expect([null, 'x-1', 'x-2'].map(stateOf)).toEqual([null, 'sent', 'confirmed']);
});

test('what was called printed stays so when the next slip comes out', () => {
  const printed = usePrinted();
  printed.hear(job('z-1', { what: 'z' }));
  printed.hear(job('slip', { what: 'receipt', transactionId: 'T', copy: 0 }));
  expect(stateOf('z-1')).toBe('confirmed');
  expect(printed.slipOf('T', true)?.jobId).toBe('slip');
});

test('a receipt that was cut off is followed by its copy, and not by one that was taken back', () => {
  const printed = usePrinted();
  const of = { transactionId: 'T', what: 'copy' } as const;
  printed.hear(job('cut', { ...of, what: 'receipt', copy: 0, state: 'doubtful', createdAt: '1' }));
  printed.hear(job('copy', { ...of, copy: 1, state: 'queued', createdAt: '2' }));
  expect(printed.slipOf('T', true)?.jobId).toBe('copy');
  printed.hear(job('copy', { ...of, copy: 1, state: 'cancelled', createdAt: '2' }));
  expect(printed.slipOf('T', true)?.jobId).toBe('cut');
  expect(printed.slipOf('T', false)).toBeNull();
});
