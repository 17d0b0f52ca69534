import { expect, onTestFinished, test } from 'vitest';
import { cashierAt } from '../harness/cashier.ts';
import { launchApp } from '../harness/launch.ts';
import { tempFolder } from '../harness/temp-folder.ts';

/** A person's pace, far from a scanner's. */
const keyMs = 60;

test('350000,00 was thirty-five million when it was typed: keys and paste are read alike, and what was understood is shown', async () => {
  const app = await launchApp({ dataDir: tempFolder() });
  onTestFinished(() => app.stop());
  const { page } = app;
  const cashier = cashierAt(page);
  await cashier.typeNumber('512345678901');
  await cashier.askForBill();
  const field = cashier.see('tender-input');
  const clear = async (): Promise<void> => {
    await field.press('Control+A');
    await field.press('Delete');
  };
  const paste = (text: string): Promise<void> =>
    field.evaluate((input, pasted) => {
      const clipboardData = new DataTransfer();
      clipboardData.setData('text/plain', pasted);
      input.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
    }, text);
  for (const text of ['350000,00', '350.000', '350,000', '350.000,00', '350,000.00', 'Rp350.000,-']) {
    for (const enter of [(typed: string) => field.pressSequentially(typed, { delay: keyMs }), paste]) {
      await clear();
      await enter(text);
      expect(await cashier.see('change').textContent(), text).toContain('Rp59.000');
      const isSaid = (await cashier.see('tender-read').count()) === 1;
      expect(isSaid, text).toBe((await field.inputValue()).includes(','));
      if (isSaid) expect(await cashier.see('tender-read').textContent()).toContain('Rp350.000');
    }
  }
  // The comma is taken back by one key, and the last digit by the next.
  await clear();
  await field.pressSequentially('350000,', { delay: keyMs });
  await field.press('Backspace');
  expect(await field.inputValue()).toBe('350.000');
  await field.press('Backspace');
  expect(await field.inputValue()).toBe('35.000');
});
