import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { onTestFinished } from 'vitest';
import type { Channel, Input, Outputs } from '../../shared/api.ts';
import type { Reply } from '../../shared/errors.ts';
import type { Approval } from '../../shared/person.ts';
import type { Caller } from '../../electron/caller.ts';
import { startTill } from '../../electron/start.ts';
import type { SettingsOutputs } from '../../shared/settings-api.ts';
import { tempFolder, writeConfig } from '../harness/temp-folder.ts';
// Nothing here is about what a PIN costs.
import '../host/quick-scrypt.ts';

// A whole till in this process, as its two programs start it, so that it can be started again on what it left.

export const apiKey = 'apk_live_CANARY/key+1=';
export const alfakios = { enabled: true, baseUrl: 'http://127.0.0.1:9', apiKey };
export const iak = { enabled: true, baseUrl: 'http://127.0.0.1:9', username: '0812CANARY', apiKey: 'CANARY/KEY+1=' };
export const config = {
  shop: { name: 'Loket Melati' },
  providers: { alfakios },
  printers: [{ id: 'paper', transport: 'file:paper.bin', columns: 32 }],
};

export interface Shop {
  readonly dataDir: string;
  readonly notices: readonly string[];
  call<C extends Channel>(
    channel: C,
    input: Input<C>,
    caller?: Caller,
    approval?: Approval,
  ): Promise<Reply<Outputs[C]>>;
  must<C extends Channel>(channel: C, input: Input<C>): Promise<Outputs[C]>;
  save(patch: object, revision?: number): Promise<Reply<SettingsOutputs['settings:save']>>;
  settings(): Promise<Record<string, never>>;
  /** The data of all its `settings` records, oldest first. */
  records(): readonly Record<string, unknown>[];
  close(): Promise<void>;
}

export interface Options {
  readonly dataDir?: string;
  /** Null where there is none. */
  readonly config?: object | null;
  readonly mustSignIn?: boolean;
}

export async function openShop(options: Options = {}): Promise<Shop> {
  const dataDir = options.dataDir ?? tempFolder();
  const given = options.config === undefined ? config : options.config;
  const start = await startTill({
    dataDir,
    configFile: given === null ? null : writeConfig(dataDir, given),
    mustSignIn: options.mustSignIn ?? false,
  });
  if (!start.ok) throw new Error(start.problem);
  let closing: Promise<void> | null = null;
  const close = (): Promise<void> => (closing ??= start.close());
  onTestFinished(close);
  const shop: Shop = {
    ...{ dataDir, notices: start.notices, close },
    call: (channel, input, caller = 'program', approval) => start.till.call(channel, input, caller, approval) as never,
    async must(channel, input) {
      const reply = await shop.call(channel, input);
      if (!reply.ok) throw new Error(`${channel} failed: ${reply.code} ${reply.path ?? ''}`);
      return reply.value;
    },
    save: (patch, revision) =>
      shop.call('settings:save', { patch: patch as never, ...(revision !== undefined && { revision }) }),
    settings: async () => (await shop.must('settings:get', {})) as never,
    records: () =>
      textOf(dataDir, (name) => name.endsWith('.jsonl'))
        .split('\n')
        .filter((line) => line.includes('"kind":"settings"'))
        .map((line) => (JSON.parse(line) as { data: Record<string, unknown> }).data),
  };
  return shop;
}

/** Everything that stands in the till's files with such names, as Latin-1. */
export function textOf(folder: string, isMeant: (name: string) => boolean): string {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort();
  const files = names.filter(isMeant).map((name) => path.join(folder, name));
  return files
    .filter((file) => statSync(file).isFile())
    .map((file) => readFileSync(file, 'latin1'))
    .join('\n');
}
