import { isSecret } from './secret-keys.ts';

// Settings by the paths of their keys: `shop.rounding.to`. A list is one value.

/** By path, in no order; no path is the beginning of another one. */
export type Leaves = ReadonlyMap<string, unknown>;

/** What a key of the config can be called; products and providers are keys too. */
const keyName = /^[A-Za-z][A-Za-z0-9-]{0,39}$/;
/** No key of the config lies deeper. */
const depthMax = 6;

/** The values of a checked config, by path. */
export function leavesOf(settings: object): Leaves {
  const leaves = new Map<string, unknown>();
  collect(settings, [], leaves);
  return leaves;
}

/**
 * What a patch says, by path; null for what is to be as if nobody had set it. A secret that comes back as it is shown, `{set: true}`,
 * says nothing. Or the path of what can't be a setting at all.
 */
export function leavesOfPatch(patch: object): { readonly leaves: Leaves } | { readonly wrong: string } {
  const leaves = new Map<string, unknown>();
  const wrong = collect(patch, [], leaves);
  return wrong === null ? { leaves } : { wrong };
}

/** Answers the path of a name that is none. */
function collect(value: object, at: readonly string[], leaves: Map<string, unknown>): string | null {
  for (const [name, one] of Object.entries(value) as readonly (readonly [string, unknown])[]) {
    const here = [...at, name];
    const path = here.join('.');
    if (!keyName.test(name) || here.length > depthMax) return path.slice(0, 100);
    if (one === undefined || (isSecret(path) && isMasked(one))) continue;
    const wrong = isGroup(one) ? collect(one, here, leaves) : null;
    if (wrong !== null) return wrong;
    if (!isGroup(one)) leaves.set(path, one);
  }
  return null;
}

export function valueAt(settings: unknown, path: string): unknown {
  return path.split('.').reduce<unknown>((value, name) => {
    return isGroup(value) && Object.hasOwn(value, name) ? (value as Record<string, unknown>)[name] : undefined;
  }, settings);
}

/** The same settings with others in place of some; null takes away what there was. */
export function withLeaves(settings: object, leaves: Leaves): object {
  const made = structuredClone(settings);
  // What takes a group away stands before what is put into it.
  const inOrder = [...leaves].sort(([one], [other]) => one.split('.').length - other.split('.').length);
  for (const [path, value] of inOrder) put(made as Record<string, unknown>, path.split('.'), value);
  return made;
}

function put(settings: Record<string, unknown>, [name = '', ...rest]: readonly string[], value: unknown): void {
  if (rest.length === 0) {
    if (value === null) delete settings[name];
    else settings[name] = value;
    return;
  }
  if (!isGroup(settings[name])) {
    if (value === null) return;
    settings[name] = {};
  }
  put(settings[name] as Record<string, unknown>, rest, value);
}

/** Adds leaves to others; a new one takes the place of all that lay below it. */
export function addLeaves(leaves: Leaves, added: Leaves): Leaves {
  const isBelow = (path: string): boolean => [...added.keys()].some((above) => path.startsWith(`${above}.`));
  return new Map([...[...leaves].filter(([path]) => !isBelow(path)), ...added]);
}

/** A value whose text is the same wherever it is the same, whatever the order of its keys. */
export function textOf(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(textOf).join()}]`;
  if (!isGroup(value)) return JSON.stringify(value) ?? 'null';
  const entries = Object.entries(value).filter(([, one]) => one !== undefined);
  return `{${entries
    .map(([name, one]) => `${JSON.stringify(name)}:${textOf(one)}`)
    .sort()
    .join()}}`;
}

function isGroup(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isMasked(value: unknown): boolean {
  return isGroup(value) && Object.keys(value).join() === 'set';
}
