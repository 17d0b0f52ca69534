import { isObject } from './report.ts';
import type { Rule } from './work.ts';

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
