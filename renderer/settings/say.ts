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
  readonly change: (change: { readonly path: string; readonly before: unknown; readonly after: unknown }) => string;
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
    return `${label(field)}${of}${rest && ` (${plainText(rest, 40)})`}`;
  }

  return {
    label,
    named,
    value,
    change({ path, before, after }) {
      const field = fieldAt(path);
      if (!field) return plainText(path, 60);
      return `${label(field)}: ${value(field, before)} → ${value(field, after)}`;
    },
  };
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : (JSON.stringify(value) ?? '');
}
