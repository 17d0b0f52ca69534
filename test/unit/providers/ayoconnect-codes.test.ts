import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ayoconnectCodes, rowOf } from '../../../electron/providers/ayoconnect/codes.ts';
import { ask, connect, documented, sampleBody, shortly } from '../../harness/ayoconnect.ts';

/** What the ranges and their three exceptions promise, written down a second time. */
function promised(code: number, step: 'pay' | 'status'): string {
  if (code >= 0 && code <= 99) return 'paid';
  if (code === 102 || code === 108) return 'pending already-there';
  if (code === 188) return 'pending not-received';
  if (code >= 100 && code <= 199) return 'refused';
  if (code >= 200 && code <= 299) return 'pending in-process';
  if (code === 302 || code === 309) return 'pending already-there';
  if (code >= 301 && code <= 399) return step === 'pay' ? 'pending doubtful' : 'refused';
  return 'pending unknown-code';
}

/** The adapter in front of a line that answers with this body. */
function adapterAnswering(body: string) {
  const exchange = { request: '', result: 'reply', status: 200, text: body, tookMs: 1, serverTimeMs: null } as const;
  return connect('http://127.0.0.1:1', {}, async () => ({ kind: 'reply', status: 200, body, exchange }));
}

/** The document's payment with another code. */
const withCode = (responseCode: number): string => JSON.stringify(sampleBody('status.success', {}, { responseCode }));

test('every code means at payment and at status what is promised of it', async () => {
  const wrong: string[] = [];
  for (const code of [-300, ...Array.from({ length: 602 }, (_unused, at) => at - 1), 999_999_999]) {
    const provider = adapterAnswering(withCode(code));
    const outcomes = [await provider.pay(documented), await ask(provider, documented)];
    const seen = outcomes.map((outcome) => (outcome?.kind === 'refused' ? 'refused' : shortly(outcome)));
    const expected = [promised(code, 'pay'), promised(code, 'status')];
    if (seen.join() !== expected.join()) wrong.push(`${code}: ${seen.join()} instead of ${expected.join()}`);
  }
  expect(wrong).toEqual([]);
});

test('every code fails an inquiry for its reason', async () => {
  const reasons: Readonly<Record<number, string>> = {
    302: 'already-paid',
    303: 'no-bill',
    304: 'wrong-number',
    306: 'wrong-number',
    307: 'wrong-number',
    308: 'wrong-number',
    309: 'already-paid',
    310: 'cut-off',
  };
  for (const code of [-1, 0, 99, 112, 181, 188, 299, ...Array.from({ length: 110 }, (_unused, at) => at + 301)]) {
    const outcome = await adapterAnswering(withCode(code)).inquire(documented);
    expect([code, outcome.kind === 'failed' && outcome.code]).toEqual([code, reasons[code] ?? 'provider-down']);
  }
});

test('every documented code is told once, in our words, with its source', () => {
  expect(new Set(ayoconnectCodes.map(({ code }) => code)).size).toBe(ayoconnectCodes.length);
  for (const row of ayoconnectCodes) {
    expect(row).toMatchObject({ meaning: expect.stringMatching(/\w/), source: expect.stringMatching(/\w/) });
    if (/^\d+$/.test(row.code)) expect(rowOf(Number(row.code))).toBe(row);
  }
  expect(ayoconnectCodes.filter((row) => row.atPay === 'paid').map((row) => row.code)).toEqual(['0–99']);
});

test('whatever an answer holds, nothing throws, and only the payment asked for becomes paid', async () => {
  const any = fc.oneof(
    fc.jsonValue(),
    fc.constantFrom('44512356', 25_220, '25220', [{ key: 'BL/TH', value: 'Feb16' }]),
  );
  const mostly = (value: unknown) => fc.oneof({ weight: 4, arbitrary: fc.constant(value) }, any);
  const data = fc.record(
    {
      refNumber: mostly('rg6ytrdvrvr4'),
      accountNumber: mostly('44512356'),
      amount: mostly(25_220),
      inquiryId: mostly(1),
      totalAdmin: mostly(3_000),
      token: any,
      productDetails: any,
      billDetails: any,
      extraFields: any,
    },
    { requiredKeys: [] },
  );
  const body = fc.record({ responseCode: fc.constantFrom(0, 300, '0'), data: fc.oneof(data, any), message: any });
  const kinds = new Set<string>();
  await fc.assert(
    fc.asyncProperty(body, async (answer) => {
      const provider = adapterAnswering(JSON.stringify(answer));
      kinds.add((await provider.inquire(documented)).kind);
      await provider.balance?.();
      await provider.products?.();
      const outcome = await provider.pay(documented);
      kinds.add(outcome.kind);
      if (outcome.kind !== 'paid') return;
      const { refNumber, accountNumber, amount } = answer.data as Record<string, unknown>;
      expect([refNumber, accountNumber, Number(amount)]).toEqual(['rg6ytrdvrvr4', '44512356', 25_220]);
    }),
    { numRuns: 2_000 },
  );
  expect([...kinds].sort()).toEqual(['bill', 'failed', 'paid', 'pending']);
});
