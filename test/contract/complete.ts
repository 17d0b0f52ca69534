import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { CodeRow, ProviderFacts } from '../../electron/providers/provider.ts';
import type { Training } from '../../electron/training/start.ts';
import type { ProviderId } from '../../shared/product.ts';
import { kindOf } from './bench.ts';
import type { Kit } from './kit.ts';

// What a provider needs to be under contract. Whoever adds one is told by name what is missing.

/** All there is of a provider. */
export interface Given {
  readonly id: string;
  readonly entry: { readonly facts: Pick<ProviderFacts, 'id' | 'statusChecks'>; readonly codes: readonly CodeRow[] };
  readonly kits: readonly Kit[];
  readonly training: Pick<Training, 'providers' | 'numbers'>;
  /** The project's folder. */
  readonly root: string;
}

/** The files of every adapter: who has read one has read all. One that signs has `sign.ts` too. */
const adapterFiles: readonly string[] = ['index.ts', 'messages.ts', 'bills.ts', 'answers.ts', 'codes.ts'];

/** Beside the samples of the documents. */
const ownFiles: readonly string[] = ['codes.json', 'sources.json', 'transcript.raw.json', 'transcript.scrubbed.json'];

/** A sentence for each thing that is missing; none for a provider that is complete. */
export function whatIsMissing(given: Given): readonly string[] {
  const fixtures = path.join(given.root, 'test/fixtures', given.id);
  return [
    ...inAdapter(given),
    ...(existsSync(fixtures)
      ? [...inFixtures(given, fixtures), ...inSamples(given, fixtures)]
      : [`no test/fixtures/${given.id}/`]),
    ...inTraining(given),
    ...inKits(given),
  ];
}

function inAdapter({ id, entry, root }: Given): readonly string[] {
  const folder = `electron/providers/${id}`;
  const files = existsSync(path.join(root, folder)) ? readdirSync(path.join(root, folder)) : [];
  return [
    ...adapterFiles.filter((file) => !files.includes(file)).map((file) => `no ${folder}/${file}`),
    ...files
      .filter((file) => ![...adapterFiles, 'sign.ts'].includes(file))
      .map((file) => `no other adapter has a ${folder}/${file}`),
    ...(entry.facts.id === id ? [] : [`its facts call it ${entry.facts.id}`]),
    ...(entry.codes.length > 0 ? [] : ['no codes']),
    ...entry.codes.filter(({ source }) => !/\w/.test(source)).map(({ code }) => `code ${code} has no source`),
    ...entry.codes.filter(({ meaning }) => !/\w/.test(meaning)).map(({ code }) => `code ${code} has no meaning`),
  ];
}

function inFixtures({ id, kits }: Given, folder: string): readonly string[] {
  const files = readdirSync(folder);
  const used = new Set(kits.flatMap(({ samples }) => samples.map(({ file }) => file)));
  const sources = files.includes('sources.json') ? fieldsOf(folder, 'sources.json') : {};
  const missing = ownFiles
    .filter((file) => file !== 'sources.json' && !files.includes(file))
    .map((file) => `no ${file}`);
  for (const file of files) {
    const source = file.endsWith('.json') ? fieldsOf(folder, file)['source'] : sources[file];
    if (typeof source !== 'string' || !/\w/.test(source)) missing.push(`${file} has no source`);
    if (!ownFiles.includes(file) && !used.has(file)) missing.push(`no kit says what ${file} must become`);
  }
  for (const file of ['transcript.raw.json', 'transcript.scrubbed.json'].filter((one) => files.includes(one))) {
    const of = fieldsOf(folder, file);
    missing.push(
      ...kits.filter(({ name }) => !Array.isArray(of[name])).map(({ name }) => `${file} holds none of ${name}`),
    );
  }
  return missing.map((what) => `test/fixtures/${id}/: ${what}`);
}

function fieldsOf(folder: string, file: string): Readonly<Record<string, unknown>> {
  return JSON.parse(readFileSync(path.join(folder, file), 'utf8')) as Record<string, unknown>;
}

function inSamples({ id, kits }: Given, folder: string): readonly string[] {
  const samples = kits.flatMap((kit) => kit.samples);
  const lost = [...new Set(samples.map(({ file }) => file))].filter((file) => !existsSync(path.join(folder, file)));
  const wanted = (['inquiry', 'pay'] as const).flatMap((step) =>
    (['request', 'answer'] as const)
      .filter((kind) => !samples.some((sample) => sample.step === step && sample.kind === kind))
      .map((kind) => `no documented sample of the ${kind} at ${step}`),
  );
  return [...lost.map((file) => `test/fixtures/${id}/${file} is gone`), ...wanted];
}

function inTraining({ id, training, root }: Given): readonly string[] {
  const settings = training.providers[id as ProviderId];
  const local = settings && new URL(settings.baseUrl).hostname === '127.0.0.1';
  return [
    ...[`${id}.ts`, `${id}-replies.ts`, `${id}-stories.ts`]
      .filter((file) => !existsSync(path.join(root, 'electron/training', file)))
      .map((file) => `no electron/training/${file}`),
    ...(settings?.enabled && local ? [] : ['training does not start it on this machine']),
    ...(training.numbers.some(({ provider }) => provider === id) ? [] : ['training has no numbers for it']),
  ];
}

function inKits({ id, entry, kits }: Given): readonly string[] {
  const missing = kits.length > 0 ? [] : ['no kit'];
  for (const kit of kits) {
    const { verbs, steps } = kindOf(kit);
    if (kit.id !== id) missing.push(`the kit ${kit.name} is of ${kit.id}`);
    if (entry.facts.statusChecks !== null && !steps.includes('status'))
      missing.push(`the kit ${kit.name} can't be asked`);
    for (const verb of verbs.filter((one) => !kit.proofs[one])) missing.push(`the kit ${kit.name} proves no ${verb}`);
  }
  const names = kits.map(({ name }) => name);
  return [...missing, ...names.filter((name, at) => names.indexOf(name) !== at).map((name) => `two kits ${name}`)];
}
