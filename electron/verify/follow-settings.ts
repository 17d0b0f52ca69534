import { isObject, type Json } from './report.ts';
import type { Rule, Work } from './work.ts';

// The till's settings: each change with what was before, and no secret among them.

const secrets = /^providers\.[^.]+\.(apiKey|apiSecret|partnerId|username)$/;
/** All that may be said of a secret. */
const words: readonly unknown[] = [null, 'set'];

export const followSettings: Rule = (_work, { data }, wrong) => {
  const { by, revision, changes } = data;
  if (typeof by !== 'string' || by === '') wrong('settings that nobody changed');
  if (!Number.isSafeInteger(revision) || Number(revision) < 1) wrong('settings without a number');
  if (!Array.isArray(changes) || changes.length === 0) return wrong('settings in which nothing changed');
  for (const one of changes as readonly unknown[]) {
    if (!isObject(one) || typeof one.path !== 'string' || !('before' in one) || !('after' in one)) {
      wrong('a change of the settings that is none');
      continue;
    }
    const isKey = secrets.test(one.path);
    if (isKey && !(words.includes(one.before) && words.includes(one.after))) wrong('settings that tell a secret');
    if (!isKey && JSON.stringify(one.before) === JSON.stringify(one.after)) wrong('settings in which nothing changed');
  }
};

export const followSettingsSeen: Rule = (work, { data }, wrong) => {
  if (typeof data.by !== 'string' || data.by === '') wrong('settings that nobody saw');
  if (work.opened?.digest !== data.digest) wrong('settings seen that no start had');
};

/** What a start says of the settings: no secret, and what has changed since the start before. Older tills say nothing. */
export function followOpenedSettings(
  work: Work,
  { n, data }: Parameters<Rule>[1],
  wrong: (what: string) => void,
): void {
  const { settings, changes = [] } = data;
  if (settings === undefined) return;
  if (!isObject(settings) || !isObject(settings.values) || !isObject(settings.keys))
    return wrong('a start that says nothing of its settings');
  if (typeof settings.digest !== 'string') wrong('settings without a digest');
  for (const [path, value] of Object.entries(settings.values))
    if (secrets.test(path) && !words.includes(value)) wrong('settings that tell a secret');
  const found = work.opened ? changedPaths(work.opened, settings) : [];
  const told = Array.isArray(changes) ? (changes as readonly unknown[]) : [];
  const named = told.map((one) => (isObject(one) ? String(one.path) : ''));
  if (named.join() !== found.join()) wrong('a start with other changes of the settings than it says');
  if (found.length > 0) work.reset.push(`the start at record ${n} found other settings: ${found.join(', ')}`);
  work.opened = settings;
}

function changedPaths(before: Json, after: Json): readonly string[] {
  const [old, now, oldKeys, nowKeys] = [before.values, after.values, before.keys, after.keys].map((one) =>
    isObject(one) ? one : {},
  );
  const text = (of: Json | undefined, path: string): string => JSON.stringify(of?.[path] ?? null);
  const paths = [...new Set([...Object.keys(old ?? {}), ...Object.keys(now ?? {})])].sort();
  return paths.filter((path) => text(old, path) !== text(now, path) || text(oldKeys, path) !== text(nowKeys, path));
}
