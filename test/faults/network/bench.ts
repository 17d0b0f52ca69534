import type { ProviderId } from '../../../shared/product.ts';
import type { Proxy } from '../wire/proxy.ts';
import type { Stage, StageOptions } from '../stage/stage.ts';
import type { Call } from '../wire/wire.ts';

/** The calls that a till makes to sell. */
export type Verb = Exclude<Call, 'other'>;

/** Where a network fault is made. */
export interface Bench {
  readonly stage: Stage;
  readonly provider: ProviderId;
  readonly proxy: Proxy;
  readonly call: Verb;
  /** Notes that the fault has happened: a cell whose fault never did shows nothing. */
  happened(): void;
  /** What must hold once the call is over and while the fault lasts. `tookMs` is how long the call took. */
  check(holds: (tookMs: number) => void | Promise<void>): void;
  /** Runs when the fault is taken away; not if the cell fails before. */
  atOff(undo: () => unknown): void;
}

/** What a payment is said to be under a fault, at once. `open`: not sent or pending, by how far the system got. */
export type PayWord = 'not-sent' | 'pending' | 'open' | 'works';

export interface Variant {
  readonly what: string;
  /** Makes the fault for this call. */
  readonly on: (bench: Bench) => void | Promise<void>;
  /** Only at these calls; at all of them if not said. */
  readonly calls?: readonly Verb[];
  /** The exchange is meant to run out of time, so its limit is short. */
  readonly slow?: boolean;
  readonly inquiry: Word<'fails' | 'works'>;
  readonly pay: Word<PayWord>;
  readonly status: 'open' | 'works';
  /** The shop opens again under the fault, by so many ms later. */
  readonly laterMs?: number;
}

/** One word for all providers, or one for each. */
type Word<T> = T | Readonly<Record<ProviderId, T>>;

export function wordFor<T extends string>(word: Word<T>, provider: ProviderId): T {
  return typeof word === 'string' ? word : word[provider];
}

export interface Fault {
  readonly id: string;
  readonly title: string;
  readonly options?: (stage: Stage) => StageOptions | Promise<StageOptions>;
  readonly variants: readonly Variant[];
}

/** A limit in ms for an exchange that is meant to take too long. */
export const shortMs = 400;
