import type { StatusCheckRule, Outcome, ProviderFacts } from '../../../electron/providers/provider.ts';
import type { ProviderId } from '../../../shared/product.ts';
import type { Timeline } from '../world/timeline.ts';

/** How often and how early the till asks and pays, judged where it leaves the till. */
export interface PollLaw {
  paySent(provider: ProviderId, providerRef: string, customerNumber: string): void;
  payAnswered(providerRef: string, outcome: Outcome): void;
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
  readonly customerNumber: string;
  readonly firstSentAt: number;
  /** Pay requests, and how many of them a person asked for. */
  times: number;
  resends: number;
}

interface Asking extends Sent {
  lastSentAt: number;
  isInProcess: boolean;
  lastAskedAt: number | null;
  hasClockMoved: boolean;
}

const spacingMs = 1_000;

/** `lastRecorded` looks into the till's books: how many questions were answered, and when the last of them was asked. */
export function createPollLaw(
  timeline: Timeline,
  facts: (id: ProviderId) => ProviderFacts,
  lastRecorded: (providerRef: string) => { readonly asks: number; readonly at: number },
): PollLaw {
  const sent = new Map<string, Asking>();
  const broken: string[] = [];
  let lastElapsed = -Infinity;

  function judge(one: Asking, ref: string, rule: StatusCheckRule): void {
    const now = timeline.now();
    const early = (ms: number, leastMs: number, since: string): void => {
      if (ms < leastMs) broken.push(`R9 ${ref} was asked about ${ms} ms after ${since}, and ${leastMs} is the least`);
    };
    // Where the clock was set meanwhile, the till can't know how long ago that was.
    if (one.hasClockMoved) return;
    if (one.lastAskedAt === null)
      early(
        now - one.lastSentAt,
        (one.isInProcess ? rule.pausesMs[0] : undefined) ?? rule.abnormalFirstMs,
        'it was sent',
      );
    else if (now - one.lastAskedAt < Math.max(...rule.pausesMs)) {
      const { asks, at } = lastRecorded(ref);
      // A question whose answer was never stored is asked again.
      if (at !== one.lastAskedAt) return;
      early(now - one.lastAskedAt, rule.pausesMs[asks] ?? rule.pausesMs.at(-1) ?? 0, 'the last question');
    }
    const age = now - one.firstSentAt;
    if (age > rule.ageMaxMs)
      broken.push(`R9 ${ref} was asked about ${age} ms after it was sent, and ${rule.ageMaxMs} is the most`);
  }

  return {
    paySent(provider, ref, customerNumber) {
      const now = timeline.now();
      const one = sent.get(ref);
      const again = { lastSentAt: now, isInProcess: false, lastAskedAt: null, hasClockMoved: false };
      if (one) Object.assign(one, again, { times: one.times + 1 });
      else sent.set(ref, { provider, customerNumber, times: 1, resends: 0, firstSentAt: now, ...again });
    },
    payAnswered(ref, outcome) {
      const one = sent.get(ref);
      if (one) one.isInProcess = outcome.kind === 'pending' && outcome.why === 'in-process';
    },
    asked(provider, ref) {
      const elapsed = timeline.elapsed();
      if (elapsed - lastElapsed < spacingMs)
        broken.push(`R9 ${ref} was asked about ${elapsed - lastElapsed} ms after another question`);
      lastElapsed = elapsed;
      const one = sent.get(ref);
      const rule = facts(provider).statusChecks;
      if (!rule) return void broken.push(`R9 ${ref} was asked about, and there is nobody to ask`);
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
