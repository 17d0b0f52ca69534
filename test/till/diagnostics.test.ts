import { appendFileSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { tracer } from '../contract/laws/fields.ts';
import { spellings } from '../contract/spellings.ts';
import { sampleInquiry, samplePayment } from '../harness/counter.ts';
import { reply, startFakeProvider } from '../harness/fake-provider.ts';
import { openShop, type Shop } from '../settings/shop.ts';

// The file for support: secrets, PINs and customers are planted wherever the till has a place for them, and none is in the file.

const keys = { config: 'apk_config_CANARY/key+1=', iak: 'IAK-CANARY/key+2=', saved: 'apk_saved_CANARY/key+3=' };
const customer = { number: '512345678901', name: 'PUTRI CANARY SETIAWAN' };
const person = { name: 'Ibu Canary Lestari', pin: '86421357' };

interface Planted {
  readonly shop: Shop;
  readonly file: string;
  readonly text: string;
  /** Whatever must not be in the file in any spelling. */
  readonly secrets: readonly string[];
}

/** A till that sold, with secrets in its config, store, log and a provider's replies; and its file for support. */
async function planted(): Promise<Planted> {
  const provider = await startFakeProvider();
  onTestFinished(() => provider.close());
  const echo = `${spellings(keys.config)
    .map(({ text }) => text)
    .join(' ')} ${customer.name}`;
  provider.answer((at, body) => {
    const asked = JSON.parse(body) as Record<string, string>;
    const words = { nama_pelanggan: customer.name, message: echo };
    return {
      raw: reply(
        200,
        at.endsWith('inquiry') ? sampleInquiry(words) : samplePayment(asked, { ...words, status: 'FAILED' }),
      ),
    };
  });
  const { baseUrl } = provider;
  const shop = await openShop({
    config: {
      shop: { name: 'Loket Melati', address: 'Jl. Canary 7, Sleman' },
      providers: {
        alfakios: { enabled: true, baseUrl, apiKey: keys.config },
        iak: { enabled: false, baseUrl, prepaidBaseUrl: baseUrl, username: '081234CANARY', apiKey: keys.iak },
      },
      printers: [{ id: 'paper', transport: 'file:nowhere/paper.bin', columns: 32 }],
    },
  });
  await shop.must('people:save', { name: person.name, role: 'owner', pin: person.pin, active: true });
  const { phrase } = await shop.must('people:phrase', {});
  expect(await shop.save({ providers: { iak: { apiKey: keys.saved } } })).toMatchObject({ ok: true });
  const quote = await shop.must('bill:inquire', { product: 'pln-postpaid', customerNumber: customer.number });
  await shop.must('payment:pay', { quoteId: quote.quoteId, tendered: quote.total });
  const stored = Object.values(storeOf(shop.dataDir)).filter((one) => one.length > 6);
  const secrets = [...Object.values(keys), '081234CANARY', ...stored];
  const log = path.join(shop.dataDir, 'loket.log');
  for (const { text } of secrets.flatMap(spellings)) {
    appendFileSync(
      log,
      `${JSON.stringify({ at: 'x', event: 'planted', error: text, why: text, exchange: { text } })}\n`,
    );
    appendFileSync(log, `${JSON.stringify({ event: 'planted', customerName: customer.name, pin: person.pin })}\n`);
  }
  appendFileSync(log, `no JSON ${keys.config}\n`);
  appendFileSync(log, `${JSON.stringify({ event: 'planted', error: `${customer.number} at ${shop.dataDir}/x` })}\n`);
  const { file, bytes } = await shop.must('diagnostics:save', {});
  expect(statSync(file).size).toBe(bytes);
  return { shop, file, text: readFileSync(file, 'utf8'), secrets: [...secrets, phrase, person.pin] };
}

/** What a headless till keeps in the open. */
function storeOf(dataDir: string): Record<string, string> {
  const kept = JSON.parse(readFileSync(path.join(dataDir, 'loket.secrets'), 'utf8')) as Record<string, unknown>;
  const texts = Object.entries(kept).flatMap(([name, value]) =>
    typeof value === 'string' ? [[name, value] as const] : Object.entries((value ?? {}) as Record<string, string>),
  );
  // The file's own check sum is none.
  return Object.fromEntries(texts.filter(([name]) => name !== 'check'));
}

test('no secret is in the file for support, however it is spelt, wherever it was planted', async () => {
  const { text, secrets } = await planted();
  expect(secrets.length).toBeGreaterThan(6);
  for (const secret of secrets) expect([secret, tracer(spellings(secret))(text)]).toEqual([secret, []]);
});

test('no customer, no address and no person is in the file for support', async () => {
  const { text, shop } = await planted();
  for (const said of ['CANARY', 'Canary', customer.number, customer.name, person.name, shop.dataDir])
    expect([said, text.includes(said)]).toEqual([said, false]);
  expect(text).toContain(`…${customer.number.slice(-3)} at ./x`);
});

test('the file for support says what helps: versions, status, settings without secrets, sums of rows, and how the log ends', async () => {
  const { text, file, shop } = await planted();
  expect(path.relative(shop.dataDir, file)).toMatch(/^export\/loket-diagnosis-LKT01-\d{8}-\d{6}\.json$/);
  const told = JSON.parse(text) as Record<string, never>;
  expect(told).toMatchObject({
    loket: 'diagnostics',
    program: { version: expect.any(String), node: process.version },
    till: { id: 'LKT01', mode: 'normal' },
    status: {
      providers: [{ id: 'alfakios', state: 'ok' }],
      printers: [{ id: 'paper' }],
      storage: { ok: true, cause: null },
    },
    settings: { providers: { alfakios: { apiKey: { set: true } } } },
    journal: { ok: true, problems: 0 },
    rows: { people: 1 },
    books: '.',
    log: { unread: 1 },
  });
  const names = (told['files'] as unknown as { own: { name: string }[] }).own.map(({ name }) => name);
  expect(names).toEqual(expect.arrayContaining(['journal/000001.jsonl', 'loket.db', 'loket.log', 'loket.secrets']));
  const { lines } = told['log'] as unknown as { lines: { event: string }[] };
  expect(lines.map(({ event }) => event)).toEqual(expect.arrayContaining(['started', 'planted']));
});

test('a cashier can’t write the file for support alone, and a supervisor’s PIN lets them', async () => {
  const shop = await openShop({ mustSignIn: true });
  const owner = await shop.must('people:save', { name: 'Ibu', role: 'owner', pin: '8642', active: true });
  await shop.must('session:sign-in', { personId: owner.personId, pin: '8642' });
  const cashier = await shop.must('people:save', { name: 'Sri', role: 'cashier', pin: '1357', active: true });
  await shop.must('session:sign-in', { personId: cashier.personId, pin: '1357' });
  expect(await shop.call('diagnostics:save', {}, 'page')).toMatchObject({ code: 'not-allowed', right: 'diagnostics' });
  const approval = { personId: owner.personId, pin: '8642' };
  expect(await shop.call('diagnostics:save', {}, 'page', approval)).toMatchObject({ ok: true });
});
