const steps: Readonly<Record<string, number>> = { ArrowLeft: -1, ArrowUp: -1, ArrowRight: 1, ArrowDown: 1 };

/**
 * Which tile a key goes to from the one at `at` (-1: from none): the next or the one before by an arrow, the first or the last, or the next
 * whose name begins with a letter. Round the end. Null if the key means nothing here.
 */
export function tileAfter(key: string, at: number, names: readonly string[]): number | null {
  const count = names.length;
  if (count === 0) return null;
  const step = steps[key];
  if (step !== undefined) return at < 0 ? 0 : (at + step + count) % count;
  if (key === 'Home') return 0;
  if (key === 'End') return count - 1;
  if (!/^\p{L}$/u.test(key)) return null;
  const letter = key.toLowerCase();
  const order = names.map((_name, offset) => (at + 1 + offset) % count);
  return order.find((index) => names[index]?.toLowerCase().startsWith(letter)) ?? null;
}
