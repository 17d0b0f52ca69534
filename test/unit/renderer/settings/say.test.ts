import { expect, test } from 'vitest';
import { isSecret } from '../../../../electron/settings/secret-keys.ts';
import { fieldsOf, providerNames } from '../../../../renderer/settings/fields.ts';
import { sayingOf } from '../../../../renderer/settings/say.ts';
import { en } from '../../../../renderer/words/en/en.ts';
import { id } from '../../../../renderer/words/id/id.ts';

test('a bar named the raw path of a key that was lost or changed: each has the name that the settings screen gives it, and its provider', () => {
  const paths = Object.values(fieldsOf).flatMap((fields) => fields.map(({ path }) => path));
  expect(paths.filter(isSecret)).toHaveLength(6);
  for (const [words, language] of [[id, 'id'] as const, [en, 'en'] as const]) {
    const saying = sayingOf(words, (text) => text[language]);
    const names = paths.map((path) => saying.named(path));
    expect(names.filter((name) => paths.some((path) => name.includes(path)))).toEqual([]);
    expect(new Set(names).size).toBe(names.length);
    expect(saying.named('providers.iak.apiKey')).toBe(`${words.settings.fields.apiKey.label} · ${providerNames.iak}`);
    expect(saying.named('printers.0.transport')).toBe(`${words.settings.fields.printers.label} (0.transport)`);
    // The last resort.
    expect(saying.named('central.url')).toBe('central.url');
  }
});

test('raw JSON of the printers and a path stood in the bar: what no word says is told to have changed', () => {
  const printer = (printerId: string, transport: string) => [{ id: printerId, transport, columns: 32 }];
  const told = (path: string, before: unknown, after: unknown) =>
    sayingOf(id, (text) => text.id).told({ path, before, after });
  const { fields, none } = id.settings;
  expect(told('printers', printer('receipts', 'file:/tmp/paper'), printer('printer-1', 'tcp:10.0.0.7:9100'))).toBe(
    `${fields.printers.label}: receipts → printer-1`,
  );
  expect(told('printers', printer('receipts', 'file:/tmp/paper'), printer('receipts', 'tcp:10.0.0.7:9100'))).toBe(
    `${fields.printers.label} (diubah)`,
  );
  expect(told('printers.0.transport', 'file:/tmp/paper', 'tcp:10.0.0.7:9100')).toMatch(/ \(diubah\)$/);
  expect(told('callCentre', '', '0274-1')).toBe(`${fields.callCentre.label}: ${none} → 0274-1`);
  expect(told('central', { url: 'a' }, { url: 'b' })).toBe('central (diubah)');
  expect(told('providers.iak.apiKey', 'set', 'set')).toMatch(/ \(kunci lain\)$/);
});
