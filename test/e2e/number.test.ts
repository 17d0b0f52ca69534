import { expect, onTestFinished, test } from 'vitest';
import { cashierAt } from '../harness/cashier.ts';
import { launchApp } from '../harness/launch.ts';
import { tempFolder } from '../harness/temp-folder.ts';

test('the keys of the touch pad moved at the eleventh digit, so that the twelfth tap missed', async () => {
  const app = await launchApp({ dataDir: tempFolder() });
  onTestFinished(() => app.stop());
  const { page } = app;
  const cashier = cashierAt(page);
  const field = cashier.see('number-input');
  await field.waitFor();
  const keys = (): Promise<readonly number[]> =>
    page.locator('.entry__numpad button').evaluateAll((all) => all.map((key) => key.getBoundingClientRect().top));
  for (const [width, language] of [
    [1366, 'id'],
    [1024, 'id'],
    [1024, 'en'],
  ] as const) {
    await page.setViewportSize({ width, height: 768 });
    if (language === 'en') await page.keyboard.press('Alt+B');
    await page.keyboard.press('Escape');
    const before = await keys();
    expect(before.length).toBeGreaterThan(10);
    for (const digit of '5123456789012') {
      await page.keyboard.type(digit);
      const said = (await page.locator('.number__count').textContent()) ?? '';
      expect(await keys(), `${width} ${language}: ${said}`).toEqual(before);
      await page.waitForTimeout(120);
    }
  }
});

test('Esc at the number took a chosen product away with the digits', async () => {
  const app = await launchApp({ dataDir: tempFolder() });
  onTestFinished(() => app.stop());
  const cashier = cashierAt(app.page);
  await cashier.see('number-input').waitFor();
  const chosen = (): Promise<string | null> => app.page.getByRole('radio', { checked: true }).textContent();
  await app.page.keyboard.press('F4');
  const product = await chosen();
  await app.page.keyboard.type('3225');
  await app.page.keyboard.press('Escape');
  expect(await cashier.see('number-input').inputValue()).toBe('');
  expect(await chosen()).toBe(product);
});

test('a provider that said that the bill is paid was called out of reach', async () => {
  const app = await launchApp({ dataDir: tempFolder() });
  onTestFinished(() => app.stop());
  const cashier = cashierAt(app.page);
  await cashier.typeNumber('512345678912');
  await cashier.enter();
  await cashier.see('problem').waitFor();
  const said = (await cashier.see('problem').textContent()) ?? '';
  expect(await cashier.see('problem').getAttribute('data-code')).toBe('provider-down');
  expect(said).toContain('TAGIHAN SUDAH LUNAS');
  expect(said).toContain('Penyedia menjawab');
  expect(said).not.toMatch(/tidak bisa dihubungi|Tunggu/);
});
