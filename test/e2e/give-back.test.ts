import { expect, test } from 'vitest';
import type { LoketBridge } from '../../shared/api.ts';
import { openSignedIn, pins, type Counter } from '../harness/people-counter.ts';
import { textOf } from '../harness/shift-counter.ts';

/** In the page. */
declare const loket: LoketBridge;

/** A pending bill on credit, of which the customer pays 40,000, and which turns out refused. */
async function paidTooMuch({ app: { page } }: Counter, name: string, supervisor: string): Promise<void> {
  await page.evaluate(
    async ([called, pin]) => {
      const must = async <T>(asked: Promise<{ ok: true; value: T } | { ok: false; code: string }>): Promise<T> => {
        const reply = await asked;
        if (!reply.ok) throw new Error(reply.code);
        return reply.value;
      };
      const people = await must(loket.call('people:list', {}));
      const personId = people.items.find((one) => one.name === 'Wati')?.personId ?? '';
      const { customerId } = await must(loket.call('customer:save', { name: called, numbers: [] }));
      const bill = { product: 'pln-postpaid', customerNumber: '512345678923' } as const;
      const { quoteId, total } = await must(loket.call('bill:inquire', bill));
      const tenders = [{ kind: 'credit' as const, amount: total }];
      const { transactionId } = await must(loket.call('payment:pay', { quoteId, tenders, customerId }));
      await must(loket.call('debt:settle', { customerId, tenders: [{ kind: 'cash', amount: 40_000 }] }));
      const refused = { transactionId, as: 'refused', reason: 'kata Alfakios' } as const;
      await must(loket.call('payment:resolve', refused, { personId, pin }));
    },
    [name, supervisor] as const,
  );
}

test(
  'what a customer paid too much is given back at the debts screen, by keys and by touch',
  { timeout: 120_000 },
  async () => {
    const counter = await openSignedIn('Sri');
    const { cashier, press } = counter;
    await paidTooMuch(counter, 'Bu Yanti', pins.Wati);
    await press('Alt+U');
    await cashier.see('give-back-button').waitFor();
    expect(await textOf(counter, 'give-back-button')).toContain('Kembalikan Rp40.000');
    await counter.picture('debts-back');
    await cashier.enter();
    await cashier.armed('confirm-yes');
    await counter.picture('debts-back-question');
    // Nothing is given where somebody thinks again.
    await press('Escape');
    await cashier.see('confirm-yes').waitFor({ state: 'detached' });
    await cashier.see('give-back-button').click();
    await cashier.armed('confirm-yes');
    await cashier.enter();
    // Cash leaves the drawer: a supervisor stands there.
    await cashier.see('approval').waitFor();
    expect(await textOf(counter, 'approval-about')).toMatch(/PelangganBu YantiNomor5\d{3} \d{4} \d{4}/);
    await counter.picture('debts-back-approval');
    await cashier.see('approval').getByTestId('person-tile').last().click();
    await counter.typePin(pins.Wati);
    await cashier.see('debt-taken').waitFor();
    expect(await textOf(counter, 'debt-taken')).toContain('Rp40.000 dikembalikan');
    await counter.picture('debts-back-done');
    await cashier.see('no-debts').waitFor();
  },
);
