import { expect, test, vi } from 'vitest';
import { printForms } from '../harness/needle-printer.ts';
import { openSettings, save } from '../harness/settings-counter.ts';

vi.setConfig({ testTimeout: 120_000 });

test('a needle printer could be set up in the config file alone: at the screen too, and its test page shows its forms', async () => {
  const counter = await openSettings();
  const { cashier, sink } = counter;
  await cashier.see('settings-page-printers').click();
  expect(await cashier.see('printer-form-lines-0').count()).toBe(0);
  await cashier.see('choice-profile-0-escp').click();
  // No drawer opens by ESC/P, and no roll is that wide.
  expect(await cashier.see('choice-drawer-0-2').count()).toBe(0);
  expect(await cashier.see('choice-columns-0-32').count()).toBe(0);
  await cashier.see('choice-columns-0-96').click();
  await cashier.see('choice-layout-0-two-part').click();
  await cashier.see('printer-form-lines-0').fill('12');
  await counter.picture('settings-needle');
  await cashier.enter();
  await cashier.see('setting-wrong').waitFor();
  expect(await cashier.see('printer-form-lines-0').getAttribute('aria-invalid')).toBe('true');
  await cashier.see('printer-form-lines-0').fill('44');
  await save(counter);
  const jobs = sink.jobs.length;
  await counter.press('F6');
  await cashier.see('test-page-sent').waitFor();
  await expect.poll(() => sink.jobs.length).toBe(jobs + 1);
  const forms = printForms(sink.jobs.at(-1) ?? Buffer.alloc(0));
  expect([forms.columns, forms.formLines]).toEqual([96, 44]);
  expect(forms.pages.flat().join('\n')).toContain('HALAMAN UJI');
  // Paper on rolls again: what was said of forms would be refused.
  await cashier.see('choice-profile-0-escpos').click();
  expect(await cashier.see('printer-form-lines-0').count()).toBe(0);
  await save(counter);
  await counter.press('F6');
  await expect.poll(() => sink.jobs.at(-1)?.includes('\x1dV')).toBe(true);
});
