import { parseArgs } from 'node:util';
import { formatRupiah } from '../../shared/money.ts';
import { billsMaxAt, providerIds, type Product, type ProviderId } from '../../shared/product.ts';
import { readConfig } from '../config.ts';
import { createSend } from './wire/http.ts';
import { createProviders, registry } from './index.ts';
import type { CodeRow, Exchange, Provider, ProviderFacts } from './provider.ts';

// `npm run providers [-- --config FILE [--ask]]`: what the registry knows of each provider, for the person who sets up a
// shop, its firewall and its fees. With a config file, the hosts that this shop's till really reaches; with `--ask` too, the
// deposit and the product codes, as each provider that documents such a call answers them now.

// Whoever reads may have seen enough.
process.stdout.on('error', () => process.exit());
const { values } = parseArgs({ options: { config: { type: 'string' }, ask: { type: 'boolean' } } });
const read = values.config === undefined ? null : readConfig(values.config);
if (read && !read.ok) {
  process.stderr.write(`${read.problem}\n`);
  process.exitCode = 2;
} else {
  const stop = new AbortController();
  const configured = read ? createProviders(read.config.providers, createSend(stop.signal)) : null;
  for (const id of providerIds) {
    const { facts: documented, codes } = registry[id];
    const provider = configured?.get(id);
    // A setting of the shop may change one.
    const facts = provider?.facts ?? documented;
    const answers = provider && values.ask ? await ask(provider) : [];
    print([...factLines(facts, provider), ...answers, '', ...codeTable(codes), '']);
  }
  stop.abort();
}

/** The deposit and the price list. Nothing is sold or paid by asking. */
async function ask(provider: Provider): Promise<readonly string[]> {
  const balance = await provider.balance?.();
  const products = await provider.products?.();
  const deposit =
    balance?.kind === 'balance' ? formatRupiah(balance.balance) : `not known${balance ? `: ${why(balance)}` : ''}`;
  const codes =
    products?.kind === 'products'
      ? products.products.map(({ code, name, active }) => `    ${code}  ${name}${active ? '' : ' (off)'}`)
      : [`    not known${products ? `: ${why(products)}` : ''}`];
  return [`  ${'deposit now'.padEnd(20)}${deposit}`, '  product codes', ...codes];
}

function why({ message, exchange }: { readonly message: string | null; readonly exchange: Exchange }): string {
  return message ?? exchange.text.slice(0, 200);
}

function print(lines: readonly string[]): void {
  // A provider's words may hold what would command the terminal.
  process.stdout.write(`${lines.map((line) => line.replace(/\p{Cc}/gu, ' ')).join('\n')}\n`);
}

function factLines(facts: ProviderFacts, provider: Provider | undefined): readonly string[] {
  const { sandbox, production } = facts.documentedHosts;
  const rows: readonly (readonly [string, string])[] = [
    ['products', facts.products.join(', ')],
    ['hosts, sandbox', sandbox.join(', ')],
    ['hosts, production', production.join(', ') || 'not published'],
    ...(provider ? [['hosts, this shop', provider.hosts.join(', ')] as const] : []),
    ['most bills at once', facts.products.map((product) => mostBills(facts.id, product)).join(', ')],
    ['own fee', facts.ownFee],
    ['quote good for', facts.sameDay ? 'the WIB day of the inquiry' : duration(facts.quoteValidMs)],
    ['no requests', facts.cutOff ? `${facts.cutOff.fromHour}:00-${facts.cutOff.toHour}:00 WIB` : 'none documented'],
    ['status checks', statusChecks(facts)],
    ['sending again', resending(facts)],
  ];
  return [`${facts.name} (${facts.id})`, ...rows.map(([name, value]) => `  ${name.padEnd(20)}${value}`)];
}

function mostBills(provider: ProviderId, product: Product): string {
  return `${product} ${billsMaxAt(provider, product) ?? 'not documented'}`;
}

function statusChecks({ statusChecks: rule }: ProviderFacts): string {
  if (!rule) return 'none documented';
  const pauses = rule.pausesMs.map(duration).join(', ');
  return `after ${pauses}; after an abnormal answer ${duration(rule.abnormalFirstMs)}; for ${duration(rule.ageMaxMs)}`;
}

function resending({ resending: rule }: ProviderFacts): string {
  if (!rule) return 'never';
  const when = rule.onlyNotReceived ? 'once "not received" was said twice' : 'under the first reference';
  return `by a person, ${when}, after ${duration(rule.pauseMs)}${rule.sameDay ? ', the same day' : ''}`;
}

function duration(ms: number): string {
  const units = [
    [86_400_000, 'd'],
    [3_600_000, 'h'],
    [60_000, 'min'],
  ] as const;
  const [size, name] = units.find(([unit]) => ms >= unit && ms % unit === 0) ?? [1_000, 's'];
  return `${ms / size} ${name}`;
}

function codeTable(codes: readonly CodeRow[]): readonly string[] {
  const rows = codes.map((row) => [row.code, row.atInquiry ?? '-', row.atPay, row.atStatus, row.meaning, row.source]);
  const table = [['code', 'at inquiry', 'at payment', 'at status', 'meaning', 'source'], ...rows];
  const widths = [0, 1, 2, 3, 4].map((column) => Math.max(...table.map((row) => row[column]?.length ?? 0)));
  return table.map(
    (row) =>
      `  ${row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd()}`,
  );
}
