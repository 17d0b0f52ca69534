import { eachCase, nothing } from '../bench.ts';
import type { Kit } from '../kit.ts';
import type { Law } from '../law.ts';
import { replyBytes } from '../../harness/fake-provider.ts';

// A name such as JOSÉ comes in whatever encoding the provider's server was set up with.

const words = 'PELANGGAN JOSÉ';
/** In Windows-1252 a byte that ISO-8859-1 has no letter for. */
const euro = 'JOSÉ 5 €';

interface Case {
  readonly what: string;
  readonly said: string;
  /** How the bytes are written. */
  readonly written: 'utf8' | 'latin1' | 'windows-1252' | 'utf16le';
  /** The charset of `Content-Type`, with its quotes; null for none. */
  readonly charset: string | null;
  /** The encoding in the XML declaration; null for none, and JSON never has one. */
  readonly declared?: string | null;
  readonly mark?: 'utf8' | 'utf16le';
  readonly content?: string;
  readonly unreadable?: true;
}

/** `written` is how `Content-Encoding` was spelt. */
const contents: readonly Case[] = ['identity', 'IDENTITY', 'none', 'None', 'utf-8', 'UTF-8', ''].map((content) => ({
  ...{ what: `Content-Encoding "${content}"`, said: words, written: 'utf8', charset: null, content },
}));

const gzipped: readonly Case[] = ['gzip', 'GZIP', 'identity, br'].map((content) => ({
  ...{ what: `Content-Encoding "${content}"`, said: words, written: 'utf8', charset: null, content },
  unreadable: true,
}));

/** Declared by the charset or, in XML, by the declaration. */
function declaredBy(where: 'charset' | 'declared'): readonly Case[] {
  const cases = [
    ['UTF-8', 'utf8', words],
    ['utf8', 'utf8', words],
    ['ISO-8859-1', 'latin1', words],
    ['iso-8859-1', 'latin1', words],
    ['Windows-1252', 'windows-1252', euro],
    ['US-ASCII', 'latin1', 'PELANGGAN JOSE'],
  ] as const;
  const bad = [
    ['UTF-16', 'utf16le', words],
    ['GBK', 'latin1', words],
    ['US-ASCII', 'latin1', words],
    ['UTF-8', 'latin1', words],
  ] as const;
  const put = (name: string) => ({
    charset: where === 'charset' ? name : null,
    declared: where === 'charset' ? null : name,
  });
  return [
    ...cases.map(([name, written, said]): Case => ({ what: `${where} ${name}`, said, written, ...put(name) })),
    ...bad.map(([name, written, said]): Case => ({
      ...{ what: `${where} ${name}, in truth ${written}`, said, written, ...put(name) },
      unreadable: true,
    })),
  ];
}

const both: readonly Case[] = [
  { what: 'nothing declared', said: words, written: 'utf8', charset: null },
  { what: 'nothing declared, ISO-8859-1', said: words, written: 'latin1', charset: null, unreadable: true },
  { what: 'a charset in quotes', said: words, written: 'latin1', charset: '"iso-8859-1"' },
  { what: 'an empty charset', said: words, written: 'utf8', charset: '' },
  { what: 'a mark of UTF-8', said: words, written: 'utf8', charset: null, mark: 'utf8' },
  { what: 'a mark of UTF-8 before ISO-8859-1', said: words, written: 'utf8', charset: 'ISO-8859-1', mark: 'utf8' },
  { what: 'a mark of UTF-16', said: words, written: 'utf16le', charset: null, mark: 'utf16le', unreadable: true },
];

/** The charset and the declaration say two things. */
const disagreeing: readonly Case[] = [
  { what: 'UTF-8 over ISO-8859-1', said: words, written: 'latin1', charset: 'utf-8', declared: 'ISO-8859-1' },
  { what: 'ISO-8859-1 over UTF-8', said: words, written: 'utf8', charset: 'ISO-8859-1', declared: 'UTF-8' },
  { what: 'US-ASCII over ISO-8859-1', said: words, written: 'latin1', charset: 'us-ascii', declared: 'iso-8859-1' },
  { what: 'UTF-8 over GBK', said: words, written: 'utf8', charset: 'utf-8', declared: 'GBK', unreadable: true },
];

function casesOf({ format }: Kit): readonly Case[] {
  const everywhere = [...both, ...contents, ...gzipped, ...declaredBy('charset')];
  return format === 'json' ? everywhere : [...everywhere, ...declaredBy('declared'), ...disagreeing];
}

function bytesOf(kit: Kit, body: string, { written, charset, declared, mark, content }: Case): Uint8Array {
  const head = declared ? `<?xml version="1.0" encoding="${declared}"?>` : '<?xml version="1.0"?>';
  const text = (mark ? '\ufeff' : '') + body.replace('<?xml version="1.0"?>', head);
  const bytes =
    written === 'windows-1252' ? Buffer.from(text.replaceAll('€', '\u0080'), 'latin1') : Buffer.from(text, written);
  return replyBytes(200, bytes, [
    `Content-Type: application/${kit.format}${charset === null ? '' : `; charset=${charset}`}`,
    ...(content === undefined ? [] : [`Content-Encoding: ${content}`]),
  ]);
}

const encodings: Law = {
  name: 'an answer is read in the encoding that it declares, or not at all',
  run: (kit, check) =>
    eachCase(
      kit,
      () => casesOf(kit),
      async (bench, step, one) => {
        bench.say({ raw: bytesOf(kit, kit.answer(step, { words: one.said }), one) });
        const seen = await bench.shortly(step);
        const good = step === 'inquiry' ? 'bill' : 'paid';
        check.equal(`${one.what} at ${step}`, seen, one.unreadable ? nothing(step, 'no-reply') : good);
        if (one.unreadable) return;
        const { exchange } = await bench.outcome(step);
        check.equal(`the words of ${one.what} at ${step}`, exchange.text.includes(one.said), true);
      },
    ),
};

export const encodingLaws: readonly Law[] = [encodings];
