import type { Input } from '../../shared/api.ts';
import type { Db } from '../../electron/db/open.ts';
import { listInTurns, listTransactions } from '../../electron/db/search.ts';
import { chanceOf } from '../harness/chance.ts';
import { rowOf, summed, timesOf, type Row } from './row.ts';

// Lists of payments: whatever is asked for, a page of fifty. Each beside what it costs to look through the payments for it.

const rounds = 1_000;
/** Looking through them is slow. */
const anchorRounds = 5;
/** Of each kind, how many are looked at for how long they hold up others. */
const stopRounds = 100;

type Asked = Input<'transaction:list'>;

/** A payment, as much as searches are made of. */
interface One {
  readonly number: string;
  readonly name: string;
  readonly reference: string | null;
  readonly slip: string | null;
  readonly code: string;
  readonly id: string;
  readonly at: number;
}

export async function benchLists(
  db: Db,
  name: (what: string) => string,
  tell: (row: Row) => void,
  progress: (what: string) => void,
): Promise<void> {
  const draw = chanceOf(7);
  const below = (limit: number): number => Math.floor(draw() * limit);
  const count = Number(db.prepare('SELECT max(rowid) FROM transactions').pluck().get());
  const read = db.prepare(
    `SELECT customer_number AS number, customer_name AS name, reference, slip_number AS slip, claim_code AS code,
       transaction_id AS id, created_at AS at
     FROM transactions WHERE rowid = ?`,
  );
  const any = (): One => read.get(1 + below(count)) as One;
  const part = (text: string, length: number): string => {
    const from = below(Math.max(1, text.length - length + 1));
    return text.slice(from, from + length);
  };
  const anyText = (): string => {
    const one = any();
    return [one.number, one.name, one.reference ?? one.number, one.id][below(4)] ?? '';
  };
  const until = (at: number): string => new Date(at).toISOString();
  const like = await anchorOf(
    db,
    `SELECT * FROM transactions WHERE customer_number LIKE '%0000000%' OR customer_name LIKE '%0000000%'
    OR reference LIKE '%0000000%' ORDER BY created_at DESC LIMIT 50`,
  );
  const offset = await anchorOf(
    db,
    `SELECT * FROM transactions ORDER BY created_at DESC LIMIT 50 OFFSET ${Math.floor(count / 2)}`,
  );
  const through = await anchorOf(
    db,
    `SELECT * FROM transactions WHERE +status = 'sending' ORDER BY +created_at DESC LIMIT 50`,
  );
  const anchors = {
    like: { name: 'ms LIKE', value: like },
    offset: { name: 'ms OFFSET to the middle', value: offset },
    through: { name: 'ms without an index', value: through },
  };
  type Shape = readonly [what: string, goal: string, beside: keyof typeof anchors, ask: () => Asked];
  const shapes: readonly Shape[] = [
    ['the first page', '1', 'offset', () => ({})],
    ['any page', '1', 'offset', () => ({ cursor: cursorAt(any()) })],
    ['searching one or two characters', '5', 'like', () => ({ search: part(anyText(), 1 + below(2)) })],
    ['searching any three characters', '5', 'like', () => ({ search: part(anyText(), 3) })],
    ...[4, 5, 6, 8].map((length): Shape => {
      return [`searching any ${length} characters`, '5', 'like', () => ({ search: part(anyText(), length) })];
    }),
    [
      'searching three to eight of a slip number',
      '5',
      'like',
      () => ({ search: part(any().slip ?? any().number, 3 + below(6)) }),
    ],
    ['searching a whole slip number', '5', 'like', () => ({ search: any().slip ?? any().number })],
    ['searching a claim code', '5', 'like', () => ({ search: any().code })],
    ['searching a whole number', '5', 'like', () => ({ search: any().number })],
    ['searching a whole name', '5', 'like', () => ({ search: any().name })],
    [
      'searching a whole reference or id',
      '5',
      'like',
      () => ({ search: below(2) === 0 ? any().id : (any().reference ?? '') }),
    ],
    ['searching what is nowhere', '5', 'like', () => ({ search: `${part(any().number, 4)}${part(any().name, 4)}` })],
    ['any page of a search', '5', 'like', () => ({ search: part(any().number, 3), cursor: cursorAt(any()) })],
    ['a status', '5', 'through', () => ({ status: (['paid', 'refused', 'unsettled', 'pending'] as const)[below(4)] })],
    ['a provider, a product or a cashier', '5', 'through', () => filterBy(below(6))],
    ['a filter on any day', '5', 'through', () => dayOf(any(), filterBy(below(6)))],
    ['a filter with a search', '5', 'like', () => ({ ...filterBy(below(6)), search: part(anyText(), 2 + below(7)) })],
    [
      'two filters that have nothing in common',
      '5',
      'through',
      () => ({ product: 'pln-nontaglist', provider: 'alfakios' }),
    ],
  ];
  const stops: number[] = [];
  for (const [what, goal, beside, ask] of shapes) {
    progress(what);
    const asked = Array.from({ length: rounds }, ask);
    const times = await timesOf(rounds, (round) => listTransactions(db, asked[round] ?? {}));
    tell(rowOf({ name: name(what), unit: 'ms', goal: `p99 ${goal}` }, times, anchors[beside]));
    for (const one of asked.slice(0, stopRounds)) stops.push(await longestStop(db, one));
  }
  tell(rowOf({ name: name('how long a list holds up others'), unit: 'ms', goal: '20' }, summed(stops), anchors.like));

  function dayOf({ at }: One, filter: Asked): Asked {
    return { ...filter, from: until(at - 43_200_000), to: until(at + 43_200_000) };
  }
}

function cursorAt({ at, id }: One): string {
  return `${at}.${id}`;
}

function filterBy(which: number): Asked {
  const filters: readonly Asked[] = [
    ...(['alfakios', 'ayoconnect', 'iak'] as const).map((provider) => ({ provider })),
    { product: 'pln-nontaglist' },
    ...[{ cashier: 'rina' }, { cashier: 'nobody', product: 'pln-postpaid' as const }],
  ];
  return filters[which] ?? {};
}

/** The longest that others must wait while this is listed, in ms. */
async function longestStop(db: Db, asked: Asked): Promise<number> {
  let longest = 0;
  let since = performance.now();
  const note = (): void => {
    longest = Math.max(longest, performance.now() - since);
    since = performance.now();
  };
  // Whatever the time, it is enough for others to go first.
  let ticks = 0;
  await listInTurns(() => db, asked, {
    elapsed: () => ticks++ * 1_000,
    turn: () => {
      note();
      return Promise.resolve();
    },
  });
  note();
  return longest;
}

/** The median of a statement, in ms. */
async function anchorOf(db: Db, sql: string): Promise<number> {
  const statement = db.prepare(sql);
  return (await timesOf(anchorRounds, () => statement.all())).p50;
}
