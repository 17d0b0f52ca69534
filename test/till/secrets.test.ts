import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { kits } from '../contract/kits/index.ts';
import { filled, holesIn, textsIn, tracer } from '../contract/laws/fields.ts';
import type { Kit } from '../contract/kit.ts';
import { spellings } from '../contract/spellings.ts';
import { openCounter, type Counter } from '../harness/counter.ts';
import { reply } from '../harness/fake-provider.ts';

// A provider that puts what it was asked with into the fields of its answers: on no paper, in no file and in no answer of the till.

const accounts = {
  alfakios: { apiKey: 'apk_live_CANARY/key+1=' },
  ayoconnect: {
    partnerId: 'partner-CANARY',
    apiKey: 'KEY-CANARY/1+=',
    apiSecret: 'SECRET-CANARY/2+=',
    productCodes: { 'pln-postpaid': 'product-code' },
  },
  iak: { username: '0812CANARY', apiKey: 'CANARY/KEY+1=' },
};

/** The fields that a person reads. */
const words =
  /(?:"(?:nama_pelanggan|tarif|daya|message|description|serial_no|nomor_struk|customerName|tr_name|noref|value|token|ID|EN)":|<(?:tr_name|tarif|daya|message|no_ref)>)$/;

for (const kit of [kits.alfakios[0], kits.ayoconnect[0], ...kits.iak]) {
  test(`a secret that ${kit.name} puts into a field is in no answer, on no paper and in no file`, async () => {
    const account = accounts[kit.id];
    const secrets = Object.values(account).filter((one) => typeof one === 'string');
    const counter = await openCounter({
      providers: (baseUrl) => ({
        [kit.id]: { enabled: true, baseUrl, ...account, ...(kit.id === 'iak' && { format: kit.format }) },
      }),
      printers: [{ id: 'file', transport: 'file:paper.bin', columns: 32 }],
    });
    const answers: unknown[] = [];
    let customer = 530_000_000_000;
    for (const secret of secrets) {
      const all = spellings(secret).map(({ text }) => text);
      for (let from = 0; from < all.length; from += 6) {
        const said = all.slice(from, from + 6).join(' ');
        answers.push(...(await sold(counter, kit, String(customer++), said)));
      }
    }
    const file = path.join(counter.folder, 'log.csv');
    answers.push(await counter.must('export:run', { format: 'csv', file }, 'program'));
    await counter.close();
    const files = readdirSync(counter.folder, { recursive: true, encoding: 'utf8' })
      .map((name) => path.join(counter.folder, name))
      .filter((name) => statSync(name).isFile());
    expect(files.map((name) => path.basename(name))).toEqual(
      expect.arrayContaining(['log.csv', 'loket.db', '000001.jsonl', 'loket.log', 'paper.bin']),
    );
    expect(readFileSync(path.join(counter.folder, 'paper.bin'), 'latin1')).toContain('[secret]');
    const kept = [textsIn(answers), ...files.map((name) => readFileSync(name, 'latin1'))];
    for (const secret of secrets) {
      const find = tracer(spellings(secret));
      expect(kept.flatMap(find)).toEqual([]);
    }
  });
}

/** A bill that is asked for, paid, printed and looked at, and a status check that fails: all in the provider's words. */
async function sold(counter: Counter, kit: Kit, customer: string, said: string): Promise<readonly unknown[]> {
  let asked: unknown;
  let fails = false;
  counter.provider.answer(() => {
    const fields = kit.requestOf(counter.provider.arrived.at(-1) ?? { head: '', body: '' });
    const own = fields['ref_id'] ?? fields['req_id'] ?? fields['refNumber'];
    asked = own ?? asked;
    const isInquiry = kit.id === 'iak' ? fields['commands'] === 'inq-pasca' : own === undefined;
    const step = isInquiry ? 'inquiry' : 'pay';
    const change = {
      ...{ customer, reference: asked, words: 'kata', receipt: 'REF1' },
      ...(kit.id === 'ayoconnect' && { providerId: 2_692_552, fields: { extraFields: [{ key: 'f', value: 'kata' }] } }),
      ...(fails && kit.failure[step]),
    };
    const holes = holesIn(kit.format, kit.answer(step, change));
    const free = [...holes.fields.keys()].filter((at) => words.test(holes.around[at] ?? ''));
    const body = filled(holes, kit.format, new Map(free.map((at) => [at, `Kata ${said}`])));
    return { raw: reply(200, body) };
  });
  const quote = await counter.must('bill:inquire', { product: 'pln-postpaid', customerNumber: customer });
  const paid = await counter.must('payment:pay', { quoteId: quote.quoteId, tendered: quote.total });
  expect(paid.status).toBe('paid');
  const { transactionId } = paid;
  const slip = await counter.must('receipt:preview', { transactionId });
  await counter.call('receipt:print', { transactionId, confirm: true });
  fails = true;
  const failed = await counter.call('bill:inquire', { product: 'pln-postpaid', customerNumber: customer });
  expect(failed.ok).toBe(false);
  return [quote, paid, slip, failed, await counter.must('transaction:get', { transactionId })];
}
