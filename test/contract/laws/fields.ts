import { atBench, type Bench } from '../bench.ts';
import type { Kit, Verb } from '../kit.ts';
import type { Law } from '../law.ts';
import { spellings, type Spelling } from '../spellings.ts';

// Whatever field of a reply a provider puts a secret into, and however it spells it: nothing that leaves the adapter holds it.

/** A reply as text with holes: each field's value, and what stands around it. */
interface Holes {
  /** One more than there are fields. */
  readonly around: readonly string[];
  readonly fields: readonly string[];
}

/** The text, number or element contents of a reply. */
export function holesIn(format: Kit['format'], body: string): Holes {
  const value =
    format === 'json' ? /(?<=[:[,])("(?:[^"\\]|\\.)*"|-?\d[\d.]*|null)(?=[,\]}])/g : /(?<=>)([^<>]+)(?=<\/)/g;
  const parts = body.split(value);
  return { around: parts.filter((_part, at) => at % 2 === 0), fields: parts.filter((_part, at) => at % 2 === 1) };
}

/** The reply with other values in some of its fields. */
export function filled({ around, fields }: Holes, format: Kit['format'], values: ReadonlyMap<number, string>): string {
  const written = fields.map((field, at) => {
    const value = values.get(at);
    return value === undefined ? field : format === 'json' ? JSON.stringify(value) : escaped(value);
  });
  return around.map((part, at) => part + (written[at] ?? '')).join('');
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

/** All texts in a value, as they are and not as JSON would write them, line by line. */
export function textsIn(value: unknown): string {
  if (typeof value === 'string') return value;
  return typeof value === 'object' && value !== null ? Object.values(value).map(textsIn).join('\n') : '';
}

/** Tells which of these spellings stand in a text, as they are or with their escapes escaped once or twice more. */
export function tracer(all: readonly Spelling[]): (text: string) => readonly string[] {
  const once = (text: string): string => text.replace(/\\+/g, '\\');
  const traces = all.map(({ how, trace }) => ({ how, trace, plain: once(trace) }));
  return (text) => {
    const plain = once(text);
    return traces.filter((one) => text.includes(one.trace) || plain.includes(one.plain)).map(({ how }) => how);
  };
}

/** The fields that may hold any words, and those that decide what the answer is. */
async function sorted(kit: Kit, bench: Bench, verb: Verb, holes: Holes) {
  const kindOf = async (values: ReadonlyMap<number, string>): Promise<unknown> => {
    bench.say({ body: filled(holes, kit.format, values) });
    return ((await bench.run(verb)) as { readonly kind: unknown }).kind;
  };
  const good = await kindOf(new Map());
  const [free, bound]: [number[], number[]] = [[], []];
  for (const at of holes.fields.keys()) ((await kindOf(new Map([[at, 'KATA']]))) === good ? free : bound).push(at);
  return { free, bound };
}

function bodiesFor(kit: Kit, verb: Verb): readonly string[] {
  if (verb === 'balance' || verb === 'products') return kit[verb] ? [kit[verb].body] : [];
  return [kit.answer(verb, { words: 'BERES' }), kit.answer(verb, { words: 'GAGAL', ...kit.failure[verb] })];
}

const fields: Law = {
  name: 'a secret in any field, spelt in any way, does not leave the adapter',
  run: (kit, check) =>
    atBench(kit, async (bench) => {
      for (const verb of bench.verbs) {
        for (const [nth, body] of bodiesFor(kit, verb).entries()) {
          const holes = holesIn(kit.format, body);
          const { free, bound } = await sorted(kit, bench, verb, holes);
          const made = kit.secretsOf(bench.server.arrived.at(-1) ?? { head: '', body: '' });
          for (const secret of [...kit.secrets, ...made]) {
            const all = spellings(secret);
            const traces = tracer(all);
            const put = async (what: string, at: readonly number[], text: string): Promise<void> => {
              const said = filled(holes, kit.format, new Map(at.map((one) => [one, text])));
              bench.say({ body: said });
              check.equal(`${what} at ${verb}`, traces(textsIn(await bench.run(verb))), []);
            };
            const together = all.map(({ text }) => text).join(' ');
            // One by one in a success, which has the most fields.
            if (nth === 0) for (const { how, text } of all) await put(how, free, text);
            else await put('all at once', free, together);
            for (const at of bound) await put(`as it is, instead of ${holes.fields[at]}`, [at], secret);
          }
        }
      }
    }),
};

export const fieldLaws: readonly Law[] = [fields];
