import { emptyHead, toLines } from '../../electron/books/journal/line.ts';
import type { Entry, RecordData } from '../../electron/books/journal/record.ts';
import type { Db } from '../../electron/db/open.ts';
import { problemsOf } from './check.ts';

const sql = 'SELECT at, kind, transaction_id AS transactionId, data, more FROM journal ORDER BY n';

/** What the verifier says of the same books with one kind of record changed, which it does not say of them as they are. */
export function saidOfChanged<K extends keyof RecordData>(
  db: Db,
  kind: K,
  change: (data: RecordData[K]) => object,
): readonly string[] {
  const rows = db.prepare(sql).all() as (Omit<Entry, 'data'> & { data: string; more: number })[];
  const records = rows.map((one) => ({ ...one, data: JSON.parse(one.data) as object }));
  const of = (isChanged: boolean): readonly string[] => {
    let head = emptyHead;
    const texts: string[] = [];
    for (let group: Entry[] = [], at = 0; at < records.length; at++) {
      const { more, ...one } = records[at] as (typeof records)[number];
      const changed = isChanged && one.kind === kind ? change(one.data as RecordData[K]) : {};
      group.push({ ...one, data: { ...one.data, ...changed } } as Entry);
      if (more > 0) continue;
      const lines = toLines(head, group);
      head = lines.at(-1) ?? head;
      texts.push(...lines.map(({ text }) => `${text}\n`));
      group = [];
    }
    return problemsOf(Buffer.from(texts.join(''))).map(({ what }) => what);
  };
  const before = of(false);
  return of(true).filter((what) => !before.includes(what));
}
