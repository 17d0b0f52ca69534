/** How the words of the first of the rest stand: in one line where all lights have room beside it, in two, or not at all. */
const wordsOfRest = ['one', 'two', 'none'] as const;

/**
 * Gives the lights of the bar the room there is: `data-bare` takes the words from those of what is wrong, the least bad first, until those left
 * are whole; `data-words` says how the rest tells its own. What finds no room at all is out of sight, and then the Tab key passes it by.
 */
export function fitLights(bar: HTMLElement): void {
  const [wrong, rest] = ['wrong', 'rest'].map((row) => bar.querySelector<HTMLElement>(`.top__${row}`));
  if (!wrong || !rest) return;
  const lights = [...wrong.querySelectorAll('button')];
  for (const light of lights) light.removeAttribute('data-bare');
  rest.dataset['words'] = 'none';
  for (const light of lights.toReversed()) {
    if (isWhole(wrong, bar)) break;
    light.setAttribute('data-bare', '');
  }
  for (const words of wordsOfRest) {
    rest.dataset['words'] = words;
    if (isWhole(rest, bar) && isWhole(wrong, bar) && (words !== 'one' || isInRow(rest.lastElementChild, rest))) break;
  }
  for (const row of [wrong, rest]) {
    for (const light of row.querySelectorAll('button')) light.tabIndex = isInRow(light, row) ? 0 : -1;
  }
}

/** Whether this did not wrap out of sight. */
function isInRow(light: Element | null, row: HTMLElement): boolean {
  return !light || light.getBoundingClientRect().top < row.getBoundingClientRect().bottom - 1;
}

/** Whether each word that this row shows is there to the last letter. */
function isWhole(row: HTMLElement, bar: HTMLElement): boolean {
  const edge = Math.min(row.getBoundingClientRect().right, bar.getBoundingClientRect().right) + 1;
  return [...row.querySelectorAll('button')].every((light) => {
    const words = light.querySelector('span')?.getBoundingClientRect();
    if (!words || words.width === 0) return true;
    const own = light.getBoundingClientRect();
    const isWithin = words.top >= own.top - 1 && words.bottom <= own.bottom + 1 && words.right <= own.right + 1;
    return isWithin && own.right <= edge && isInRow(light, row);
  });
}
