/** A config, or a part of one. */
export type Tree = { readonly [key: string]: unknown };

/** `change` merged into `base`, deeply; lists and values are replaced. */
export function merged(base: Tree, change: Tree): Tree {
  const both = Object.entries(change).map(([key, value]) => {
    const old = base[key];
    return [key, isTree(old) && isTree(value) ? merged(old, value) : value] as const;
  });
  return { ...base, ...Object.fromEntries(both) };
}

function isTree(value: unknown): value is Tree {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
