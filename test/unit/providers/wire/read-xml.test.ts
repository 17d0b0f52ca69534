import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { readXml, writeXml } from '../../../../electron/providers/wire/read-xml.ts';

test('text stays as it was written, and one bill is a list as several are', () => {
  const one = '<meter_awal>00080000</meter_awal><total>302500.00</total>';
  expect(readXml(`<?xml version="1.0"?>\n<mp>\n  <tagihan>\n <detail>${one}</detail>\n </tagihan>\n</mp>\n`)).toEqual({
    tagihan: { detail: [{ meter_awal: '00080000', total: '302500.00' }] },
  });
  expect(readXml('<mp><detail>1</detail><detail>2</detail></mp>')).toEqual({ detail: ['1', '2'] });
});

test.for([
  ['empty elements', '<mp><period></period><desc/></mp>', { period: '', desc: '' }],
  ['attributes', '<mp a="1"><hp type="string" x=\'>\'>53</hp></mp>', { hp: '53' }],
  ['the five entities and numbers', '<mp><n>A&amp;B &lt;&gt;&quot;&apos; &#233;&#xE9;</n></mp>', { n: 'A&B <>"\' éé' }],
  ['an entity is decoded once', '<mp><n>&amp;lt;</n></mp>', { n: '&lt;' }],
  ['CDATA', '<mp><n><![CDATA[TOKO <A> & B &amp;]]></n></mp>', { n: 'TOKO <A> & B &amp;' }],
  ['a declaration with an encoding', '\uFEFF<?xml version="1.0" encoding="UTF-8" ?><mp><n>1</n></mp>', { n: '1' }],
  ['blanks in tags', '<mp ><n >1</n ></mp >', { n: '1' }],
] as const)('%s are read', ([, text, expected]) => {
  expect(readXml(text)).toEqual(expected);
});

const deep = (levels: number): string => `<mp>${'<a>'.repeat(levels)}${'</a>'.repeat(levels)}</mp>`;

test.for([
  [
    'the malformed sample of the non-taglist page',
    readFileSync('test/fixtures/iak/inquiry.nontaglist.malformed.xml', 'utf8'),
  ],
  ['a closing tag of another element', '<mp><price>1</admin></mp>'],
  ['crossed tags', '<mp><a><b>1</a></b></mp>'],
  ['an unclosed element', '<mp><price>302500</price>'],
  ['an element closed twice', '<mp><a>1</a></a></mp>'],
  ['a reply cut in a tag', '<mp><a>1</a></m'],
  ['two roots', '<mp><a>1</a></mp><mp><a>2</a></mp>'],
  ['text beside the root', '<mp><a>1</a></mp>ok'],
  ['text between elements', '<mp>ok<a>1</a></mp>'],
  ['another root', '<html><body>Login</body></html>'],
  ['an empty root', '<mp/>'],
  ['nothing', ''],
  ['JSON', '{"data":{}}'],
  ['the same element twice', '<mp><price>302500</price><price>1</price></mp>'],
  ['a DOCTYPE', '<!DOCTYPE mp [<!ENTITY x "1">]><mp><a>&x;</a></mp>'],
  ['a DOCTYPE with nothing in it', '<!DOCTYPE mp><mp><a>1</a></mp>'],
  ['an external entity', '<!DOCTYPE mp [<!ENTITY x SYSTEM "file:///etc/passwd">]><mp><a>&x;</a></mp>'],
  ['an unknown entity', '<mp><a>&eacute;</a></mp>'],
  ['a loose ampersand', '<mp><a>A & B</a></mp>'],
  ['an entity for no character', '<mp><a>&#0;</a></mp>'],
  ['half of a character', '<mp><a>&#xD800;</a></mp>'],
  ['a comment in an amount', '<mp><price>302<!-- -->500</price></mp>'],
  ['an instruction', '<mp><?php echo 1 ?><a>1</a></mp>'],
  ['CDATA without an end', '<mp><a><![CDATA[1</a></mp>'],
  ['a name that would reach into objects', '<mp><__proto__><price>1</price></__proto__></mp>'],
  ['nesting without end', deep(40)],
  ['more text than any reply', `<mp><a>${'x'.repeat(300_000)}</a></mp>`],
] as const)('%s is refused', ([, text]) => {
  expect(readXml(text)).toBeUndefined();
  expect(({} as Record<string, unknown>)['price']).toBeUndefined();
});

test('nesting that a reply may have is read', () => {
  expect(readXml(deep(20))).toBeDefined();
});

test.for([
  ['tags', '<a>'.repeat(80_000)],
  ['CDATA starts', '<mp>' + '<![CDATA['.repeat(28_000)],
  ['ampersands', `<mp><a>${'&'.repeat(250_000)}</a></mp>`],
  ['blanks in a tag', `<mp${' '.repeat(250_000)}`],
  ['attributes', `<mp${' a="1"'.repeat(40_000)}`],
  ['quotes', `<mp a=${'"'.repeat(250_000)}`],
  ['siblings', `<mp>${'<a/>'.repeat(60_000)}</mp>`],
] as const)('hostile %s take no time', ([, text]) => {
  const startedAt = performance.now();
  expect(readXml(text)).toBeUndefined();
  // Some milliseconds; a reader that goes back over what it read takes minutes. Between them a busy machine is no matter.
  expect(performance.now() - startedAt).toBeLessThan(10_000);
});

test('what is written is read again', () => {
  // XML can't say a control character, and a reader joins line ends.
  const printable = fc.string({ unit: 'grapheme' }).filter((text) => !/[\u0000-\u001f\u007f\ufffe\uffff]/.test(text));
  const name = fc.constantFrom('hp', 'tr_name', 'code', 'username');
  fc.assert(
    fc.property(fc.dictionary(name, printable, { minKeys: 1, noNullPrototype: true }), (fields) => {
      expect(readXml(writeXml(fields))).toEqual(fields);
    }),
  );
  const nested = { desc: { tagihan: { detail: [{ total: 1 }, { total: 2 }] } } };
  expect(writeXml(nested)).toBe(
    '<?xml version="1.0"?><mp><desc><tagihan><detail><total>1</total></detail><detail><total>2</total></detail></tagihan></desc></mp>',
  );
});

test('whatever comes in, reading neither throws nor hangs', () => {
  const piece = fc.constantFrom(
    '<mp>',
    '</mp>',
    '<a>',
    '</a>',
    '<a/>',
    '&amp;',
    '&',
    '<![CDATA[',
    ']]>',
    '<!--',
    '-->',
    'x',
    '<?',
    '"',
    '<',
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
      const read = readXml(pieces.join(''));
      expect(read === undefined || typeof read === 'object').toBe(true);
    }),
    { numRuns: 2_000 },
  );
});
