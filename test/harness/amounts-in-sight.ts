import type { Page } from 'playwright-core';

/** The amounts on the page that can't be read whole: cut off at the side by what holds them or by the window, or broken over two lines. */
export function cutAmounts(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => {
    const isWhole = (range: Range, holder: Element): boolean => {
      const lines = [...range.getClientRects()];
      const { left = 0, right = 0 } = lines[0] ?? {};
      if (lines.some(({ top }) => Math.abs(top - (lines[0]?.top ?? 0)) > 2)) return false;
      for (let at: Element | null = holder; at; at = at.parentElement) {
        if (getComputedStyle(at).overflowX === 'visible') continue;
        const box = at.getBoundingClientRect();
        if (left < box.left - 1 || right > box.right + 1) return false;
      }
      return left >= -1 && right <= window.innerWidth + 1;
    };
    // The words of a light that found no room wrap below its edge, and are not there to be read at all.
    const isBelow = (range: Range, light: Element | null): boolean =>
      light !== null && range.getBoundingClientRect().top >= light.getBoundingClientRect().bottom - 2;
    const cut: string[] = [];
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = texts.nextNode(); node; node = texts.nextNode()) {
      const holder = node.parentElement;
      if (!holder?.checkVisibility() || holder.closest('.hidden')) continue;
      for (const { 0: amount, index } of (node.textContent ?? '').matchAll(/[-+]?Rp[\d.]*\d/g)) {
        const range = document.createRange();
        range.setStart(node, index);
        range.setEnd(node, index + amount.length);
        if (!isWhole(range, holder) && !isBelow(range, holder.closest('[data-light] button'))) cut.push(amount);
      }
    }
    for (const field of document.querySelectorAll('input'))
      if (field.checkVisibility() && /\d/.test(field.value) && field.scrollWidth > field.clientWidth + 1)
        cut.push(field.value);
    return cut;
  });
}
