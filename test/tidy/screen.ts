/** Name and text of a source file. */
export type Source = readonly [file: string, text: string];

/** Words whose keys are codes: what needs wording is held by their types. */
const byCode = [
  ...['errors', 'refusals', 'money', 'hints', 'products', 'statuses', 'pendingReasons', 'warnings', 'roles', 'rights'],
  ...['events', 'actions', 'keyGroups', 'months', 'timeSeparator', 'decimalMark', 'units'],
];

/** The sentences of the screen that nothing shows, as `bill.month`. A key is shown where its section and it are named in one file. */
export function deadWords(words: Readonly<Record<string, unknown>>, sources: readonly Source[]): readonly string[] {
  const sections = Object.entries(words).filter(([section]) => !byCode.includes(section));
  return sections.flatMap(([section, content]) => {
    const texts = sources.map(([, text]) => text).filter((text) => isNamed(section, text));
    const keys = typeof content === 'object' && content !== null ? Object.keys(content) : [];
    if (keys.length === 0) return texts.length > 0 ? [] : [section];
    return keys.filter((key) => !texts.some((text) => isNamed(key, text))).map((key) => `${section}.${key}`);
  });
}

/** Whether a text reads a property of that name, takes it out of an object, or names it as a choice: `.month`, `{ month }`, `'month'`. */
function isNamed(name: string, text: string): boolean {
  return new RegExp(`\\.${name}\\b|[{,]\\s*${name}\\s*[,:}]|'${name}'`).test(text);
}

/** The test ids that the page gives to what is on it; those that depend on something have `*` for it. */
export function givenIds(sources: readonly Source[]): readonly string[] {
  const given = /data-testid="([^"]+)"|\bhook: '([^']+)'/g;
  return sources.flatMap(([, text]) =>
    [...text.matchAll(given)].flatMap(([whole, attribute, hook]) => {
      if (hook !== undefined) return [hook];
      const bound = text[text.indexOf(whole) - 1] === ':' || /[`'?]/.test(attribute ?? '');
      if (!bound) return [attribute ?? ''];
      return [...(attribute ?? '').matchAll(/'([^']+)'|`([^`]+)`/g)].map(
        ([, plain, template]) => plain ?? (template ?? '').replace(/\$\{[^}]*\}/g, '*'),
      );
    }),
  );
}

/** The test ids by which tests look for something. */
export function soughtIds(sources: readonly Source[]): readonly string[] {
  const sought = /\b(?:see|armed|getByTestId)\('([a-z0-9-]+)'|data-testid="([a-z0-9-]+)"/g;
  return [...new Set(sources.flatMap(([, text]) => [...text.matchAll(sought)].map(([, id, id2]) => id ?? id2 ?? '')))];
}

export function isGiven(id: string, given: readonly string[]): boolean {
  return given.some((one) => new RegExp(`^${one.replaceAll('*', '.+')}$`).test(id));
}
