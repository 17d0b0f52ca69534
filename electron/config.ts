import path from 'node:path';
import { z } from 'zod';
import { segmentBytesMax } from './books/segments/take-over.ts';
import { readConfigText, type FoundOpen } from './machine/own-files.ts';
import { printer, printersProblem } from './printer-config.ts';
import { parseTransport } from './printers/address.ts';
import { ceilings, shift, shop } from './shop-config.ts';
import { documentedCodes, products, providerIds, type Product, type ProviderId } from '../shared/product.ts';

// The config file, as outside programs rely on it. An unknown key or a bad value refuses the start, by the key's path.

const defaultTimeoutMs = { inquiry: 30_000, pay: 90_000, status: 30_000 };
/** Shorter limits than this, in ms, give up on payments that are merely slow. */
const timeoutMsMin = 5_000;

/** How long an answer is waited for, in ms. */
const timeoutMs = z
  .strictObject({
    inquiry: z.int().min(50).max(600_000).default(defaultTimeoutMs.inquiry),
    pay: z.int().min(50).max(600_000).default(defaultTimeoutMs.pay),
    status: z.int().min(50).max(600_000).default(defaultTimeoutMs.status),
  })
  .prefault({});
/** Keys shorter than this many characters would be guessed, and found in ordinary words when they are taken out of them. */
const keyCharsMin = 8;
// What stands before an @ or behind a ? or # would be sent, logged and stored with every request.
const baseUrl = z
  .url({ protocol: /^https?$/, error: 'must be an http(s) address' })
  .regex(/^[^:]+:\/\/[^/?#@]+(\/[^?#]*)?$/, 'must hold no user, password, query or fragment')
  // A letter of another script looks like one of ours.
  .regex(/^[!-~]+$/, 'must be plain letters and digits; a host in another script is written with xn--');
const secret = z.string().min(1).max(500);
/** What Node sends in a header, without what a server would cut off its ends. */
const inHeader = (text: string): boolean => /^[\t\x20-\x7e\x80-\xff]*$/.test(text) && !/^[\t ]|[\t ]$/.test(text);
const inHeaderProblem = 'must be printable characters that a header can carry, without spaces around them';
const headerSecret = secret.refine(inHeader, inHeaderProblem);
/** The provider's own codes, by product; the documented ones where none is set. */
const productCodes = z.partialRecord(z.enum(products), z.string().min(1).max(100));
const feePolicy = z.strictObject({
  /** `fixed`: the amount. `capped`: as much of it as a counter may take beside the provider's admin fee (`ownFee`). */
  policy: z.enum(['forbidden', 'fixed', 'capped']),
  /** Rupiah on a payment, 0 to 1000000. */
  amount: z.int().min(0).max(1_000_000).default(0),
});

const providers = z.strictObject({
  alfakios: z
    .strictObject({
      enabled: z.boolean(),
      baseUrl,
      apiKey: headerSecret,
      productCodes: productCodes.default(documentedCodes('alfakios')),
      timeoutMs,
      /**
       * True: a pending payment is sent again, as it was and under its `req_id`, wherever another provider's status is checked. It may be
       * what pays the bill. Only for a shop that has Alfakios's word in writing that one `req_id` is never paid twice (decision 087).
       */
      resend: z.boolean().default(false),
    })
    .optional(),
  ayoconnect: z
    .strictObject({
      enabled: z.boolean(),
      baseUrl,
      partnerId: secret,
      apiKey: headerSecret,
      apiSecret: secret,
      version: z.string().max(20).refine(inHeader, inHeaderProblem).default('2.0'),
      productCodes: productCodes.default(documentedCodes('ayoconnect')),
      timeoutMs,
      /** The header TOKEN carries the request. The body is `{}`, as in the document's samples (`empty`), or the request again (`object`). */
      body: z.enum(['object', 'empty']).default('empty'),
    })
    .optional(),
  iak: z
    .strictObject({
      enabled: z.boolean(),
      baseUrl,
      /** Where the deposit is asked for. Not set: IAK's address if `baseUrl` is the production host, else the deposit is not asked for. */
      prepaidBaseUrl: baseUrl.optional(),
      username: secret,
      apiKey: secret,
      format: z.enum(['json', 'xml']).default('json'),
      productCodes: productCodes.default(documentedCodes('iak')),
      timeoutMs,
    })
    .optional(),
});

/** What is low where the shop says nothing else: a busy counter sells that out within the hour. */
export const depositLowBelow = 500_000;
export const depositLowBills = 10;

export const configShape = z.strictObject({
  shop: shop.prefault({ name: 'Loket' }),
  /** Practise on the till's own servers; where it is not set, only while no provider is enabled. */
  training: z.boolean().optional(),
  providers: providers.prefault({}),
  /** Who is asked for a bill, by product, the preferred first; where a product is not set, every enabled provider that sells it. */
  routing: z.partialRecord(z.enum(products), z.array(z.enum(providerIds)).min(1)).default({}),
  /** The shop's own fee, by provider and product; none where nothing is set. Ayoconnect allows none. */
  fees: z.partialRecord(z.enum(providerIds), z.partialRecord(z.enum(products), feePolicy)).default({}),
  printers: z.array(printer).max(8).default([]),
  /** Cash above a bill's total by more than this, in rupiah, has to be confirmed: a slip of the finger, not a customer's notes. */
  tender: z.strictObject({ askAbove: z.int().min(0).max(1_000_000_000_000).default(10_000_000) }).prefault({}),
  /** When a provider's deposit is low: below an amount, in rupiah, or enough for fewer bills than so many, at today's pace. */
  deposits: z
    .partialRecord(
      z.enum(providerIds),
      z.strictObject({
        lowBelow: z.int().min(0).max(1_000_000_000_000).default(depositLowBelow),
        lowBills: z.int().min(0).max(100_000).default(depositLowBills),
      }),
    )
    .default({}),
  shift: shift.prefault({}),
  ceilings: ceilings.prefault({}),
  /** A segment of the journal is full at so many bytes. Fewer only for tests, on this machine. */
  journal: z
    .strictObject({ segmentBytes: z.int().min(65_536).max(segmentBytesMax).default(segmentBytesMax) })
    .prefault({}),
  /**
   * All pauses of status checks and before sending again are multiplied by this, above 0 to 1. For tests: it must be 1 as soon as an
   * enabled provider is outside this machine, for the pauses are the providers' own.
   */
  settleScale: z.number().positive().max(1).default(1),
  /** The biller's telephone number on receipts, 1 to 20 characters. Corrects PLN's 123 and the misprint 234 in Ayoconnect's footer. */
  callCentre: z
    .string()
    .regex(/^(?=.*[0-9])[0-9 +()-]{1,20}$/, 'must be a telephone number')
    .optional(),
});

type Parsed = z.output<typeof configShape>;
export type Config = Omit<Parsed, 'training'> & { readonly training: boolean };
/** Each provider's settings, checked. */
export type ProviderSettings = Required<{ [P in ProviderId]: NonNullable<Parsed['providers'][P]> }>;

export type ReadConfig =
  | (CheckedConfig & {
      readonly ok: true;
      /** Config files that others could open. */
      readonly foundOpen: readonly FoundOpen[];
    })
  | {
      readonly ok: false;
      readonly problem: string;
      /** Of the key that can't be so; empty where it is about the whole. */
      readonly path: string;
    };

export interface CheckedConfig {
  readonly config: Config;
  /** The same as it was given, without defaults; only files of printers are absolute. */
  readonly given: object;
  /** Where slips go only while the till practises; a shop has no such printer. */
  readonly practicePrinter?: string;
}

/** What a fresh installation runs on: training, and a printer that is a file in the data folder. */
export function defaultConfig(dataDir: string): CheckedConfig {
  const transport = `file:${path.join(dataDir, 'training', 'receipts.bin')}`;
  const given = { printers: [{ id: 'receipts', transport, columns: 32 }] };
  return { config: { ...configShape.parse(given), training: true }, given, practicePrinter: transport };
}

/**
 * Reads and checks a config file; `ownFolder` as for `readConfigText`. The problem is one sentence that names the key's path
 * or the file.
 */
export function readConfig(file: string, ownFolder: string | null = null): ReadConfig {
  const read = readConfigText(file, ownFolder);
  if (!read.ok) return { ...read, path: '' };
  let value: unknown;
  try {
    value = JSON.parse(read.text.replace(/^\uFEFF/, ''));
  } catch {
    // The parser's own message quotes the text around the error, which may hold a key.
    return { ok: false, problem: `The config file ${file} is not valid JSON.`, path: '' };
  }
  const checked = checkConfig(value, path.dirname(path.resolve(file)), file);
  return checked.ok ? { ...checked, foundOpen: read.foundOpen } : checked;
}

/** Checks a config value. A printer's relative path counts from `folder`. */
export function checkConfig(value: unknown, folder: string, file = 'config'): ReadConfig {
  const parsed = configShape.safeParse(value);
  if (!parsed.success) {
    const { at, why } = firstProblem(parsed.error);
    return { ok: false, problem: `${file}: ${at || 'the config'}${why}.`, path: at };
  }
  const placed = <P extends { readonly transport: string }>(one: P): P => ({
    ...one,
    transport: absolute(one.transport, folder),
  });
  const config: Config = {
    ...parsed.data,
    training: parsed.data.training ?? enabledProviders(parsed.data).length === 0,
    printers: parsed.data.printers.map(placed),
  };
  const problem = contradiction(config);
  // It begins with the key's path.
  if (problem !== null) return { ok: false, problem: `${file}: ${problem}.`, path: problem.split(' ', 1)[0] ?? '' };
  // The schema has seen that these are what it says.
  const { printers, ...rest } = value as z.input<typeof configShape>;
  const given = { ...rest, ...(printers && { printers: printers.map(placed) }) };
  return { ok: true, config, given, foundOpen: [] };
}

function enabledProviders(config: Pick<Config, 'providers'>): readonly ProviderId[] {
  return providerIds.filter((id) => config.providers[id]?.enabled);
}

function firstProblem(error: z.ZodError): { readonly at: string; readonly why: string } {
  const issue = error.issues[0];
  const at = issue?.path.join('.') ?? '';
  if (issue?.code === 'unrecognized_keys')
    return { at: [at, issue.keys[0]].filter(Boolean).join('.'), why: ' is not a known key' };
  return { at, why: `: ${issue?.message ?? 'is not valid'}` };
}

function absolute(transport: string, folder: string): string {
  const to = parseTransport(transport);
  return to?.kind === 'file' ? `file:${path.resolve(folder, to.path)}` : transport;
}

/** What no single key can show: settings that don't go together, as a clause that names the key, or null. */
function contradiction(config: Config): string | null {
  const enabled = enabledProviders(config);
  const allLoopback = enabled.every((id) => isLoopback(config.providers[id]?.baseUrl));
  for (const id of enabled) {
    const problem = allLoopback ? null : farProblem(config.providers[id] ?? {});
    if (problem) return `providers.${id}.${problem}`;
  }
  if (!allLoopback && config.journal.segmentBytes !== segmentBytesMax)
    return `journal.segmentBytes must be ${segmentBytesMax} outside this machine`;
  if (!allLoopback && config.settleScale !== 1) return 'settleScale must be 1 outside this machine';
  const ayoconnectFee = products.find(
    (product) => (config.fees.ayoconnect?.[product]?.policy ?? 'forbidden') !== 'forbidden',
  );
  if (ayoconnectFee) return `fees.ayoconnect.${ayoconnectFee}.policy must be forbidden: Ayoconnect allows no fee`;
  return printersProblem(config.printers) ?? routingProblem(config.routing);
}

/** What may not be where a provider of the shop is outside this machine. */
function farProblem(settings: FarSettings): string | null {
  const { baseUrl, prepaidBaseUrl, timeoutMs } = settings;
  if (baseUrl?.startsWith('http:')) return 'baseUrl must be https outside this machine';
  if (prepaidBaseUrl?.startsWith('http:') && !isLoopback(prepaidBaseUrl)) {
    return 'prepaidBaseUrl must be https outside this machine';
  }
  const hasty = (['inquiry', 'pay', 'status'] as const).find((verb) => (timeoutMs?.[verb] ?? Infinity) < timeoutMsMin);
  if (hasty) return `timeoutMs.${hasty} must be at least ${timeoutMsMin} ms`;
  const short = (['apiKey', 'apiSecret'] as const).find((key) => (settings[key]?.length ?? Infinity) < keyCharsMin);
  return short && !isLoopback(baseUrl) ? `${short} must have at least ${keyCharsMin} characters` : null;
}

/** What the settings of the providers have in common, and what only one of them has. */
type FarSettings = Partial<
  Pick<ProviderSettings['iak'], 'baseUrl' | 'prepaidBaseUrl' | 'timeoutMs' | 'apiKey'> &
    Pick<ProviderSettings['ayoconnect'], 'apiSecret'>
>;

function routingProblem(routing: Partial<Record<Product, readonly ProviderId[]>>): string | null {
  for (const product of products) {
    const order = routing[product] ?? [];
    if (new Set(order).size !== order.length) return `routing.${product} names a provider twice`;
  }
  return null;
}

/** Whether it takes customers' money: somebody outside this machine is paid. */
export function isForReal({ training, providers: settings }: Pick<Config, 'training' | 'providers'>): boolean {
  const enabled = enabledProviders({ providers: settings });
  return !training && enabled.some((id) => !isLoopback(settings[id]?.baseUrl));
}

function isLoopback(address: string | undefined): boolean {
  if (address === undefined) return false;
  const host = new URL(address).hostname;
  return host === 'localhost' || host === '[::1]' || /^127(\.\d{1,3}){3}$/.test(host);
}
