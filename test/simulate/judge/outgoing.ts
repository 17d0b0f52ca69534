import type { StatusCheckRule, Outcome, ProviderFacts } from '../../../electron/providers/provider.ts';
import type { ProviderId } from '../../../shared/product.ts';
import { lookedTooSoon, tooClose, tooOld, tooSoon } from '../../oracles/status-checks.ts';
import type { Timeline } from '../world/timeline.ts';

/** What leaves the till for the providers: payments, and status checks, which are held against the law as they leave. */
export interface Outgoing {
  paySent(provider: ProviderId, providerRef: string): void;
  payAnswered(providerRef: string, outcome: Outcome): void;
  statusAnswered(providerRef: string, outcome: Outcome): void;
  asked(provider: ProviderId, providerRef: string): void;
  /** A person had it sent once more. */
  resent(providerRef: string): void;
  /** The till's clock was set: how long ago something was is not what the till thinks. */
  clockMoved(): void;
  hasClockMoved(providerRef: string): boolean;
  sentRefs(): ReadonlyMap<string, Sent>;
  broken(): readonly string[];
}

export interface Sent {
  readonly provider: ProviderId;
  readonly firstSentAt: number;
  /** Pay requests, and how many of them a person asked for. */
  times: number;
  resends: number;
}

interface Asking extends Sent {
  lastSentAt: number;
  isInProcess: boolean;
  lastAskedAt: number | null;
  /** When the till heard that it is refused, while it did not know yet. */
  refusedAt: number;
  hasClockMoved: boolean;
}

/** `lastRecorded` looks into the till's books: how many questions were answered, when the last of them was asked, and whether it is refused. */
export function createOutgoing(
  timeline: Timeline,
  facts: (id: ProviderId) => ProviderFacts,
  lastRecorded: (providerRef: string) => {
    readonly asks: number;
    readonly at: number;
    readonly isRefused: boolean;
  },
  isClosing: () => boolean,
): Outgoing {
  const sent = new Map<string, Asking>();
  const broken: string[] = [];
  let lastElapsed = -Infinity;

  function judge(one: Asking, ref: string, rule: StatusCheckRule): void {
    // Where the clock was set meanwhile, the till can't know how long ago that was.
    if (one.hasClockMoved) return;
    const now = timeline.now();
    object(ref, [...soon(one, ref, rule, now), ...tooOld(rule, now - one.firstSentAt)]);
  }

  function soon(one: Asking, ref: string, rule: StatusCheckRule, now: number): readonly string[] {
    const { lastAskedAt, lastSentAt, isInProcess } = one;
    // Before a shift closes it is looked at whatever was refused in it.
    if (lastRecorded(ref).isRefused) return isClosing() ? [] : lookedTooSoon(now - one.refusedAt);
    if (lastAskedAt === null) return tooSoon(rule, { nth: 0, afterMs: now - lastSentAt, isOrderly: isInProcess });
    const afterMs = now - lastAskedAt;
    if (afterMs >= Math.max(...rule.pausesMs)) return [];
    const { asks, at } = lastRecorded(ref);
    // A check whose answer was never stored is made again.
    return at === lastAskedAt ? tooSoon(rule, { nth: asks, afterMs, isOrderly: true }) : [];
  }

  function answered(one: Asking | undefined, ref: string, { kind }: Outcome): void {
    if (one && kind === 'refused' && !lastRecorded(ref).isRefused) one.refusedAt = timeline.now();
  }

  function object(ref: string, what: readonly string[]): void {
    broken.push(...what.map((one) => `${ref} ${one}`));
  }

  return {
    paySent(provider, ref) {
      const now = timeline.now();
      const one = sent.get(ref);
      const again = {
        lastSentAt: now,
        isInProcess: false,
        lastAskedAt: null,
        hasClockMoved: false,
        refusedAt: -Infinity,
      };
      if (one) Object.assign(one, again, { times: one.times + 1 });
      else sent.set(ref, { provider, times: 1, resends: 0, firstSentAt: now, ...again });
    },
    payAnswered(ref, outcome) {
      const one = sent.get(ref);
      answered(one, ref, outcome);
      if (one) one.isInProcess = outcome.kind === 'pending' && outcome.why === 'in-process';
    },
    statusAnswered: (ref, outcome) => answered(sent.get(ref), ref, outcome),
    asked(provider, ref) {
      const elapsed = timeline.elapsed();
      object(ref, tooClose(elapsed - lastElapsed));
      lastElapsed = elapsed;
      const one = sent.get(ref);
      const rule = facts(provider).statusChecks;
      if (!rule || rule.mayPay) {
        if (lastRecorded(ref).isRefused) object(ref, ['was sent again, and it was refused']);
      }
      if (!rule) return object(ref, ['was asked about, and there is nobody to ask']);
      // Stored, and the till died or lost its disk before it was sent.
      if (!one) return;
      judge(one, ref, rule);
      one.lastAskedAt = timeline.now();
    },
    resent(ref) {
      const one = sent.get(ref);
      if (one) one.resends++;
    },
    clockMoved() {
      for (const one of sent.values()) one.hasClockMoved = true;
    },
    hasClockMoved: (ref) => sent.get(ref)?.hasClockMoved ?? false,
    sentRefs: () => sent,
    broken: () => broken,
  };
}
