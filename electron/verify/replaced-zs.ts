import type { Json } from './report.ts';
import type { Work } from './work.ts';

/** Whether a Z says who opened its shift again, when and why. Before layout 4 a Z says nothing of it. */
export function namesReopenings({ reopenings }: Work, { layout, reopened }: Json): boolean {
  if (layout !== 4) return reopened === undefined;
  const said = Array.isArray(reopened) ? (reopened as Json[]) : [];
  const isAbsent = reopened === undefined;
  return isAbsent === (reopenings.length === 0) && JSON.stringify(said.map(saidOf)) === JSON.stringify(reopenings);
}

const saidOf = ({ at, by, reason }: Json): readonly unknown[] => [at, by, reason];

/** Whether a Z names those that its shift had before: they come one after the other. An older till's Z names none. */
export function namesReplaced({ zs }: Work, shift: unknown, { number, replaces }: Json): boolean {
  if (replaces === undefined) return true;
  const must: number[] = [];
  for (let z = Number(number) - 1; zs.get(String(z))?.row.shift === shift; z--) must.unshift(z);
  return must.length > 0 && JSON.stringify(replaces) === JSON.stringify(must);
}
