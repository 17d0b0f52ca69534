import { fit, formOf, type Form } from './form.ts';
import { isObject, type Json } from './report.ts';

/** The values of a record, by their path: `/kind`, `/data`, and inside of the data `quote.bill`. */
export interface Values {
  /** Undefined if there is none. */
  readonly get: (path: string) => unknown;
  /** The same as JSON. */
  readonly json: (path: string) => string | undefined;
}

/** The values of a record that was parsed. */
export function parsedValues(record: Json): Values {
  const get = (path: string): unknown =>
    path.startsWith('/')
      ? record[path.slice(1)]
      : path.split('.').reduce<unknown>((value, name) => (isObject(value) ? value[name] : undefined), record.data);
  return { get, json: (path) => JSON.stringify(get(path)) };
}

export interface Forms {
  /** The values of a line that has a form which was learnt; good until the next line. Null if it has none. */
  find(line: Uint8Array, text: string): Values | null;
  /** Learns the form of a record that is written as JSON writes it. */
  learn(text: string, record: Json): void;
}

/** So many forms a kind of record has at most, and so many values a form. A real till's have fewer. */
const [formsMax, valuesMax] = [64, 1_000];
/** The kind of a record stands behind its number and a hash. */
const kindFrom = '{"n":1,"prev":"","at":""'.length + 64;
const kindMark = '"kind":"';

export function createForms(): Forms {
  const byKind = new Map<string, Form[]>();
  const starts = new Uint32Array(valuesMax + 1);
  let form: Form | undefined;
  let text = '';

  function json(path: string): string | undefined {
    const span = form?.spans.get(path);
    if (!span) return undefined;
    return text.slice((starts[span.piece] ?? 0) + span.offset, (starts[span.endPiece] ?? 0) + span.endOffset);
  }

  const values: Values = {
    json,
    get(path) {
      const written = json(path);
      if (written === undefined) return undefined;
      const isPlain = written.startsWith('"') && !written.includes('\\');
      return isPlain ? written.slice(1, -1) : (JSON.parse(written) as unknown);
    },
  };

  return {
    find(line, of) {
      // Places in bytes are places in the text only where each sign is one byte.
      if (line.length !== of.length) return null;
      const at = of.indexOf(kindMark, kindFrom) + kindMark.length;
      const forms = byKind.get(of.slice(at, of.indexOf('"', at)));
      const place = forms?.findIndex((one) => fit(one, line, starts)) ?? -1;
      if (!forms || place < 0) return null;
      form = forms[place];
      text = of;
      // Lines of one form come in rows.
      if (form && place > 0) forms.unshift(...forms.splice(place, 1));
      return values;
    },
    learn(of, record) {
      const kind = String(record.kind);
      const learnt = formOf(of, record);
      if (!learnt || learnt.pieces.length > valuesMax) return;
      const forms = byKind.get(kind) ?? [];
      byKind.set(kind, [learnt, ...forms.slice(0, formsMax - 1)]);
    },
  };
}
