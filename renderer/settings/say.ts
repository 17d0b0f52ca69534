import { formatRupiah, rupiah } from '../../shared/money.ts';
import { productOf, type ProviderId } from '../../shared/product.ts';
import type { InBoth } from '../../shared/product-spec.ts';
import { plainText } from '../ui/text/plain-text.ts';
import type { Words } from '../words/words.ts';
import { fieldAt, pageOf, providerNames, providerOf, type Field, type PageId } from './fields.ts';

/** What a page is called. */
export function titleOf(page: PageId, words: Words): string {
  const provider = providerOf(page);
  return provider ? providerNames[provider] : (words.settings.pages[page] ?? '');
}

/** Settings in words: what a field is called, and what a value of it means. */
export interface Saying {
  readonly label: (field: Field) => string;
  /** What the key at a path is called away from its page; the path itself where no field is for it. */
  readonly named: (path: string) => string;
  /** A value as the config has it; text from outside is cleaned. */
  readonly value: (field: Field, value: unknown) => string;
  /** What became of a key: `Rounding: none → Rp100, down`. */
  readonly change: (change: Change) => string;
  /** The same of a key that anybody may have changed anywhere: of what no word says, and of two values that are said alike, that it changed. */
  readonly told: (change: Change) => string;
}

interface Change {
  readonly path: string;
  readonly before: unknown;
  readonly after: unknown;
}

export function sayingOf(words: Words, inLanguage: (text: InBoth) => string): Saying {
  const { settings: say, common } = words;

  function label({ label: name, provider, product }: Field): string {
    const of = [
      ...(provider ? [providerNames[provider]] : []),
      ...(product ? [inLanguage(productOf(product).name)] : []),
    ];
    return [say.fields[name].label, ...(of.length > 0 ? [of.join(', ')] : [])].join(' · ');
  }

  function value({ kind }: Field, given: unknown): string {
    if (given === null || given === undefined || given === '') return say.none;
    if (kind === 'secret') return say.isSet;
    if (typeof given === 'boolean') return given ? common.yes : common.no;
    if (kind === 'rupiah' && typeof given === 'number') return formatRupiah(rupiah(given));
    if (kind === 'seconds' && typeof given === 'number') return `${given / 1000}`;
    if (kind === 'choice') return say.choices[textOf(given)] ?? plainText(textOf(given), 60);
    if (Array.isArray(given)) return given.map(listed).join(', ') || say.none;
    return plainText(textOf(given), 60);
  }

  function listed(one: unknown): string {
    if (typeof one === 'string') return providerNames[one as ProviderId] ?? plainText(one, 40);
    const id = typeof one === 'object' && one !== null && 'id' in one ? String(one.id) : '';
    return plainText(id, 40);
  }

  function named(path: string): string {
    const field = fieldAt(path);
    if (!field) return plainText(path, 60);
    const page = providerOf(pageOf(field));
    const of = page && !field.provider ? ` · ${providerNames[page]}` : '';
    // A part of a list, as a printer's.
    const rest = path.slice(field.path.length + 1);
    return `${label(field)}${of}${rest && ` (${say.parts[rest] ?? plainText(rest, 40)})`}`;
  }

  /** Null where there are no words for it: a list or an object as it stands in the config is none. */
  function plainly(path: string, given: unknown): string | null {
    const field = fieldAt(path);
    if (field?.kind === 'rounding' && field.path !== path) return value(partOf(field, path), given);
    if (field) return field.path === path ? value(field, given) : null;
    return typeof given === 'object' && given !== null ? null : plainText(textOf(given), 80);
  }

  function told({ path, before, after }: Change): string {
    const { changed, otherKey } = words.settingsChanged;
    if (before === 'set' && after === 'set') return `${named(path)} (${otherKey})`;
    const [was, is] = [plainly(path, before), plainly(path, after)];
    return was === null || is === null || was === is ? `${named(path)} (${changed})` : `${named(path)}: ${was} → ${is}`;
  }

  return {
    label,
    named,
    value,
    told,
    change({ path, before, after }) {
      const field = fieldAt(path);
      if (!field) return plainText(path, 60);
      return `${label(field)}: ${value(field, before)} → ${value(field, after)}`;
    },
  };
}

/** What a rounding goes to, or which way: as the field would be that asked for it alone. */
function partOf(field: Field, path: string): Field {
  return { ...field, path, kind: path.endsWith('.to') ? 'rupiah' : 'choice' };
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : (JSON.stringify(value) ?? '');
}
