import { expect, test, vi } from 'vitest';
import type { LoketBridge } from '../../shared/api.ts';
import { openSignedIn, pins } from '../harness/people-counter.ts';
import { sell, textOf } from '../harness/shift-counter.ts';

// What a second person is told before they give their PIN.

/** In the page. */
declare const loket: LoketBridge;

vi.setConfig({ testTimeout: 120_000 });

/** Of the practice numbers: taken by the provider, though no answer comes. */
const paidWithoutAnswer = '512345678922';

test('whoever approved a decision saw neither its outcome nor the payment', async () => {
  const counter = await openSignedIn('Sri');
  const { cashier } = counter;
  await sell(counter, paidWithoutAnswer);
  await cashier.see('pending-status').waitFor();
  await counter.press('F9');
  await cashier.see('resolve-refused').check();
  await cashier.see('decision-reason').fill('kata penyedia gagal');
  await cashier.see('decision-confirm').click();
  await cashier.see('approval').waitFor();
  expect(await textOf(counter, 'approval-about')).toMatch(/GAGAL.*5123 4567 8922.*Rp\d.*kata penyedia gagal/s);
  await counter.picture('approval-decision');
});

test('whoever approved a payment above the ceiling saw the cash handed over as its amount, and behind it a payment that was sent', async () => {
  const counter = await openSignedIn('Sri', { ceilings: { payment: 100_000 } });
  const { cashier, rows } = counter;
  await cashier.typeNumber('512345678902');
  await cashier.askForBill();
  await counter.press('F6');
  await cashier.see('tender-input').fill('500000');
  await cashier.pay();
  await cashier.see('approval').waitFor();
  expect(await textOf(counter, 'approval-about')).not.toContain('500.000');
  expect(await textOf(counter, 'paying-text')).toContain('Belum ada yang dikirim');
  expect(rows('SELECT * FROM transactions')).toEqual([]);
  await counter.picture('approval-ceiling');
  await cashier.see('person-tile').first().waitFor();
  await counter.press('W');
  await cashier.enter();
  await counter.typePin(pins.Wati);
  await cashier.see('done-status').waitFor();
});

test('a payment became sure under the dialog in which somebody approved of a word on it, and its keys went to the screen behind', async () => {
  const counter = await openSignedIn('Sri');
  const { app, cashier, rows, press } = counter;
  await sell(counter, paidWithoutAnswer);
  await cashier.see('pending-status').waitFor();
  await press('F9');
  await cashier.see('resolve-refused').check();
  await cashier.see('decision-reason').fill('kata penyedia gagal');
  await cashier.see('decision-confirm').click();
  await cashier.see('person-tile').first().waitFor();
  await press('W');
  await cashier.enter();
  await cashier.see('pin').waitFor();
  const [row] = rows('SELECT transaction_id AS id FROM transactions') as readonly { readonly id: string }[];
  const [wati] = rows("SELECT person_id AS id FROM people WHERE name = 'Wati'") as readonly { readonly id: string }[];
  const decided = await app.page.evaluate(
    ([transactionId, personId, pin]) =>
      loket.call('payment:resolve', { transactionId, as: 'refused', reason: 'kata penyedia' }, { personId, pin }),
    [row?.id ?? '', wati?.id ?? '', pins.Wati] as const,
  );
  expect(decided).toMatchObject({ ok: true });
  await cashier.see('refused-status').waitFor();
  // What a key does behind is there by the next frame.
  await press('F2');
  await app.page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve, 0))));
  expect(await cashier.see('refused-status').count()).toBe(1);
  await counter.typePin(pins.Wati);
  await cashier.see('approval').waitFor({ state: 'detached' });
  expect(await cashier.see('refused-status').isVisible()).toBe(true);
  expect(rows("SELECT count(*) AS n FROM journal WHERE kind = 'resolved'")).toEqual([{ n: 1 }]);
});

test('two persons decided opposite on one payment, and the second one, who had seen it pending, overrode the first unknowingly', async () => {
  const counter = await openSignedIn('Sri');
  const { app, cashier, rows, press } = counter;
  await sell(counter, paidWithoutAnswer);
  await cashier.see('pending-status').waitFor();
  await press('F9');
  await cashier.see('resolve-paid').check();
  await cashier.see('decision-reason').fill('kata penyedia lunas');
  await cashier.see('decision-confirm').click();
  await cashier.see('person-tile').first().waitFor();
  await press('W');
  await cashier.enter();
  await cashier.see('pin').waitFor();
  const [row] = rows('SELECT transaction_id AS id FROM transactions') as readonly { readonly id: string }[];
  const [wati] = rows("SELECT person_id AS id FROM people WHERE name = 'Wati'") as readonly { readonly id: string }[];
  await app.page.evaluate(
    ([transactionId, personId, pin]) =>
      loket.call('payment:resolve', { transactionId, as: 'refused', reason: 'kata pusat' }, { personId, pin }),
    [row?.id ?? '', wati?.id ?? '', pins.Wati] as const,
  );
  await cashier.see('refused-status').waitFor();
  await counter.typePin(pins.Wati);
  await cashier.see('take-back-dialog').waitFor();
  expect(await textOf(counter, 'problem')).toMatch(/pukul \d\d\.\d\d, Wati memutuskan: GAGAL.*belum dicatat/s);
  expect(await cashier.see('decision-reason').inputValue()).toBe('kata penyedia lunas');
  await counter.picture('decided-meanwhile');
  expect(rows("SELECT count(*) AS n FROM journal WHERE kind = 'resolved'")).toEqual([{ n: 1 }]);
  await cashier.see('decision-confirm').click();
  await cashier.see('person-tile').first().waitFor();
  await press('W');
  await cashier.enter();
  await counter.typePin(pins.Wati);
  await cashier.see('done-status').waitFor();
});
