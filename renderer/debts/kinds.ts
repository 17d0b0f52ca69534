/** The kind above or below in a row of them, round the end. */
export function kindAfter<K>(kinds: readonly K[], kind: K, by: number): K {
  const at = kinds.indexOf(kind) + by + kinds.length;
  return kinds[at % kinds.length] ?? kind;
}
