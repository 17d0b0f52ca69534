import { readFileSync } from 'node:fs';
import type { ProviderId } from '../../../shared/product.ts';
import type { CashMove } from '../../../shared/shift.ts';

// A script is all that happens to a till, as plain data: it can be printed, shortened and played again.

/** What the network makes of one request. Those from `reset` on reach the provider. */
export const wireFaults = [
  'not-sent', // no byte leaves: no name, nobody listens
  'lost', // the request never arrives; the till waits until its time-out
  'portal', // somebody else answers 200 with a page; the request never arrives
  'proxy-error', // some proxy answers 502; the request never arrives
  'reset', // arrives, and the connection is cut at once
  'lost-answer', // arrives; the till waits until its time-out
  'late-answer', // arrives, and is answered only after the time-out
  'late-request', // arrives only after the time-out
  'twice', // arrives twice; the first answer comes back
  'twice-second', // arrives twice; the second answer comes back
  'slow', // arrives, and is answered just before the time-out
  'garbage', // arrives; the answer can't be read
  'error-page', // arrives; the answer is an HTTP 5xx
  'other', // arrives; the answer speaks of another payment
] as const;
export type WireFault = (typeof wireFaults)[number];

/** What a provider does with a payment that arrives. */
export interface Fate {
  /** What it answers first: final words, `process` (in process), `doubt` (a documented doubtful code) or `unknown` (a code of its own). */
  readonly first: 'paid' | 'failed' | 'process' | 'doubt' | 'unknown';
  /** What becomes of it that many ms later, unless the first word was final. */
  readonly then: 'paid' | 'failed';
  readonly afterMs: number;
  /** That many ms after it failed it is paid after all; only where a provider can be asked. */
  readonly turnsMs?: number;
  /** A failure by one of the codes that a question may have of its own, and that must be said twice. */
  readonly isSoft?: boolean;
  /** Paid without a reference. */
  readonly hasNoReference?: boolean;
}

/** What a provider says to a question, where that is not what it knows. */
export const lies = ['not-received', 'own-failure', 'contradiction', 'unknown', 'other'] as const;
export type Lie = (typeof lies)[number];

export interface Question {
  readonly wire?: WireFault;
  readonly lie?: Lie;
}

/** What becomes of a print job. `out` says whether paper came. */
export const papers = ['failed', 'doubtful-out', 'doubtful-nothing', 'sent-nothing', 'slow'] as const;
export type Paper = (typeof papers)[number];

/** Where a fault can strike: seams of the till. */
export const points = [
  'append',
  'cut',
  'commit',
  'open-database',
  'open-journal',
  'read',
  'inquiry-out',
  'inquiry-in',
  'pay-out',
  'pay-in',
  'status-out',
  'status-in',
  'print-out',
  'print-in',
] as const;

/** Where a fault can strike the sealing of segments: as the next one begins, as one is sealed, as its plain file goes. */
export const sealingPoints = ['roll-over', 'seal', 'remove'] as const;
export type Point = (typeof points)[number] | (typeof sealingPoints)[number];

/** What is being written where the till passes `append` and `commit`. */
export const writings = [
  'intent',
  'outcome',
  'question',
  'resending',
  'decision',
  'printing',
  'print',
  'start',
] as const;

/** The seal's record, and what packs a segment in the database and takes old rows away. */
export const sealingWritings = ['sealing', 'packing'] as const;

/** The records of a shift. */
export const shiftWritings = [
  ...(['shift-opened', 'shift-cash', 'shift-counted', 'shift-closed', 'shift-reopened'] as const),
  'debt-settled',
  ...(['top-up-asked', 'top-up-cancelled', 'deposit'] as const),
] as const;
export type ShiftWriting = (typeof shiftWritings)[number];
export type Writing = (typeof writings)[number] | (typeof sealingWritings)[number] | ShiftWriting;

/** A process that ends (`kill`), a PC that loses its power, or what the disk says. */
export type Strike =
  | 'kill'
  | 'power'
  | 'kill-after'
  | 'power-after'
  | 'ENOSPC'
  | 'EIO'
  | 'EIO-sync'
  | 'EIO-lost'
  | 'EMFILE'
  | 'SQLITE_FULL'
  | 'SQLITE_IOERR'
  | 'SQLITE_IOERR-committed';

