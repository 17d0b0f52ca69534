import { expect, test } from 'vitest';
import type { LoketBridge } from '../../shared/api.ts';
import { openSignedIn, pins, type Counter } from '../harness/people-counter.ts';
import { textOf } from '../harness/shift-counter.ts';

/** In the page. */
declare const loket: LoketBridge;

// What the screen says of money while a payment on credit is under way, and after it was refused.

/** Bu Yanti buys on credit what the bill of the number comes to. */
async function onCredit({ cashier, press, app }: Counter, number: string): Promise<void> {
  await cashier.typeNumber(number);
  await cashier.askForBill();
  await press('F5');
  await press('ArrowLeft');
  await cashier.see('kind-credit').click();
  await cashier.armed('tender-take');
  await cashier.enter();
  await cashier.see('customer-dialog').waitFor();
  await app.page.keyboard.type('Bu Yanti', { delay: 120 });
  await cashier.enter();
  await cashier.see('tender-customer').waitFor();
  await cashier.armed('tender-take');
  await cashier.enter();
}

/** Her page of debts, with a bill that is not certain. */
async function uncertainDebt(): Promise<Counter> {
  const counter = await openSignedIn('Ibu');
  await onCredit(counter, '512345678922');
  await counter.cashier.see('pending-status').waitFor();
  await counter.press('Alt+U');
  await expect.poll(() => textOf(counter, 'owed')).toMatch(/^Rp187\.050$/);
  return counter;
}

/** A decision from elsewhere that the pending payment did not happen, after so much was paid of a debt, in rupiah. */
async function decideRefused({ app }: Counter, paidOff: number): Promise<void> {
  await app.page.evaluate(
    async ([pin, amount]) => {
      const must = async <T>(asked: Promise<{ ok: true; value: T } | { ok: false; code: string }>): Promise<T> => {
        const reply = await asked;
        if (!reply.ok) throw new Error(reply.code);
        return reply.value;
      };
      const people = await must(loket.call('people:list', {}));
      const personId = people.items.find((one) => one.name === 'Ibu')?.personId ?? '';
      const [debt] = (await must(loket.call('debt:list', {}))).items;
      const { customerId } = debt ?? {};
      if (customerId) await must(loket.call('debt:settle', { customerId, tenders: [{ kind: 'qris', amount }] }));
      const transactionId = (await must(loket.call('payment:unsettled', {}))).items[0]?.transactionId ?? '';
      const refused = { transactionId, as: 'refused', reason: 'kata Alfakios' } as const;
      await must(loket.call('payment:resolve', refused, { personId, pin }));
    },
    [pins.Ibu, paidOff] as const,
  );
}

test(
  'while a payment on credit was sent, its money was said to have been received and was to be kept',
  { timeout: 60_000 },
  async () => {
    const counter = await openSignedIn('Ibu');
    const seen = counter.cashier.see('paying').textContent();
    await onCredit(counter, '512345678925');
    const text = (await seen) ?? '';
    await counter.picture('paying-credit');
    expect(text).toContain('Bon atas nama Bu Yanti');
    expect(text).toMatch(/Bon Rp[\d.]+ tercatat sebagai utang pelanggan; kalau gagal, dihapus lagi\. Jangan tutup/);
    expect(text).not.toContain('Uang diterima');
    expect(text).not.toContain('Simpan uang');
  },
);

test(
  'a refused payment on credit did not say that what was paid of the debt has to go back',
  { timeout: 60_000 },
  async () => {
    const counter = await uncertainDebt();
    const { cashier, press } = counter;
    // The page of debts stood open, and went on to ask for what nobody owes any more.
    await decideRefused(counter, 100_050);
    await expect.poll(() => textOf(counter, 'give-back-button')).toContain('Rp100.050');
    await counter.picture('debts-reread');
    await press('Escape');
    await cashier.see('refused-status').waitFor();
    await expect.poll(() => textOf(counter, 'money-back')).toContain('kembalikan Rp100.050 lewat Alt+U');
    await counter.picture('refused-credit-paid');
    await press('Alt+U');
    expect(await textOf(counter, 'give-back-button')).toContain('Rp100.050');
  },
);

test(
  'nobody was told to give the money back of a payment that was refused while another sale was on the screen',
  { timeout: 60_000 },
  async () => {
    const counter = await openSignedIn('Ibu');
    const { app, cashier } = counter;
    await cashier.typeNumber('512345678922');
    await cashier.askForBill();
    await app.page.keyboard.type('400000', { delay: 120 });
    await cashier.enter();
    await cashier.see('pending-status').waitFor();
    await cashier.next();
    await cashier.see('number-input').waitFor();
    await decideRefused(counter, 0);
    await cashier.see('notice').waitFor();
    expect(await textOf(counter, 'notice')).toMatch(
      /sekarang GAGAL\. Kalau uangnya belum kembali ke pelanggan: Kembalikan ke pelanggan: Rp400\.000, atau Rp[\d.]+ kalau/,
    );
    await counter.picture('notice-refused');
    await cashier.see('notice').getByRole('button').first().click();
    await cashier.see('history-detail').waitFor();
    await expect
      .poll(() => textOf(counter, 'money-back'))
      .toMatch(/^Kalau uangnya belum kembali ke pelanggan: Kembalikan ke pelanggan: Rp400\.000, atau Rp187\.050 kalau/);
    await counter.picture('history-refused');
  },
);

test(
  'money was taken for a bill on credit that was not certain, and no word said so',
  { timeout: 60_000 },
  async () => {
    const counter = await uncertainDebt();
    const { app, cashier } = counter;
    // Who only reads what is owed is told as well.
    expect(await textOf(counter, 'owed-uncertain')).toContain('BELUM PASTI');
    await cashier.enter();
    await cashier.see('settle-dialog').waitFor();
    expect(await textOf(counter, 'debt-uncertain')).toMatch(/Rp187\.050 di antaranya dari pembayaran yang BELUM PASTI/);
    await counter.picture('debt-uncertain');
    // Once it was paid, "of it" was said of more than is owed.
    await app.page.keyboard.type('100000');
    await cashier.enter();
    await expect.poll(() => textOf(counter, 'owed')).toMatch(/^Rp87\.050$/);
    expect(await textOf(counter, 'owed-uncertain')).toMatch(
      /Bon Rp187\.050 .*Kalau gagal, Rp100\.000 harus dikembalikan/,
    );
    await counter.picture('debt-uncertain-paid');
  },
);
