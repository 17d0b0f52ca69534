/** `&Agrave;` to `&yuml;`: the letters of ISO-8859-1 from 192 on, as PHP's `htmlentities` names them. */
const letters = (
  'Agrave Aacute Acirc Atilde Auml Aring AElig Ccedil Egrave Eacute Ecirc Euml Igrave Iacute Icirc Iuml ' +
  'ETH Ntilde Ograve Oacute Ocirc Otilde Ouml times Oslash Ugrave Uacute Ucirc Uuml Yacute THORN szlig ' +
  'agrave aacute acirc atilde auml aring aelig ccedil egrave eacute ecirc euml igrave iacute icirc iuml ' +
  'eth ntilde ograve oacute ocirc otilde ouml divide oslash ugrave uacute ucirc uuml yacute thorn yuml'
).split(' ');

const named: ReadonlyMap<string, string> = new Map([
  ...Object.entries({ amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ', ndash: '-', mdash: '-' }),
  ...Object.entries({ lsquo: '\u2018', rsquo: '\u2019', ldquo: '\u201c', rdquo: '\u201d', hellip: '...' }),
  ...letters.map((name, at) => [name, String.fromCodePoint(192 + at)] as const),
]);

/**
 * A provider's text as a person is to read it: `PT SINAR &amp; JAY` -> `PT SINAR & JAY`. Some send names as they would stand in a web
 * page. Decoded once and in one pass, so `&amp;amp;` is `&amp;`; what is no entity stays as it is. The result is text, never
 * HTML, and may hold control characters, which whoever shows it takes out. What is stored stays as it came.
 */
export function decodeEntities(text: string): string {
  if (!text.includes('&')) return text;
  return text.replace(/&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|([a-z]{2,6}));/gi, (all, decimal, hex, name) => {
    if (name !== undefined) return named.get(String(name)) ?? all;
    const point = decimal !== undefined ? Number(decimal) : parseInt(String(hex), 16);
    const isCharacter = point <= 0x10_ffff && (point < 0xd800 || point > 0xdfff);
    return isCharacter ? String.fromCodePoint(point) : all;
  });
}
