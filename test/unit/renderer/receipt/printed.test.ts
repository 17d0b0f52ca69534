import { createPinia, setActivePinia } from 'pinia';
import { beforeEach, expect, test } from 'vitest';
import { usePrinted } from '../../../../renderer/receipt/printed.ts';
import type { PrintJob } from '../../../../shared/print-job.ts';

beforeEach(() => {
  setActivePinia(createPinia());
});

const job = (jobId: string, more: Partial<PrintJob> = {}): PrintJob => ({
  ...{ jobId, printerId: 'kasir', what: 'x', transactionId: null, copy: null, state: 'confirmed', cause: null },
  ...{ asks: false, seen: false, createdAt: '', updatedAt: '', attempts: 1 },
  ...more,
});

test('an X is called printed only where its printer said so of that very job', () => {
  const printed = usePrinted();
  printed.hear(job('x-1', { state: 'sent' }));
  expect(printed.isJobPrinted('x-1')).toBe(false);
  printed.hear(job('x-2'));
  expect([null, 'x-1', 'x-2'].map(printed.isJobPrinted)).toEqual([false, false, true]);
});

test('what was called printed stays so when the next slip comes out', () => {
  const printed = usePrinted();
  printed.hear(job('z-1', { what: 'z' }));
  printed.hear(job('slip', { what: 'receipt', transactionId: 'T', copy: 0 }));
  expect(printed.isJobPrinted('z-1')).toBe(true);
  expect(printed.isPrinted('T', 0)).toBe(true);
});
