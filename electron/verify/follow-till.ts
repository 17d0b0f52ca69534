import { textOf } from './entry.ts';
import { followOpenedSettings } from './follow-settings.ts';
import { isObject } from './report.ts';
import type { Rule } from './work.ts';

// The till's own state: its epoch, whether restored files were compared, its clock, its key.

export const followTill: Rule = (work, entry, wrong) => {
  const { n, kind, data } = entry;
  const before = work.till.get('1')?.row;
  // Nobody is signed in at a till that begins.
  if (kind === 'opened') work.signedIn = null;
  if (kind === 'opened') followOpenedSettings(work, entry, wrong);
  if (kind === 'opened' && before && before.epoch !== data.epoch) wrong('a new epoch, and nothing was restored');
  if (kind === 'restored' && data.backup !== undefined) {
    const { n: last, hash } = isObject(data.backup) ? data.backup : {};
    if (!(Number(last) < n) || work.heads.get(Number(last)) !== hash) wrong('came out of a backup of other books');
    work.withoutPins = true;
  }
  if (kind === 'reconciled' && before?.mode !== 'reconcile') wrong('reconciled, and nothing was restored');
  const mode = kind === 'restored' ? 'reconcile' : kind === 'reconciled' ? 'normal' : (before?.mode ?? 'normal');
  const epoch = kind === 'opened' || kind === 'restored' ? data.epoch : before?.epoch;
  const correction = kind === 'clock' ? data.correctionMs : (before?.correction_ms ?? 0);
  if (!Number.isSafeInteger(correction)) wrong('corrects the clock by no number');
  // Who the till is stands in the records only where that is new.
  const { till, publicKey } = data;
  const isNamed = kind === 'opened' && publicKey !== undefined;
  if (isNamed) work.signer = { till: textOf(till), publicKey: textOf(publicKey) };
  const names = isNamed
    ? { till: till ?? null, public_key: publicKey }
    : { till: before?.till ?? null, public_key: before?.public_key ?? null };
  work.till.set('1', { n, row: { one: 1, epoch, mode, correction_ms: correction, ...names } });
};
