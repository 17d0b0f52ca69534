import type { Till } from './till.ts';

export type Start = { readonly ok: true; readonly till: Till } | { readonly ok: false; readonly problem: string };

/** Stub. */
export async function startTill(options: { dataDir: string; configFile: string | null }): Promise<Start> {
  return { ok: false, problem: `stub ${options.dataDir}` };
}
