import path from 'node:path';
import type { Channel, Input, Outputs } from '../../../shared/api.ts';
import type { Quote } from '../../../shared/bill.ts';
import type { Reply } from '../../../shared/errors.ts';
import type { ProviderId } from '../../../shared/product.ts';
import type { Transaction, TransactionWithEvents } from '../../../shared/transaction.ts';
import type { Certificates } from '../wire/certificates.ts';
import type { Exceptions } from '../../oracles/evidence.ts';
import type { Paid } from './evidence.ts';
import type { Control } from './controlled-start.ts';
import type { Printer } from '../printer/printer.ts';
import type { Proxy } from '../wire/proxy.ts';
import type { Limits, ServerOptions, Servers } from './servers.ts';
import type { Said, TillProcess } from './till-process.ts';
import type { Tree } from './config-tree.ts';

// What a cell works with; README.md says what each member does. `open-stage.ts` builds it.

/** `settleScale` unless a stage is opened with another. */
export const defaultScale = 0.002;

export interface StageOptions {
  readonly providers?: readonly ProviderId[];
  readonly format?: 'json' | 'xml';
  /** Keys to merge into the config. */
  readonly config?: Tree;
  readonly settleScale?: number;
  readonly timeoutMs?: Partial<Limits>;
  readonly printers?: readonly object[];
  /** Whether the till's clock and look-ups can be controlled. Costs some start-up time. */
  readonly control?: boolean;
  readonly tls?: Certificates;
  /** The host in the base URLs. */
  readonly host?: string;
  readonly training?: ServerOptions;
  readonly env?: Readonly<Record<string, string>>;
  readonly wrap?: readonly string[];
  /** False to start the till later. */
  readonly start?: boolean;
}

export interface StartOptions {
  readonly env?: Readonly<Record<string, string>>;
  readonly wrap?: readonly string[];
  readonly args?: readonly string[];
  /** False not to wait until it is ready. */
  readonly ready?: boolean;
}

export interface Stage {
  readonly folder: string;
  readonly data: string;
  readonly configFile: string;
  readonly runFolder: string;
  readonly till: TillProcess;
  readonly printer: Printer;
  /** Everything that every till of this stage said, in order. */
  readonly said: readonly Said[];
  /** For a stage whose books were put away: what was said of them counts no more. */
  forgetSaid(): void;
  open(options?: StageOptions): Promise<void>;
  call<C extends Channel>(channel: C, input: Input<C>): Promise<Reply<Outputs[C]>>;
  must<C extends Channel>(channel: C, input: Input<C>): Promise<Outputs[C]>;
  start(options?: StartOptions): Promise<TillProcess>;
  startRefused(options?: StartOptions): Promise<{ code: number | string; stdout: string; stderr: string }>;
  stop(): Promise<void>;
  kill(signal?: NodeJS.Signals): Promise<void>;
  restart(options?: StartOptions): Promise<TillProcess>;
  configure(change: Tree): void;
  newNumber(provider: ProviderId): string;
  quote(provider: ProviderId, customerNumber?: string): Promise<Quote>;
  pay(quote: Quote, more?: { readonly confirmPaidBefore?: boolean }): Promise<Reply<Transaction>>;
  get(transactionId: string): Promise<TransactionWithEvents>;
  /** Every payment, newest first. */
  list(): Promise<readonly Transaction[]>;
  proxy(provider: ProviderId): Proxy;
  server<P extends ProviderId>(provider: P): Servers[P];
  /** All providers' books; what was taken back stays in it, marked so. */
  ledger(): readonly Paid[];
  /** The provider takes a payment back, after it had said success. */
  reverse(provider: ProviderId, ref: string): void;
  now(): number;
  shiftClock(ms: number): Promise<void>;
  /** So much time passed at once, in ms: the providers' answers tell it. Their days and cut-offs stay as they are. */
  timePassed(ms: number): void;
  lookup(how: Control['lookup']): Promise<void>;
  faultsOff(): Promise<void>;
  recover(): Promise<void>;
  decideByBooks(which?: 'unasked' | 'all'): Promise<void>;
  expect(exceptions: Exceptions): void;
  judge(): Promise<void>;
  finish(): Promise<void>;
  atEnd(clean: () => unknown): void;
}

/** For `env`: the tills of a run compile their code once. Not where system calls are counted, for it makes some of its own. */
export function compiledOnce({ runFolder }: Pick<Stage, 'runFolder'>): Readonly<Record<string, string>> {
  return { NODE_COMPILE_CACHE: path.join(runFolder, 'compiled') };
}
