import type { Report } from './report.ts';
import { isSigned } from './signed.ts';
import type { Rule, Work } from './work.ts';

// The journal's segments, and the records that say of each how it was sealed.

/** A file of the journal that was read to its end. */
export interface Segment {
  /** As a person knows it: `journal/000003.jsonl.zst`. */
  readonly name: string;
  readonly number: number;
  readonly last: number;
  /** The hash of its last line. */
  readonly head: string;
  /** How many they are unpacked. */
  readonly bytes: number;
  readonly isSealed: boolean;
}

export const followSealed: Rule = (work, { n, data }, wrong) => {
  const { segment, last, head, bytes, signature } = data;
  const id = String(segment);
  if (segment !== work.sealed + 1) return wrong(`seals segment ${id}, and ${work.sealed} were sealed before`);
  work.sealed++;
  // One that is read still, or was not found, is none that could be sealed.
  const there = work.segments.find(({ number }) => number === segment);
  const row = { number: segment, last_n: last, head, bytes, signature };
  work.seals.set(id, { n, row });
  if (!there) return wrong(`seals segment ${id}, which does not end before it`);
  if (!there.isSealed) wrong(`seals ${there.name}, which is not packed`);
  for (const [what, is, said] of [
    ['last record', there.last, last],
    ['head', there.head, head],
    ['size', there.bytes, bytes],
  ] as const)
    if (is !== said) wrong(`says another ${what} of segment ${id} than it has`);
  if (signature === null && work.signer === null) return;
  const { till, publicKey } = work.signer ?? {};
  const text = `loket segment v1\n${till}\n${id}\n${String(last)}\n${String(head)}`;
  if (!isSigned(text, String(publicKey), String(signature)))
    wrong(`its signature of segment ${id} is none of this till`);
};

/**
 * A till seals one segment after the other, and then says so. One that was killed between the two leaves sealed ones without a record
 * behind all that have one; they are named in the notes.
 */
export function checkSeals({ segments, sealed }: Pick<Work, 'segments' | 'sealed'>, report: Report): readonly string[] {
  const unsaid = segments.filter(({ number, isSealed }) => isSealed && number > sealed);
  for (const { name, number } of unsaid)
    if (segments.some((before) => before.number === number - 1 && !before.isSealed))
      report(name, null, 'is sealed, and the one before it is not');
  return unsaid.map(({ name }) => `${name} is sealed, and no record says so yet`);
}
