import { parseArgs } from 'node:util';

export const rebuildUsage = '--rebuild=database | --rebuild=journal';

/** What a command line wants to have made again: null for nothing, undefined if it says something that can't be. */
export function rebuildOption(args: readonly string[]): 'database' | 'journal' | null | undefined {
  // Electron's own switches stand beside ours.
  const { values } = parseArgs({ args: [...args], strict: false, options: { rebuild: { type: 'string' } } });
  return ([null, 'database', 'journal'] as const).find((what) => what === (values.rebuild ?? null));
}
