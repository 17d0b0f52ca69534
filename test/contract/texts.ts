import { jsonText, Literal } from './kit.ts';

// Bad answers made of good ones, in both formats.

type Format = 'json' | 'xml';
type Named = readonly [what: string, text: string];

const xmlHead = '<?xml version="1.0"?>';

/** What is not the one document it should be. */
export function malformed(format: Format, good: string): readonly Named[] {
  const inside = good.replace(xmlHead, '');
  const foreign: readonly Named[] = [
    ['JSON in another document', `${good}${good}`],
    ['words behind it', `${good} ok`],
    ['words before it', `ok ${good}`],
    ['half of it', good.slice(0, good.length / 2)],
    ['all but its end', good.slice(0, -1)],
    ['blanks', ' \r\n '],
    ['a number', '0'],
    ['text', '"SUCCESS"'],
    ['null', 'null'],
    ['a form', 'success=true&rc=000&response_code=00&responseCode=0'],
  ];
  return [...foreign, ...(format === 'json' ? malformedJson(good) : malformedXml(inside))];
}

function malformedJson(good: string): readonly Named[] {
  const nested = (levels: number): string => good.replace('{', `{"deep":${'['.repeat(levels)}${']'.repeat(levels)},`);
  const objects = `${'{"a":'.repeat(40)}1${'}'.repeat(40)}`;
  return [
    ['40 lists in each other', nested(40)],
    ['100,000 lists in each other', nested(100_000)],
    ['lists without end', '['.repeat(200_000)],
    ['40 objects in each other', good.replace('{', `{"deep":${objects},`)],
    ['a comment', good.replace('{', '{/* */')],
    ['a comma too many', good.replace(/\}$/, ',}')],
    ['other quotes', good.replaceAll('"', "'")],
    ['NaN', good.replace('{', '{"x":NaN,')],
    ['a bare control character', good.replace('{', '{"x":"\u0001",')],
    ['JSON in a JSON text', JSON.stringify(good)],
    ['a list of it', `[${good}]`],
    ['all of it under __proto__', `{"__proto__":${good}}`],
    ['all of it under constructor', `{"constructor":{"prototype":${good}}}`],
    ['XML with a DOCTYPE', `<!DOCTYPE mp [<!ENTITY x "00">]><mp><response_code>&x;</response_code></mp>`],
    ['HTML around it', `<html><pre>${good}</pre></html>`],
  ];
}

function malformedXml(inside: string): readonly Named[] {
  const nested = (levels: number): string =>
    inside.replace('<mp>', `<mp>${'<a>'.repeat(levels)}${'</a>'.repeat(levels)}`);
  const laughs = [
    '<!ENTITY a "0">',
    ...'bcdefghi'.split('').map((name, at) => `<!ENTITY ${name} "${`&${'abcdefgh'[at]};`.repeat(10)}">`),
  ];
  return [
    ['40 elements in each other', nested(40)],
    ['20,000 elements in each other', nested(20_000)],
    ['elements without end', '<mp>'.repeat(50_000)],
    ['a DOCTYPE', `<!DOCTYPE mp>${inside}`],
    ['a DOCTYPE behind the declaration', `${xmlHead}<!DOCTYPE mp SYSTEM "file:///etc/passwd">${inside}`],
    ['an entity', `<!DOCTYPE mp [<!ENTITY x "00">]>${inside.replace('<mp>', '<mp><y>&x;</y>')}`],
    ['a billion laughs', `<!DOCTYPE mp [${laughs.join('')}]>${inside.replace('<mp>', '<mp><y>&i;</y>')}`],
    ['an entity nobody declared', inside.replace('<mp>', '<mp><y>&x;</y>')],
    ['a comment', inside.replace('<mp>', '<mp><!-- -->')],
    ['an instruction', inside.replace('<mp>', '<mp><?php ?>')],
    ['text between elements', inside.replace('<mp>', '<mp>ok')],
    ['a closing tag of another', inside.replace('</price>', '</admin>')],
    ['an element not closed', inside.replace('</price>', '')],
    ['crossed elements', inside.replace('</hp>', '').replace('</price>', '</hp></price>')],
    ['another root', inside.replace('<mp>', '<html>').replace('</mp>', '</html>')],
    ['an attribute without quotes', inside.replace('<price>', '<price a=1>')],
    ['JSON', '{"data":{"response_code":"00"},"meta":[]}'],
    ['a control character', inside.replace('<mp>', '<mp><y>&#1;</y>')],
  ];
}

