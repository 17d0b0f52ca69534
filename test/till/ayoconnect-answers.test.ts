import { expect, onTestFinished, test } from 'vitest';
import type { Provider } from '../../electron/providers/provider.ts';
import { ask, connect, documented, sampleBody, shortly, type Settings } from '../harness/ayoconnect.ts';
import { reply, startFakeProvider, type FakeProvider, type Treatment } from '../harness/fake-provider.ts';

// The document's samples over real HTTP, and answers that break every rule.

async function rude(own: Partial<Settings> = {}): Promise<{ server: FakeProvider; provider: Provider }> {
  const server = await startFakeProvider();
  onTestFinished(() => server.close());
  return { server, provider: connect(server.baseUrl, own) };
}

function sample(name: string, data: Record<string, unknown> = {}, top: Record<string, unknown> = {}): Treatment {
  return { raw: reply(200, JSON.stringify(sampleBody(name, data, top))) };
}

test("the document's samples, request and answer", async () => {
  const { server, provider } = await rude({ body: 'object' });
  server.answer((path) => sample(path.endsWith('check') ? 'inquiry.success' : 'payment.processing'));
  const inquired = await provider.inquire(documented);
  expect(inquired).toMatchObject({ kind: 'bill', bill: { bill: 22_220, admin: 3_000, periods: ['2016-02'] } });
  // The sample answers for another number than its request asks for: from a live provider, that is no answer.
  const crossed = await provider.inquire({ ...documented, customerNumber: '516070377775' });
  expect(crossed).toMatchObject({ kind: 'failed', code: 'provider-down' });
  expect(await provider.pay(documented)).toMatchObject({
    kind: 'pending',
    why: 'in-process',
    message: 'Transaksi sedang dalam proses',
  });
  server.answer(() => sample('status.success'));
  expect(await ask(provider, documented)).toMatchObject({
    kind: 'paid',
    reference: '50AD91282Q0A999QWE9',
    warning: null,
    details: { tariff: 'R1', power: '450', standStart: '470300', standEnd: '475700', penalty: 3_000 },
  });
  const bodies = server.arrived.map(({ body }) => JSON.parse(body) as unknown);
  expect(bodies.slice(1)).toEqual([
    sampleBody('inquiry.request'),
    sampleBody('payment.request'),
    { partnerId: 'partner-id', refNumber: 'rg6ytrdvrvr4' },
  ]);
});

test.for([
  ['object', '2.0', '/api/v2/bill/payment'],
  ['empty', '1.0', '/api/v1/bill/payment'],
] as const)('headers and bytes with body %s and version %s', async ([body, version, path]) => {
  const { server, provider } = await rude({ body, version });
  server.answer(() => sample('payment.processing'));
  await provider.pay(documented);
  await provider.pay(documented);
  const [first, second] = server.arrived;
  expect(first?.head).toMatch(new RegExp(`^POST ${path} HTTP`));
  expect(first?.head).toContain(`\r\nVERSION: ${version}\r\n`);
  expect(first?.head).toContain('\r\nKEY: KEY-CANARY/1\r\n');
  expect(first?.head).toContain('\r\nContent-Type: application/json\r\n');
  const payload = /\r\nTOKEN: [\w-]+\.([\w-]+)\.[\w-]{43}\r\n/.exec(first?.head ?? '')?.[1] ?? '';
  const carried = Buffer.from(payload, 'base64url').toString();
  expect(JSON.parse(carried)).toEqual(sampleBody('payment.request'));
  expect(first?.body).toBe(body === 'object' ? carried : '{}');
  expect(second).toEqual(first);
});

const paid = (data: Record<string, unknown> = {}, top: Record<string, unknown> = {}): Treatment =>
  sample('status.success', data, top);
const failed = (data: Record<string, unknown> = {}): Treatment => sample('status.success', data, { responseCode: 199 });
const bare = (code: number, data: unknown): Treatment => ({
  raw: reply(200, JSON.stringify({ responseCode: code, success: true, message: null, data })),
});

