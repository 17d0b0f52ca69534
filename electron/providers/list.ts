import { parseArgs } from 'node:util';
import { providerIds } from '../../shared/product.ts';
import { readConfig } from '../config.ts';
import { createProviders, registry } from './index.ts';
import type { CodeRow, Provider, ProviderFacts } from './provider.ts';

// `npm run providers [-- --config FILE]`: what the registry knows of each provider, for the person who sets up a shop, its
// firewall and its fees. With a config file, the hosts that this shop's till really reaches.

const { values } = parseArgs({ options: { config: { type: 'string' } } });
const read = values.config === undefined ? null : readConfig(values.config);
if (read && !read.ok) {
  process.stderr.write(`${read.problem}\n`);
  process.exitCode = 2;
} else {
  const nothingIsSent = (): never => {
    throw new Error('listing providers sends nothing');
  };
  const configured = read ? createProviders(read.config.providers, nothingIsSent) : null;
  for (const id of providerIds) {
    const { facts, codes } = registry[id];
    print([...factLines(facts, configured?.get(id)), '', ...codeTable(codes), '']);
  }
}

function print(lines: readonly string[]): void {
  process.stdout.write(`${lines.join('\n')}\n`);
}

function factLines(facts: ProviderFacts, provider: Provider | undefined): readonly string[] {
  const { sandbox, production } = facts.documentedHosts;
  const rows: readonly (readonly [string, string])[] = [
    ['products', facts.products.join(', ')],
    ['hosts, sandbox', sandbox.join(', ')],
    ['hosts, production', production.join(', ') || 'not published'],
    ...(provider ? [['hosts, this shop', provider.hosts.join(', ')] as const] : []),
    ['most bills at once', facts.billsMax === null ? 'not documented' : String(facts.billsMax)],
    ['own fee', facts.ownFee],
    ['quote good for', facts.sameDay ? 'the WIB day of the inquiry' : duration(facts.quoteValidMs)],
    ['no requests', facts.cutOff ? `${facts.cutOff.fromHour}:00-${facts.cutOff.toHour}:00 WIB` : 'none documented'],
    ['status questions', asking(facts)],
    ['sending again', resending(facts)],
  ];
  return [`${facts.name} (${facts.id})`, ...rows.map(([name, value]) => `  ${name.padEnd(20)}${value}`)];
}

function asking({ asking: rule }: ProviderFacts): string {
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