/** Every field of the answer said twice with two values, before and behind; for JSON in an escaped spelling too. */
export function duplicates(format: Format, good: string): readonly Named[] {
  if (format === 'xml') {
    return [...good.matchAll(/<(\w+)>([^<]*)<\/\1>/g)].flatMap(({ 0: element, 1: name = '', index }) => {
      const other = `<${name}>7</${name}>`;
      return [
        [`${name} twice, the other first`, splice(good, index, other + element, element.length)],
        [`${name} twice, the other last`, splice(good, index, element + other, element.length)],
      ] as const;
    });
  }
  return [...good.matchAll(/"(\w+)":("(?:[^"\\]|\\.)*"|-?\d+|true|false)/g)].flatMap(
    ({ 0: pair, 1: name = '', index }) => {
      const first = name.charCodeAt(0).toString(16).padStart(4, '0');
      return [
        [`${name} twice, the other first`, splice(good, index, `"${name}":7,${pair}`, pair.length)],
        [`${name} twice, the other last`, splice(good, index, `${pair},"${name}" : 7`, pair.length)],
        [`${name} twice, escaped`, splice(good, index, `${pair},"\\u${first}${name.slice(1)}":7`, pair.length)],
      ] as const;
    },
  );
}

function splice(text: string, at: number, inserted: string, removed: number): string {
  return text.slice(0, at) + inserted + text.slice(at + removed);
}

const odds: readonly unknown[] = [
  ...[null, undefined, true, -1, 1.5, '', 'x', {}, [[]]],
  new Literal('1e400'),
  new Literal('123456789012345678901234567890'),
  'x'.repeat(5_000),
  '\u0000\u001b@\r\n\u202e<&amp;',
];

/** The answer with each of its fields, whole lists and objects too, holding something odd. */
export function* oddFields(format: Format, good: string): Iterable<Named> {
  if (format === 'xml') {
    const texts = odds.filter((odd) => typeof odd === 'string' || typeof odd === 'number').map(String);
    const inner = [
      '<a>1</a>',
      '<a/>',
      '&#27;',
      '&#0;',
      '<![CDATA[x]]>',
      ...texts.map((text) => text.replace(/[&<\0]/g, '')),
    ];
    for (const { 0: element, 1: name = '', index } of good.matchAll(/<(\w+)>([^<]*)<\/\1>/g)) {
      for (const odd of inner) {
        yield [`${name} ${odd.slice(0, 20)}`, splice(good, index, `<${name}>${odd}</${name}>`, element.length)];
      }
      yield [`no ${name}`, splice(good, index, '', element.length)];
    }
    return;
  }
  const whole: unknown = JSON.parse(good);
  for (const path of pathsOf(whole, [])) {
    for (const odd of odds)
      yield [`${path.join('.')} ${String(jsonText([odd])).slice(0, 20)}`, jsonText(withAt(whole, path, odd))];
  }
}

/** The way to every field; of a list only its first entry. */
function pathsOf(value: unknown, path: readonly string[]): readonly (readonly string[])[] {
  if (typeof value !== 'object' || value === null) return [path];
  const names = Array.isArray(value) ? Object.keys(value).slice(0, 1) : Object.keys(value);
  const inner = names.flatMap((name) => pathsOf((value as Record<string, unknown>)[name], [...path, name]));
  return path.length === 0 ? inner : [path, ...inner];
}

function withAt(value: unknown, [name, ...rest]: readonly string[], odd: unknown): unknown {
  if (name === undefined) return odd;
  if (Array.isArray(value))
    return value.map((one, at) => (String(at) === name ? withAt(one, rest, odd) : (one as unknown)));
  const fields = value as Readonly<Record<string, unknown>>;
  return { ...fields, [name]: withAt(fields[name], rest, odd) };
}
