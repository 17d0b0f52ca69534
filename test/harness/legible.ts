import type { Page } from 'playwright-core';

/**
 * What is hard to read or to hit on the page as it stands, in words: text in sight under the contrast that WCAG 2.2 AA asks (4.5 to 1, 3 to 1
 * where it is large), buttons whose edge is under 3 to 1, and controls under 44 px. What is switched off may be pale.
 */
export function illegible(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => {
    const pen = new OffscreenCanvas(1, 1).getContext('2d', { willReadFrequently: true });
    if (!pen) throw new Error('no canvas');
    const rgba = (color: string): readonly number[] => {
      pen.clearRect(0, 0, 1, 1);
      pen.fillStyle = color;
      pen.fillRect(0, 0, 1, 1);
      return [...pen.getImageData(0, 0, 1, 1).data].map((part) => part / 255);
    };
    const over = ([r = 0, g = 0, b = 0, a = 0]: readonly number[], under: readonly number[]): readonly number[] =>
      [r, g, b].map((part, at) => part * a + (under[at] ?? 0) * (1 - a));
    const luminance = (color: readonly number[]): number => {
      const [r = 0, g = 0, b = 0] = color.map((part) =>
        part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4,
      );
      return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    };
    const ground = (element: Element): readonly number[] => {
      const under = element.parentElement ? ground(element.parentElement) : [1, 1, 1];
      return over(rgba(getComputedStyle(element).backgroundColor), under);
    };
    const inSight = (element: Element, { x, y, width, height }: DOMRect): boolean => {
      const there = document.elementFromPoint(x + width / 2, y + height / 2);
      return width > 1 && height > 1 && there !== null && (element.contains(there) || there.contains(element));
    };
    const contrast = (one: readonly number[], other: readonly number[]): number => {
      const [a, b] = [luminance(one), luminance(other)];
      return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    };
    const isOff = (element: Element): boolean => element.closest(':disabled, [aria-disabled="true"]') !== null;
    const problems = new Set<string>();
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = texts.nextNode(); node; node = texts.nextNode()) {
      const [element, text] = [node.parentElement, node.textContent?.trim() ?? ''];
      const range = document.createRange();
      range.selectNodeContents(node);
      if (!element || text === '' || isOff(element) || !inSight(element, range.getBoundingClientRect())) continue;
      const style = getComputedStyle(element);
      const below = ground(element);
      const ratio = contrast(over(rgba(style.color), below), below);
      const size = parseFloat(style.fontSize);
      const isLarge = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700);
      if (ratio < (isLarge ? 3 : 4.5)) problems.add(`contrast ${ratio.toFixed(2)}: ${text.slice(0, 40)}`);
    }
    for (const control of document.querySelectorAll('button, input:not([type="checkbox"]), [role="option"]')) {
      const box = control.getBoundingClientRect();
      if (!inSight(control, box) || isOff(control)) continue;
      const name = control.getAttribute('data-testid') ?? control.textContent.trim().slice(0, 40);
      if (Math.min(box.width, box.height) < 43.5)
        problems.add(`target ${Math.round(box.width)} x ${Math.round(box.height)}: ${name}`);
      if (!control.matches('.button:not(.button--quiet, [role="radio"])')) continue;
      const [style, below] = [getComputedStyle(control), ground(control.parentElement ?? control)];
      const edges = [style.borderTopColor, style.backgroundColor].map((color) => over(rgba(color), below));
      if (edges.every((edge) => contrast(edge, below) < 3)) problems.add(`edge: ${name}`);
    }
    return [...problems];
  });
}
