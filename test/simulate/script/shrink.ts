import type { Script, Step } from './script.ts';

/**
 * The shortest script found that still fails in the same way: steps go, then what is special about those that stay. `fails`
 * plays one; `triesMax` bounds how often.
 */
export async function shrink(
  script: Script,
  fails: (script: Script) => Promise<boolean>,
  triesMax = 3_000,
): Promise<Script> {
  let best = script;
  let tries = 0;
  const better = async (candidate: Script): Promise<boolean> => {
    if (++tries > triesMax || !(await fails(candidate))) return false;
    best = candidate;
    return true;
  };

  for (let size = Math.ceil(best.steps.length / 2); size >= 1; size = size > 1 ? Math.ceil(size / 2) : 0) {
    for (let from = best.steps.length; from > 0; from -= size) {
      const steps = best.steps.filter((_, at) => at < from - size || at >= from);
      if (steps.length < best.steps.length) await better({ ...best, steps });
    }
  }
  for (let hasChanged = true; hasChanged && tries < triesMax;) {
    hasChanged = false;
    for (const candidate of simplerScripts(best)) if (await better(candidate)) hasChanged = true;
    for (let at = best.steps.length - 1; at >= 0; at--) {
      const without = { ...best, steps: best.steps.filter((_, other) => other !== at) };
      if (await better(without)) hasChanged = true;
      else if (await simplify(at)) hasChanged = true;
    }
  }
  return best;

  async function simplify(at: number): Promise<boolean> {
    let hasChanged = false;
    for (const key of Object.keys(best.steps[at] ?? {})) {
      const step = best.steps[at] as Step & Record<string, unknown>;
      for (const value of simplerValues(key, step[key])) {
        const { [key]: _old, ...rest } = step;
        const changed = (value === undefined ? rest : { ...rest, [key]: value }) as Step;
        const steps = best.steps.map((one, other) => (other === at ? changed : one));
        if (await better({ ...best, steps })) {
          hasChanged = true;
          break;
        }
      }
    }
    return hasChanged;
  }
}

function simplerScripts(script: Script): readonly Script[] {
  return [
    ...(script.hasPrinter ? [{ ...script, hasPrinter: false }] : []),
    ...(script.alfakiosResends ? [{ ...script, alfakiosResends: false }] : []),
  ];
}

const needed: readonly string[] = ['at', 'do', 'bill', 'point', 'strike', 'how', 'trouble', 'provider'];

/** What may stand for a value instead, the simplest first. `undefined` leaves it out. */
function simplerValues(key: string, value: unknown): readonly unknown[] {
  if (key === 'skip' && value !== 0) return [0, Number(value) - 1];
  if (key === 'part' && value !== 0) return [0];
  if (key === 'presses' && value !== 2) return [undefined, 2];
  if (['skip', 'part', 'offMs', 'forMs', 'by', 'left'].includes(key) || needed.includes(key))
    return key === 'provider' ? [undefined] : [];
  if (Array.isArray(value)) {
    const shorter = value.map((_, at) => value.filter((__, other) => other !== at));
    return [undefined, ...(value.length > 1 ? shorter : [])];
  }
  return [undefined];
}
