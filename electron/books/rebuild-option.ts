export const rebuildUsage = '--rebuild=database | --rebuild=journal';

/** What the value of `--rebuild` wants to have made again: null for nothing, undefined if that can't be. */
export function readRebuild(value: unknown = null): 'database' | 'journal' | null | undefined {
  return ([null, 'database', 'journal'] as const).find((what) => what === value);
}
