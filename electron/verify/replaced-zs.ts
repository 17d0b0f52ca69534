import type { Json } from './report.ts';
import type { Work } from './work.ts';

/** Whether a Z names those that its shift had before: they come one after the other. An older till's Z names none. */
export function namesReplaced({ zs }: Work, shift: unknown, { number, replaces }: Json): boolean {
  if (replaces === undefined) return true;
  const must: number[] = [];
  for (let z = Number(number) - 1; zs.get(String(z))?.row.shift === shift; z--) must.unshift(z);
  return must.length > 0 && JSON.stringify(replaces) === JSON.stringify(must);
}