const anywhere: readonly [Strike, ...Strike[]] = ['kill', 'power'];
/** What can strike where. */
export const strikes: Readonly<Record<(typeof points)[number], readonly [Strike, ...Strike[]]>> = {
  append: [...anywhere, 'kill-after', 'power-after', 'ENOSPC', 'EIO', 'EIO-sync', 'EIO-lost'],
  cut: ['kill', 'power-after', 'EIO'],
  commit: [...anywhere, 'kill-after', 'power-after', 'SQLITE_FULL', 'SQLITE_IOERR', 'SQLITE_IOERR-committed'],
  'open-database': [...anywhere, 'EMFILE'],
  'open-journal': [...anywhere, 'EMFILE', 'EIO'],
  read: [...anywhere, 'EIO'],
  'inquiry-out': anywhere,
  'inquiry-in': anywhere,
  'pay-out': anywhere,
  'pay-in': anywhere,
  'status-out': anywhere,
  'status-in': anywhere,
  'print-out': anywhere,
  'print-in': anywhere,
};

interface SealingStrikes {
  readonly point: Point;
  readonly of?: Writing;
  readonly strikes: readonly [Strike, ...Strike[]];
}

/** What can strike the sealing. */
export const sealingStrikes: readonly [SealingStrikes, ...SealingStrikes[]] = [
  { point: 'roll-over', strikes: [...anywhere, 'kill-after', 'power-after', 'ENOSPC', 'EMFILE'] },
  { point: 'seal', strikes: [...anywhere, 'kill-after', 'power-after', 'ENOSPC', 'EIO'] },
  { point: 'remove', strikes: [...anywhere, 'kill-after', 'power-after', 'EIO'] },
  { point: 'append', of: 'sealing', strikes: strikes.append },
  { point: 'commit', of: 'sealing', strikes: strikes.commit },
  { point: 'commit', of: 'packing', strikes: strikes.commit },
];

/** What can strike each record of a shift. */
export const shiftStrikes: readonly [Omit<SealingStrikes, 'of'>, ...Omit<SealingStrikes, 'of'>[]] = [
  { point: 'append', strikes: strikes.append },
  { point: 'commit', strikes: strikes.commit },
];

/** What somebody does at the drawer. `off`: so many rupiah more are counted than there must be; `next` closes and opens. */
export type ShiftAct =
  | { readonly act: 'open'; readonly float: number }
  | { readonly act: 'close'; readonly off: number; readonly presses?: number }
  | { readonly act: 'next'; readonly off: number; readonly float: number }
  | { readonly act: 'cash'; readonly kind: CashMove; readonly amount: number }
  /** Somebody tells what reached a provider's deposit. */
  | { readonly act: 'top-up'; readonly provider: ProviderId; readonly amount: number; readonly isCalledOff?: boolean }
  /** A customer pays of a debt, all of it or half, in that kind of money: the one who is named, or owes most. Before that, who paid too much has it back. */
  | {
      readonly act: 'pay-off';
      readonly part: 'all' | 'half';
      readonly by: 'cash' | 'qris';
      readonly presses?: number;
      readonly customerId?: string;
    }
  | { readonly act: 'reopen' | 'look' };

export type Step = { readonly at: number } & Happening;

