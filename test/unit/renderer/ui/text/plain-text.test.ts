import { expect, test } from 'vitest';
import { plainText, shortReference, slipLine } from '../../../../../renderer/ui/text/plain-text.ts';

test('an ordinary name stays as it is', () => {
  expect(plainText('H. ABDULLAH RAHMÁN')).toBe('H. ABDULLAH RAHMÁN');
});

test('control characters, line ends and runs of spaces become one space', () => {
  expect(plainText('A\u001bB\r\n\tC\u0000  D\u0085E')).toBe('A B C D E');
});

test('what turns a line round or can not be seen is taken out', () => {
  expect(plainText('\u202eIKUR\u2066X\u200b\u200fY\ufeff\u{e0041}')).toBe('IKURXY');
});

test('marks stacked on one letter are cut down', () => {
  expect(plainText(`Z${'\u0301'.repeat(50)}`)).toBe(`Z${'\u0301'.repeat(3)}`);
});

test('a name of 10 kB is cut with an ellipsis', () => {
  expect(plainText('X'.repeat(10_000))).toHaveLength(300);
  expect(plainText('😀'.repeat(50), 10)).toBe(`${'😀'.repeat(9)}…`);
});

test('a line of a slip keeps its spaces', () => {
  expect(slipLine('  RP\u202e      Rp5\u001b')).toBe('  RP      Rp5 ');
});

test('a long reference shows its start and end', () => {
  expect(shortReference('004212C9245F1BA43A77CEBD5CD5DA39')).toBe('004212C9245F…DA39');
  expect(shortReference('12345')).toBe('12345');
});

test('HTML entities are read once, as text, and what they make is cleaned like the rest', () => {
  expect(plainText('PT SINAR &amp; JAY')).toBe('PT SINAR & JAY');
  expect(plainText('&amp;amp; &lt;b&gt; &quot;x&quot; &#39;y&#39; JOS&Eacute;')).toBe('&amp; <b> "x" \'y\' JOSÉ');
  expect(plainText('A&#27;B&#8238;C&#0;D&#10;E')).toBe('A BC D E');
  expect(plainText('AT&T &unknown; &#xD800; &amp')).toBe('AT&T &unknown; &#xD800; &amp');
});
