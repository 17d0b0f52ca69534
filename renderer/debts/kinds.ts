/** The kind to the left or right in a row of them, round the end; from none the first or the last. */
export function kindAfter<K>(kinds: readonly K[], kind: K | null, by: 1 | -1): K | null {
  const from = kind === null ? (by === 1 ? -1 : kinds.length) : kinds.indexOf(kind);
  return kinds[(from + by + kinds.length) % kinds.length] ?? null;
}
