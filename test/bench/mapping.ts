import { readFileSync } from 'node:fs';
import path from 'node:path';
import { rupiah } from '../../shared/money.ts';
import { checkConfig } from '../../electron/config.ts';
import { createProviders } from '../../electron/providers/index.ts';
import type { Send } from '../../electron/providers/wire/http.ts';
import type { PayOrder, Provider } from '../../electron/providers/provider.ts';
import { rowOf, timesOf, type Row } from './row.ts';

// What it costs to turn the largest documented reply of each provider into an outcome. Times of a shared
// machine mean little by themselves, so each stands beside the plain parse of the same text, measured in the same run. What
// making and signing the request costs is measured alone and taken off.

const rounds = 5_000;
const goalMs = 0.2;

interface Case {
  readonly name: string;
  readonly provider: Provider;
  readonly order: PayOrder;
  readonly body: string;
  readonly verb: 'pay' | 'checkStatus';
}

/** Whether an answer comes. Without one, a verb costs what making and signing its request costs. */
const line = { isUp: true };

interface Fixture {
  readonly body: unknown;
}

function fixture(file: string): string {
  const text = readFileSync(path.join('test/fixtures', file), 'utf8');
  return file.endsWith('.xml') ? text : JSON.stringify((JSON.parse(text) as Fixture).body);
}

function order(customerNumber: string, providerRef: string, amounts: readonly [number, number], memo = {}): PayOrder {
  const [bill, admin] = amounts;
  return { product: 'pln-postpaid', customerNumber, providerRef, bill: rupiah(bill), admin: rupiah(admin), memo };
}

function provider(id: 'alfakios' | 'ayoconnect' | 'iak', body: string, more: object = {}): Provider {
  const exchange = { request: '', result: 'reply', status: 200, text: body, tookMs: 0, serverTimeMs: null } as const;
  const send: Send = () =>
    Promise.resolve(
      line.isUp ? { kind: 'reply', status: 200, body, exchange } : { kind: 'no-reply', why: '', exchange },
    );
  const all = {
    alfakios: { enabled: true, apiKey: 'k' },
    ayoconnect: {
      enabled: true,
      partnerId: 'p',
      apiKey: 'k',
      apiSecret: 's',
      productCodes: { 'pln-postpaid': 'product-code' },
    },
    iak: { enabled: true, username: 'u', apiKey: 'k', ...more },
  };
  const read = checkConfig({ providers: { [id]: { ...all[id], baseUrl: 'http://127.0.0.1:1' } } }, '.');
  const made = read.ok ? createProviders(read.config.providers, send).get(id) : undefined;
  if (!made) throw new Error(read.ok ? `no ${id}` : read.problem);
  return made;
}

function cases(): readonly Case[] {
  const bodies = {
    alfakios: fixture('alfakios/payment.success.json'),
    ayoconnect: fixture('ayoconnect/status.success.json'),
    iakJson: fixture('iak/payment.success.json'),
    iakXml: fixture('iak/payment.success.xml'),
  };
  const iakOrder = order('530000000000', '09128374655', [300_000, 2_500], {
    trId: '9732792',
    productCode: 'PLNPOSTPAID',
  });
  return [
    {
      name: 'alfakios, payment',
      provider: provider('alfakios', bodies.alfakios),
      order: order('512345678901', 'TXN-20240501-030', [285_000, 6_000]),
      body: bodies.alfakios,
      verb: 'pay',
    },
    {
      name: 'ayoconnect, status',
      provider: provider('ayoconnect', bodies.ayoconnect),
      order: order('44512356', 'rg6ytrdvrvr4', [22_220, 3_000], { inquiryId: '2681076' }),
      body: bodies.ayoconnect,
      verb: 'checkStatus',
    },
    {
      name: 'iak, payment, JSON',
      provider: provider('iak', bodies.iakJson),
      order: iakOrder,
      body: bodies.iakJson,
      verb: 'pay',
    },
    {
      name: 'iak, payment, XML',
      provider: provider('iak', bodies.iakXml, { format: 'xml' }),
      order: iakOrder,
      body: bodies.iakXml,
      verb: 'pay',
    },
  ];
}

/** What it costs to turn the largest documented replies into outcomes, each beside the plain parse of the same text. */
export async function benchMapping(tell: (row: Row) => void): Promise<void> {
  for (const { name, provider: made, order: of, body, verb } of cases()) {
    const ask = made[verb];
    if (!ask) throw new Error(`${name} has no ${verb}`);
    const outcome = await ask(of);
    if (outcome.kind !== 'paid') throw new Error(`${name} is ${JSON.stringify(outcome)}`);
    line.isUp = false;
    const request = await timesOf(rounds, () => ask(of));
    line.isUp = true;
    const whole = await timesOf(rounds, () => ask(of));
    const mapping = { p50: whole.p50 - request.p50, p99: whole.p99 - request.p50, n: rounds };
    const parse = (): unknown => (body.startsWith('{') ? JSON.parse(body) : body.split('<').length);
    const parsing = { name: 'ms its plain parse', value: (await timesOf(rounds, parse)).p50 };
    tell(rowOf({ name: `mapping ${name}, ${body.length} bytes`, unit: 'ms', goal: String(goalMs) }, mapping, parsing));
  }
}