test.for<[string, Treatment, string]>([
  ['success', paid(), 'paid'],
  ['success by the code alone', paid({}, { success: false, message: { ID: 'GAGAL' } }), 'paid'],
  ['success, the code as text', paid({}, { responseCode: '0' }), 'paid'],
  ['success in numbers as text', paid({ amount: '25220', accountNumber: 44512356 }), 'paid'],
  ['success for another reference', paid({ refNumber: 'ANOTHER' }), 'pending other-payment'],
  ['success without a reference number', paid({ refNumber: null }), 'pending other-payment'],
  ['success for another customer', paid({ accountNumber: '44512357' }), 'pending other-payment'],
  ['success without a customer', paid({ accountNumber: '' }), 'pending other-payment'],
  ['success for another amount', paid({ amount: 25_221 }), 'pending other-payment'],
  ['success for nothing', paid({ amount: 0 }), 'pending other-payment'],
  ['success without an amount', paid({ amount: null }), 'pending other-payment'],
  ['success without data', bare(0, {}), 'pending other-payment'],
  ['success with data null', bare(0, null), 'pending other-payment'],
  ['a failure without data', bare(199, {}), 'refused rejected'],
  ['a failure with an empty list', bare(199, []), 'refused rejected'],
  ['a failure with empty fields', failed({ refNumber: '', accountNumber: '', amount: 0 }), 'refused rejected'],
  ['a failure of another payment', failed({ refNumber: 'ANOTHER' }), 'pending other-payment'],
  ['a failure of another amount', failed({ amount: 1 }), 'pending other-payment'],
  ['a failure that calls itself a success', paid({}, { responseCode: 199, success: true }), 'refused rejected'],
  ['processing for another customer', sample('payment.processing', { accountNumber: '1' }), 'pending other-payment'],
  ['188 with null lists', bare(188, { productDetails: null, billDetails: null }), 'pending not-received'],
  ['no code', { raw: reply(200, '{"success":true}') }, 'pending unreadable-reply'],
  ['HTTP 400 with a failure', { raw: reply(400, '{"responseCode":199}') }, 'pending http-status'],
  ['HTTP 401', { raw: reply(401, '{"responseCode":401}') }, 'pending http-status'],
  ['HTTP 201 with a failure', { raw: reply(201, '{"responseCode":199}') }, 'pending http-status'],
  ['a web page', { raw: reply(200, '<html>Login</html>') }, 'pending unreadable-reply'],
  ['a reset', 'reset', 'pending no-reply'],
  [
    'a success cut in the middle',
    { raw: reply(200, '{"responseCode":0}').slice(0, -3), thenCut: true },
    'pending no-reply',
  ],
])('%s', async ([, treatment, expected]) => {
  const { server, provider } = await rude();
  server.answer(() => treatment);
  expect(shortly(await provider.pay(documented))).toBe(expected);
  expect(server.arrived).toHaveLength(1);
  expect(shortly(await ask(provider, documented))).toBe(expected);
});

test('a success that says little is paid, warns, and takes nothing away', async () => {
  const { server, provider } = await rude();
  server.answer(() => paid({ productDetails: null, billDetails: null, customerDetails: null, token: 'N/A' }));
  const thin = { kind: 'paid', reference: null, warning: 'no-reference', details: null };
  expect(await ask(provider, documented)).toMatchObject(thin);
  server.answer(() => paid({ totalAdmin: 2_000 }));
  expect(await ask(provider, documented)).toMatchObject({ kind: 'paid', warning: 'total-mismatch' });
  server.answer(() => paid({ extraFields: [{ key: 'Footer', value: 'Struk ini bukti bayar.' }] }));
  expect(await ask(provider, documented)).toMatchObject({ footer: ['Struk ini bukti bayar.'] });
});

test('an inquiry that answers for another number, or with more than three bills, is no bill', async () => {
  const { server, provider } = await rude();
  const months = (value: string): Treatment => sample('inquiry.success', { productDetails: [{ key: 'BL/TH', value }] });
  for (const [treatment, kind] of [
    [months('Jan16,Feb16,Mar16'), 'bill'],
    [months('Jan16,Feb16,Mar16,Apr16'), 'failed'],
    [sample('inquiry.success', { accountNumber: '44512357' }), 'failed'],
    [sample('inquiry.success', { accountNumber: null }), 'failed'],
    [sample('inquiry.success', {}, { responseCode: 299 }), 'failed'],
    [{ raw: reply(500, '{"responseCode":300}') }, 'failed'],
    [bare(300, {}), 'failed'],
  ] as const) {
    server.answer(() => treatment);
    expect((await provider.inquire(documented)).kind).toBe(kind);
  }
});

test('no secret is in any outcome, and the trail tells what was asked', async () => {
  const { server, provider } = await rude();
  // A server that gives back all it was sent.
  server.answer(() => {
    const message = { ID: `${server.arrived.at(-1)?.head} SECRET-CANARY/2` };
    return { raw: reply(200, JSON.stringify({ responseCode: 105, message, data: {} })) };
  });
  const paid = await provider.pay(documented);
  const asked = [await provider.inquire(documented), await ask(provider, documented)];
  const kept = JSON.stringify([paid, ...asked, await provider.balance?.(), await provider.products?.()]);
  expect(kept).toContain('[secret]');
  expect(kept).not.toContain('CANARY');
  expect(kept).not.toContain('eyJ');
  expect(paid.exchange.request).toContain('"refNumber":"rg6ytrdvrvr4"');
});
