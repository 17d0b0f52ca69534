import type { Send, SendResult } from '../../electron/providers/wire/http.ts';
import type { InquiredBill, Outcome, PayOrder, Provider } from '../../electron/providers/provider.ts';
import type { Kit } from './kit.ts';

// How an adapter is broken on purpose.

/** An adapter broken on purpose. */
export interface Break {
  /** What it does instead. */
  readonly what: string;
  /** The start of the name of the law that must catch it. */
  readonly law: string;
  readonly kit: Kit;
  readonly provider?: (provider: Provider) => Provider;
  readonly send?: (send: Send) => Send;
  /** Nobody takes secrets out of what the adapter answers. */
  readonly alone?: true;
}

/** Changes what a payment becomes. */
export function paying(change: (outcome: Outcome) => Outcome) {
  return (provider: Provider): Provider => ({ ...provider, pay: async (order) => change(await provider.pay(order)) });
}

/** Changes the bill that an inquiry finds. */
export function billing(change: (bill: InquiredBill) => InquiredBill) {
  return (provider: Provider): Provider => ({
    ...provider,
    async inquire(order) {
      const outcome = await provider.inquire(order);
      return outcome.kind === 'bill' ? { ...outcome, bill: change(outcome.bill) } : outcome;
    },
  });
}

export function paidBy({ exchange }: Outcome): Outcome {
  const unknown = { reference: null, commission: null, balance: null, warning: null, details: null, bills: null };
  return { kind: 'paid', ...unknown, remainingBills: null, footer: null, exchange };
}

export function refusedBy({ exchange }: Outcome): Outcome {
  return { kind: 'refused', code: 'rejected', message: null, exchange };
}

/** Changes the body of every answer before the adapter sees it. */
export function reading(change: (body: string) => string) {
  return (send: Send): Send =>
    async (request): Promise<SendResult> => {
      const result = await send(request);
      return result.kind === 'reply' ? { ...result, body: change(result.body) } : result;
    };
}

/** As `JSON.parse` alone would have read it. */
export function lenient(body: string): string {
  try {
    return JSON.stringify(JSON.parse(body));
  } catch {
    return body;
  }
}

export const twice =
  (provider: Provider) =>
  async (order: PayOrder): Promise<Outcome> => {
    await provider.pay(order);
    return provider.pay(order);
  };

export const again =
  (provider: Provider) =>
  async (order: PayOrder): Promise<Outcome> => {
    const outcome = await provider.pay(order);
    return outcome.kind === 'pending' && outcome.why === 'no-reply' ? provider.pay(order) : outcome;
  };

export async function asked(provider: Provider, order: PayOrder): Promise<Outcome> {
  if (!provider.checkStatus) throw new Error('it can be asked');
  return provider.checkStatus(order);
}

export const isPending = (outcome: Outcome, why: string): boolean => outcome.kind === 'pending' && outcome.why === why;

/** The kit of a broken adapter. */
export function broken({ kit, provider: change, send: bend, alone }: Break): Kit {
  return {
    ...kit,
    create(place, send) {
      const provider = kit[alone ? 'connect' : 'create'](place, bend ? bend(send) : send);
      return change ? change(provider) : provider;
    },
  };
}
