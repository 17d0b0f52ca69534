import { reply } from './fake-provider.ts';
import { sampleInquiry, samplePayment, type Counter } from './counter.ts';

/** Sells one bill to each of the customers, a minute apart. */
export async function sellTo(counter: Counter, customers: readonly { number: string; name: string }[]): Promise<void> {
  for (const { number, name } of customers) {
    const inner = { nama_pelanggan: name, periode: 'APR 2024', tagihan: '285000', admin: '6000' };
    counter.provider.answer((at, body) => {
      const request = JSON.parse(body) as Record<string, string>;
      if (at.endsWith('inquiry')) return { raw: reply(200, sampleInquiry({ cust_id: number, data: inner })) };
      return { raw: reply(200, samplePayment(request, { serial_no: `REF-${number}` })) };
    });
    const { quoteId } = await counter.must('bill:inquire', { product: 'pln-postpaid', customerNumber: number });
    await counter.must('payment:pay', { quoteId, tendered: 300_000 });
    counter.clock.ms += 60_000;
  }
}

/** Three customers, of whom two have names that a spreadsheet must not obey or break at. */
export const customers = [
  { number: '512345678901', name: 'SITI RAHAYU' },
  { number: '512345678902', name: '=HYPERLINK("http://x")' },
  { number: '512345678903', name: 'BUDI, "SANTOSO"\r\n100%' },
];
