import type { Outputs } from '../../shared/api.ts';
import type { Approval } from '../../shared/person.ts';
import { openCounter, type Counter, type Options } from '../harness/counter.ts';
import { quickHashes } from '../harness/quick-pins.ts';

export const pins = { Ibu: '86420', Sri: '1357', Budi: '2468', Tono: '9753' } as const;
export type Name = keyof typeof pins;

/** A shop with an owner (Ibu), a supervisor (Budi) and two cashiers (Sri, Tono). */
export interface Shop extends Counter {
  signIn(name: Name): Promise<unknown>;
  /** Their PIN for one call of somebody else. */
  approval(name: Name): Approval;
  /** Sells the document's bill. */
  sell(more?: object): Promise<Outputs['payment:pay']>;
}

export async function openShop(options: Options = {}): Promise<Shop> {
  const counter = await openCounter({ people: { hashes: quickHashes }, ...options });
  const ids = new Map<string, string>();
  const roles = { Ibu: 'owner', Sri: 'cashier', Budi: 'supervisor', Tono: 'cashier' } as const;
  const there = await counter.must('people:list', {});
  for (const { name, personId } of there.items) ids.set(name, personId);
  for (const [name, role] of Object.entries(roles)) {
    if (ids.has(name)) continue;
    const pin = pins[name as Name];
    const { personId } = await counter.must('people:save', { name, role, pin, active: true }, 'program');
    ids.set(name, personId);
    if (role === 'owner') await counter.must('session:sign-in', { personId, pin });
  }
  const of = (name: Name) => ({ personId: ids.get(name) ?? '', pin: pins[name] });
  return {
    ...counter,
    approval: of,
    signIn: (name) => counter.must('session:sign-in', of(name)),
    async sell(more = {}) {
      const { quoteId, total, paidBefore } = await counter.quote();
      const again = paidBefore ? { confirmPaidBefore: true } : {};
      return counter.must('payment:pay', { quoteId, tendered: total + 500, ...again, ...more });
    },
  };
}
