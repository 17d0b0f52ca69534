import type { ProviderId } from '../../../shared/product.ts';
import { Crash, type Seams } from '../till/seams.ts';
import type { WireFault } from '../script/script.ts';
import type { Coverage } from '../play/coverage.ts';
import type { Timeline } from './timeline.ts';

export type Call = 'inquiry' | 'pay' | 'status';

/** What came back: the provider's words, or what an adapter makes of something else. */
export type Wired<T> =
  | { readonly kind: 'reply'; readonly said: T }
  | { readonly kind: 'not-sent' | 'no-reply' | 'unreadable-reply' | 'http-status' | 'other-payment' };

export interface Request<T> {
  readonly call: Call;
  readonly provider: ProviderId;
  readonly providerRef: string;
  readonly fault: WireFault | undefined;
  /** A payment that was sent before. */
  readonly isAgain: boolean;
  readonly latencyMs: number;
  readonly seams: Seams;
  /** The provider hears it, and answers. */
  readonly arrive: () => T;
}

/** The network between a till and the providers. */
export interface Network {
  send<T>(request: Request<T>): Promise<Wired<T>>;
  /** Requests about this payment that may still arrive. */
  underWay(providerRef: string): number;
  /** Whether the till waits for an answer about this payment. */
  isAwaited(providerRef: string): boolean;
  /** Requests that may still arrive. */
  arriving(): number;
  isQuiet(): boolean;
  /** Every connection of the till breaks. */
  cut(): void;
  /** Nothing gets through to that provider. */
  breakDown(provider: ProviderId | 'all', how: 'not-sent' | 'lost'): void;
  heal(): void;
}

/** As the till is configured, in ms. */
export const limitsMs: Readonly<Record<Call, number>> = { inquiry: 30_000, pay: 90_000, status: 30_000 };

const neverArrives: readonly (WireFault | undefined)[] = ['not-sent', 'lost', 'portal', 'proxy-error'];

export function createNetwork(timeline: Timeline, coverage: Coverage): Network {
  const onTheWay = new Map<string, number>();
  const open = new Map<() => void, string>();
  const down = new Map<ProviderId | 'all', 'not-sent' | 'lost'>();

  function arriveLater<T>({ providerRef, arrive }: Request<T>, ms: number, then: (said: T) => void): void {
    onTheWay.set(providerRef, (onTheWay.get(providerRef) ?? 0) + 1);
    timeline.after(ms, 'world', () => {
      const left = (onTheWay.get(providerRef) ?? 1) - 1;
      if (left > 0) onTheWay.set(providerRef, left);
      else onTheWay.delete(providerRef);
      then(arrive());
    });
  }

  return {
    send(request) {
      const { call, provider, seams, latencyMs } = request;
      const limitMs = limitsMs[call];
      const outage = down.get(provider) ?? down.get('all');
      const fault = outage ?? request.fault;
      const wire = request.isAgain ? 'resend' : call;
      if (outage) coverage.fault(`outage ${outage}`, `outage ${outage} of ${wire}`);
      else if (fault) coverage.fault(`wire ${wire} ${fault}`);
      return new Promise((resolve) => {
        let isOver = false;
        const finish = (wired: Wired<never> | { readonly kind: 'reply'; readonly said: never }): void => {
          if (isOver) return;
          isOver = true;
          open.delete(cut);
          if (seams.isAlive() && !endsAt(() => seams.pass(`${call}-in`))) resolve(wired);
        };
        const answer = (ms: number, wired: Parameters<typeof finish>[0]): void =>
          void timeline.after(ms, 'till', () => finish(wired));
        const cut = (): void => answer(0, { kind: 'no-reply' });
        open.set(cut, request.providerRef);
        answer(limitMs, { kind: 'no-reply' });
        if (neverArrives.includes(fault)) {
          if (fault === 'not-sent') answer(latencyMs, { kind: 'not-sent' });
          if (fault === 'portal') answer(2 * latencyMs, { kind: 'unreadable-reply' });
          if (fault === 'proxy-error') answer(2 * latencyMs, { kind: 'http-status' });
          return;
        }
        const isLate = fault === 'late-request';
        // Some proxies hold a request back for minutes.
        const onItsWayMs = isLate ? limitMs + 1_000 + ((latencyMs * 997) % 600_000) : latencyMs;
        arriveLater(request, onItsWayMs, (said) => {
          if (fault === 'twice') arriveLater(request, 300, () => undefined);
          if (fault === 'twice-second') {
            arriveLater(request, 300, (second) => answer(latencyMs, { kind: 'reply', said: second as never }));
          } else if (fault === 'slow') answer(limitMs - latencyMs - 500, { kind: 'reply', said: said as never });
          else if (fault === 'reset') answer(5, { kind: 'no-reply' });
          else if (fault === 'garbage') answer(latencyMs, { kind: 'unreadable-reply' });
          else if (fault === 'error-page') answer(latencyMs, { kind: 'http-status' });
          else if (fault === 'other') answer(latencyMs, { kind: 'other-payment' });
          else if (fault !== 'lost-answer' && fault !== 'late-answer' && !isLate)
            answer(latencyMs, { kind: 'reply', said: said as never });
          // The time-out is over when it comes, and nobody listens.
          else answer(limitMs + latencyMs, { kind: 'reply', said: said as never });
        });
      });
    },
    isAwaited: (providerRef) => [...open.values()].includes(providerRef),
    arriving: () => onTheWay.size,
    isQuiet: () => open.size === 0 && onTheWay.size === 0,
    underWay: (providerRef) => onTheWay.get(providerRef) ?? 0,
    cut() {
      for (const one of [...open.keys()]) one();
      open.clear();
    },
    breakDown: (provider, how) => void down.set(provider, how),
    heal: () => down.clear(),
  };
}

/** Whether the till's process ended there. */
function endsAt(pass: () => unknown): boolean {
  try {
    pass();
    return false;
  } catch (error) {
    if (error instanceof Crash) return true;
    throw error;
  }
}