export type Happening =
  | Sale
  | {
      readonly do:
        | 'check'
        | 'reprint'
        | 'press-again'
        | 'insist'
        | 'reload'
        | 'look'
        | 'resend'
        | 'reverse'
        | 'pay-elsewhere'
        | 'month';
      readonly bill: number;
    }
  | { readonly do: 'price'; readonly bill: number; readonly by: number }
  | { readonly do: 'decide'; readonly takesBack?: boolean }
  | ({ readonly do: 'shift' } & ShiftAct)
  /**
   * The next fault at that point, where that is written if it matters what, after `skip` more passes, for `offMs` if it ends the till.
   * `part` of the bytes are written.
   */
  | {
      readonly do: 'arm';
      readonly point: Point;
      readonly of?: Writing;
      readonly skip: number;
      readonly strike: Strike;
      readonly part: number;
      readonly offMs: number;
    }
  /** The next time that the till passes the point, that happens so many ms later. */
  | { readonly do: 'when'; readonly point: Point; readonly delayMs: number; readonly then: Happening }
  /** What still waits for its point does not happen any more. */
  | { readonly do: 'disarm' }
  | { readonly do: 'disk'; readonly trouble: 'full' | 'read-only' | 'broken'; readonly forMs: number }
  | { readonly do: 'crash'; readonly how: 'kill' | 'power'; readonly offMs: number }
  | { readonly do: 'close'; readonly offMs: number }
  | { readonly do: 'clock'; readonly by: number }
  /** Somebody sets the clock right. */
  | { readonly do: 'set-clock' }
  | { readonly do: 'suspend'; readonly forMs: number }
  | {
      readonly do: 'outage';
      readonly provider: ProviderId | 'all';
      readonly how: 'not-sent' | 'lost';
      readonly forMs: number;
    }
  | { readonly do: 'deposit'; readonly provider: ProviderId; readonly left: number; readonly forMs: number }
  | { readonly do: 'backup' }
  /** A person has one side made again from the other. */
  | { readonly do: 'rebuild'; readonly what: 'database' | 'journal'; readonly offMs: number }
  /** The backup's database beside today's journal. */
  | { readonly do: 'restore-database'; readonly offMs: number }
  | { readonly do: 'restore'; readonly offMs: number };

/** A cashier's sale, and all that fate has in store for it. What is left out goes well. */
export interface Sale {
  readonly do: 'sell';
  /** Nothing else happens at the counter, until `disarm`: what strikes strikes this payment. */
  readonly isAlone?: boolean;
  readonly bill: number;
  readonly provider?: ProviderId;
  /** Between the quote and Enter. */
  readonly thinkMs?: number;
  /** How often Enter is pressed. */
  readonly presses?: number;
  readonly pressGapMs?: number;
  /** A second window asks for the same bill, of that provider, and pays it at the same time. */
  readonly window?: ProviderId | 'same';
  readonly tender?: 'more' | 'less';
  readonly latencyMs?: number;
  readonly inquiry?: WireFault;
  readonly pay?: WireFault;
  /** What the network makes of a second sending. */
  readonly resend?: WireFault;
  readonly fate?: Fate;
  readonly questions?: readonly Question[];
  readonly papers?: readonly Paper[];
}

export interface Script {
  /** For ids, jitter and the like. */
  readonly seed: number;
  /** When it begins, in ms since 1970. */
  readonly start: number;
  readonly hasPrinter: boolean;
  /** The shop has it in writing that Alfakios never pays one `req_id` twice. */
  readonly alfakiosResends: boolean;
  /** People sign in, so that they sell only within a shift; the owner stands there if absent. */
  readonly hasPeople?: boolean;
  /** Customers pay by all kinds of money, one by several at once, and cash is rounded; all in cash if absent. */
  readonly hasTenders?: boolean;
  /** Bytes from which on a segment of the journal is full; a day's if it is not said. */
  readonly segmentBytes?: number;
  readonly steps: readonly Step[];
}

/** What happens, as it is counted. */
export function nameOf(happening: Happening): string {
  if (happening.do === 'rebuild') return `${happening.what} rebuilt`;
  if (happening.do === 'disk') return `disk ${happening.trouble}`;
  if (happening.do === 'clock') return `clock ${happening.by > 0 ? 'forward' : 'back'}`;
  if (happening.do === 'outage' || happening.do === 'crash') return `${happening.do} ${happening.how}`;
  return happening.do;
}

/** As text that `readScript` reads: one step a line. */
export function printScript({ steps, ...about }: Script): string {
  return [about, ...steps].map((line) => JSON.stringify(line)).join('\n');
}

/** Reads what `printScript` wrote. Throws if it is no JSON. */
export function readScript(file: string): Script {
  const [about, ...steps] = readFileSync(file, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as object);
  return { ...(about as Omit<Script, 'steps'>), steps: steps as Step[] };
}
