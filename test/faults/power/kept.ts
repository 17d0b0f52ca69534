import { isDeepStrictEqual } from 'node:util';
import type { Books } from '../../../electron/books/books.ts';

// What a till that answered a call has said to be kept: records of the journal. Whether the tables say the same is for the verifier.

type Json = Readonly<Record<string, unknown>>;

/** A record of that kind whose data has these fields. */
interface Kept {
  readonly kind: string;
  readonly data: Json;
}

interface Call {
  readonly channel: string;
  readonly input: Json;
  readonly approval?: Json;
}

type Reply = { readonly ok: true; readonly value: Json } | { readonly ok: false; readonly code: string };
type Promised = (input: Json, value: Json) => readonly Kept[];

const one = (kind: string, data: Json): readonly Kept[] => [{ kind, data }];
const fields = (from: Json, ...names: readonly string[]): Json =>
  Object.fromEntries(names.map((name) => [name, from[name]]));

function debtSettled(payment: Json): readonly Kept[] {
  return one('debt-settled', fields(payment, 'settlementId', 'amount', 'change', 'owed', 'tenders'));
}

/** By channel, what a good answer promises. */
const promised: Readonly<Record<string, Promised>> = {
  'people:save': (_input, value) => one('person', fields(value, 'personId', 'name', 'role', 'active')),
  'people:phrase': () => one('phrase', {}),
  'session:sign-in': (input) => one('signed-in', fields(input, 'personId')),
  'session:sign-out': () => one('signed-out', { why: 'said' }),
  'session:recover': (input) => one('recovered', fields(input, 'personId')),
  'shift:open': (input, value) => one('shift-opened', { ...fields(value, 'shiftId'), ...fields(input, 'float') }),
  'shift:cash': (input) => one('shift-cash', fields(input, 'kind', 'amount', 'reason')),
  'shift:close': (input, { lines: _lines, ...report }) => [
    ...one('shift-counted', fields(input, 'counted')),
    ...one('shift-closed', { report }),
  ],
  'shift:reopen': (input) => one('shift-reopened', fields(input, 'shiftId', 'reason')),
  'customer:save': (_input, value) => one('customer', { ...fields(value, 'customerId', 'name'), active: true }),
  'customer:remove': (input) => one('customer', { ...fields(input, 'customerId'), active: false }),
  'debt:settle': (_input, { payment }) => debtSettled(payment as Json),
  'debt:give-back': (_input, { payment }) => debtSettled(payment as Json),
  'deposit:record': (input) =>
    input['kind'] === 'top-up-asked' || input['kind'] === 'top-up-cancelled'
      ? one(
          input['kind'],
          fields(input, ...Object.keys(input).filter((name) => name !== 'kind' && name !== 'provider')),
        )
      : one('deposit', input),
  'settings:save': (_input, value) => one('settings', fields(value, 'revision')),
  'settings:seen': () => one('settings-seen', {}),
  'drawer:open': (input) => one('drawer-opened', fields(input, 'reason')),
};

/** By the code of a refusal: what was kept before it was told. */
const keptBeforeRefusal: Readonly<Record<string, (call: Call) => readonly Kept[]>> = {
  'wrong-pin': ({ input, approval }) => one('tried', fields(approval ?? input, 'personId')),
  'wrong-phrase': () => one('tried', { personId: null }),
  'reason-needed': ({ input }) => one('shift-counted', fields(input, 'counted')),
};

/** Listens to one till's calls and answers. */
export class KeptKeeper {
  readonly #calls = new Map<unknown, Call>();
  readonly #kept: Kept[] = [];

  heard(line: string): void {
    const { id, ...call } = JSON.parse(line) as Call & { readonly id: unknown };
    this.#calls.set(id, call);
  }

  /** True if the answer promised something. */
  said(message: Json): boolean {
    const call = this.#calls.get(message['id']);
    if (!call) return false;
    this.#calls.delete(message['id']);
    const more = keptFor(call, message as unknown as Reply);
    this.#kept.push(...more);
    return more.length > 0;
  }

  /** As it is now: what books have not that promised all that. */
  promises(): (books: Books) => readonly string[] {
    const kept = this.#kept.slice();
    return (books) => missingIn(books, kept);
  }
}

function keptFor(call: Call, reply: Reply): readonly Kept[] {
  if (!reply.ok) return keptBeforeRefusal[reply.code]?.(call) ?? [];
  const { channel, input, approval } = call;
  const approved = approval ? one('approved', { ...fields(approval, 'personId'), channel }) : [];
  return [...approved, ...(promised[channel]?.(input, reply.value) ?? [])];
}

/** There are as many records as were promised. */
function missingIn({ db }: Books, kept: readonly Kept[]): readonly string[] {
  if (kept.length === 0) return [];
  const rows = db.prepare('SELECT kind, data FROM journal ORDER BY n').all() as { kind: string; data: string }[];
  const records = rows.map(({ kind, data }) => ({ kind, data: JSON.parse(data) as Json }));
  const wanted = Map.groupBy(kept, (promise) => JSON.stringify(promise));
  return [...wanted.values()].flatMap((same) => {
    const [promise] = same;
    const found = records.filter((record) => promise && isSo(record, promise)).length;
    return found < same.length
      ? [`${JSON.stringify(promise)} was kept ${same.length} times, and is there ${found}`]
      : [];
  });
}

function isSo(record: Kept, { kind, data }: Kept): boolean {
  return (
    record.kind === kind && Object.entries(data).every(([name, value]) => isDeepStrictEqual(record.data[name], value))
  );
}
