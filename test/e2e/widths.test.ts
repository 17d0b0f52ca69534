import { expect, test, vi } from 'vitest';
import { openPeopledCounter, type Counter } from '../harness/people-counter.ts';

// What must be there to read at every width that a till's screen has, in both languages.

vi.setConfig({ testTimeout: 120_000 });

const sizes = [
  [1024, 768],
  [1280, 800],
  [1366, 768],
  [1920, 1080],
] as const;

/** Looks at what is there at each size, in each language. */
async function atEach(counter: Counter, look: (at: string) => Promise<void>): Promise<void> {
  const { page } = counter.app;
  for (const language of ['id', 'en']) {
    for (const [width, height] of sizes) {
      await page.setViewportSize({ width, height });
      await look(`${language}-${width}`);
    }
    await page.keyboard.press('Alt+B');
  }
}

/** Of a text, as much as is in sight within its element. */
const inSight = (counter: Counter, hook: string): Promise<string> =>
  counter.cashier.see(hook).evaluate((element) => {
    const { right, bottom } = element.getBoundingClientRect();
    const signs: string[] = [];
    const texts = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
    for (let node = texts.nextNode(); node; node = texts.nextNode()) {
      for (let at = 0; at < (node.textContent ?? '').length; at++) {
        const range = document.createRange();
        range.setStart(node, at);
        range.setEnd(node, at + 1);
        const sign = range.getBoundingClientRect();
        if (sign.right <= right + 1 && sign.bottom <= bottom + 1) signs.push(range.toString());
      }
    }
    return signs.join('');
  });

test('the shop’s name was squeezed to one letter in the top bar', async () => {
  const counter = await openPeopledCounter();
  await counter.signIn('Sri');
  await counter.isOpen();
  await counter.cashier.see('number-input').waitFor();
  await atEach(counter, async (at) => {
    await counter.picture(`bar-${at}`);
    expect(await inSight(counter, 'shop-name'), at).toContain('Loket Sumber Re');
    const bar = counter.app.page.locator('header.head');
    expect(await bar.evaluate((it) => it.scrollWidth - it.clientWidth), at).toBe(0);
  });
});

test('the search of the history kept to itself that slip numbers and claim codes are found', async () => {
  const counter = await openPeopledCounter();
  await counter.signIn('Sri');
  await counter.isOpen();
  await counter.press('F2');
  await counter.cashier.see('search-help').waitFor();
  await atEach(counter, async (at) => {
    await counter.picture(`history-${at}`);
    const help = await inSight(counter, 'search-help');
    for (const word of at.startsWith('id') ? ['nomor struk', 'kode klaim'] : ['slip number', 'claim code']) {
      expect(help, at).toContain(word);
    }
  });
});

test('the practice numbers of a non-taglist bill stood below all those of postpaid', async () => {
  const counter = await openPeopledCounter();
  const { cashier } = counter;
  await counter.signIn('Sri');
  await counter.isOpen();
  await cashier.see('training-number').first().waitFor();
  const digits = async (): Promise<readonly number[]> => {
    const rows = await counter.app.page.locator('[data-testid="training-number"] .mono').allTextContents();
    return [...new Set(rows.map((row) => row.replaceAll(' ', '').length))];
  };
  expect(await digits()).toEqual([12]);
  await counter.press('F4');
  await expect.poll(digits).toEqual([13]);
  await counter.picture('nontaglist');
  await cashier.see('training-number').first().click();
  await expect.poll(digits).toEqual([13]);
  expect((await cashier.see('number-input').inputValue()).replaceAll(' ', '')).toHaveLength(13);
});
