import { expect, test } from 'vitest';
import { replyBytes } from '../harness/fake-provider.ts';
import { bodyIn, type Data } from '../harness/iak.ts';
import { openIakCounter } from './iak-counter.ts';

/** XML as a server writes it whose texts are ISO-8859-1. */
function latin1(data: Data) {
  const body = bodyIn('xml', data).replace('<?xml version="1.0"?>', '<?xml version="1.0" encoding="ISO-8859-1"?>');
  return { raw: replyBytes(200, Buffer.from(body, 'latin1'), ['Content-Type: application/xml']) };
}

test('a customer called JOSÉ is served, paid and printed although the XML declares ISO-8859-1', async () => {
  const { counter, answers, quote } = await openIakCounter('xml');
  answers({ 'inq-pasca': { tr_name: 'JOSÉ MUÑOZ' }, 'pay-pasca': { tr_name: 'JOSÉ MUÑOZ' } }, latin1);
  const { quoteId, customerName, total } = await quote();
  expect(customerName).toBe('JOSÉ MUÑOZ');
  const paid = await counter.must('payment:pay', { quoteId, tendered: total });
  expect(paid).toMatchObject({ status: 'paid', customerName: 'JOSÉ MUÑOZ', warning: null });
  const { lines } = await counter.must('receipt:preview', { transactionId: paid.transactionId });
  expect(lines).toContain('NAMA        : JOSE MUNOZ');
});

test('a payment answered with "Content-Encoding: UTF-8" or "None" is paid, and the same with gzip is not read', async () => {
  for (const [content, status] of [
    ['UTF-8', 'paid'],
    ['None', 'paid'],
    ['', 'paid'],
    ['Identity', 'paid'],
    ['GZIP', 'pending'],
  ] as const) {
    const { counter, answers, quote } = await openIakCounter('json');
    const { quoteId, total } = await quote();
    answers({}, (data) => ({
      raw: replyBytes(200, Buffer.from(bodyIn('json', data)), [`Content-Encoding: ${content}`]),
    }));
    expect([content, await counter.must('payment:pay', { quoteId, tendered: total })]).toMatchObject([
      content,
      { status },
    ]);
  }
});
