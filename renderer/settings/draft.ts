import type { ProviderId } from '../../shared/product.ts';
import type { Settings } from '../../shared/settings-api.ts';
import { fieldsOf, providerOf, type Field, type PageId } from './fields.ts';

// What is typed of the settings, and the patch that it comes to.

export interface RoundingTyped {
  readonly to: number;
  readonly mode: string;
}

export interface PrinterTyped {
  readonly id: string;
  readonly transport: string;
  readonly columns: number;
  readonly drawer: number | null;
  readonly profile?: string;
  /** As it was typed where it is no number. */
  readonly formLines?: number | string;
  readonly layout?: string;
  /** The id of another printer; not there where nothing goes on elsewhere. */
  readonly failOver?: string;
}

/** What is typed anew of a printer; undefined for what is no longer said. */
export type PrinterPart = { readonly [K in keyof PrinterTyped]?: PrinterTyped[K] | undefined };

/** In the order in which the till keeps them: what is as it was saved looks the same. */
const printerKeys = ['id', 'transport', 'columns', 'drawer', 'profile', 'formLines', 'layout', 'failOver'] as const;

/** The printer with a part of it typed anew. What is said of rolls is not said of forms, and the other way. */
export function changedPrinter(printer: PrinterTyped, part: PrinterPart): PrinterTyped {
  const isOther = 'profile' in part && part.profile !== printer.profile;
  const onForms = { columns: 80, drawer: null };
  const onRolls = { columns: 32, formLines: undefined, layout: undefined };
  const all = { ...printer, ...part, ...(isOther && (part.profile === 'escp' ? onForms : onRolls)) };
  const said = printerKeys.filter((key) => all[key] !== undefined);
  return Object.fromEntries(said.map((key) => [key, all[key]])) as unknown as PrinterTyped;
}

/** A printer of which nothing is known yet. */
export function blankPrinter(id: string): PrinterTyped {
  return { id, transport: '', columns: 32, drawer: null };
}

/** As a field holds it: a text for what is typed, else the value itself. */
export type Shown = string | boolean | RoundingTyped | null | readonly string[] | readonly PrinterTyped[];

/** What was typed and is not saved, by path. */
export type Typed = Readonly<Record<string, Shown>>;

export function valueAt(settings: unknown, path: string): unknown {
  return path.split('.').reduce<unknown>((value, name) => {
    const isGroup = typeof value === 'object' && value !== null && Object.hasOwn(value, name);
    return isGroup ? (value as Record<string, unknown>)[name] : undefined;
  }, settings);
}

/** What a field shows of the saved settings. A secret shows nothing. */
export function shownOf({ path, kind, options }: Field, settings: Settings): Shown {
  const value = valueAt(settings, path) ?? null;
  if (kind === 'secret') return '';
  if (kind === 'switch') return value === true;
  if (kind === 'choice') return typeof value === 'string' ? value : (options?.[0] ?? '');
  // Where a provider's documents name the address, nobody has to type it.
  if (value === null && path.endsWith('.baseUrl')) return settings.officialAddresses[providerOfPath(path)] ?? '';
  if (kind === 'order' || kind === 'printers') return Array.isArray(value) ? (value as readonly string[]) : [];
  if (kind === 'rounding') return value as RoundingTyped | null;
  if (kind === 'seconds') return typeof value === 'number' ? String(value / 1000) : '';
  return value === null ? '' : typeof value === 'string' ? value : JSON.stringify(value);
}

function providerOfPath(path: string): ProviderId {
  return path.split('.')[1] as ProviderId;
}

/** A typed field as the config takes it; null for as if nobody had set it. What is no number stays as it was typed: the till says so. */
function valueOf(kind: Field['kind'], shown: Shown): unknown {
  if (kind === 'order') return (shown as readonly string[]).length === 0 ? null : shown;
  if (kind === 'printers') return (shown as readonly PrinterTyped[]).filter(({ transport }) => transport !== '');
  if (typeof shown !== 'string' || kind === 'choice') return shown;
  const text = shown.trim();
  if (text === '') return null;
  if (kind === 'text' || kind === 'secret') return text;
  const value = Number(text.replace(',', '.'));
  if (!Number.isFinite(value)) return text;
  return kind === 'seconds' ? Math.round(value * 1000) : value;
}

export function isSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

function shownAt(page: PageId, path: string, typed: Typed, settings: Settings): Shown | undefined {
  const field = fieldsOf[page].find((one) => one.path === path);
  return typed[path] ?? (field && shownOf(field, settings));
}

/** The fields of a page that are there now. */
export function fieldsNow(page: PageId, read: (path: string) => Shown | undefined): readonly Field[] {
  return fieldsOf[page].filter(({ shownIf }) => !shownIf || read(shownIf.path) !== shownIf.isNot);
}

/** The patch of what was typed, for `settings:save`; null if that is nothing new. */
export function patchOf(page: PageId, typed: Typed, settings: Settings): Record<string, unknown> | null {
  const shown = (path: string): Shown | undefined => shownAt(page, path, typed, settings);
  const changed = fieldsNow(page, shown).filter((field) => {
    const now = typed[field.path];
    return now !== undefined && !isSame(valueOf(field.kind, now), valueOf(field.kind, shownOf(field, settings)));
  });
  if (changed.length === 0) return null;
  const patch: Record<string, unknown> = {};
  const provider = providerOf(page);
  // The first that is said of a provider says too whether it is used, and where it is.
  if (provider && valueAt(settings, `providers.${provider}`) === undefined) {
    put(patch, ['providers', provider, 'enabled'], false);
    put(patch, ['providers', provider, 'baseUrl'], shown(`providers.${provider}.baseUrl`));
  }
  for (const { path, kind } of changed) put(patch, path.split('.'), valueOf(kind, typed[path] ?? null));
  return patch;
}

/** A sum or a number of which nothing is left: unsaid, it would become what the till takes where nobody said anything. */
function isEmptied({ path, kind }: Field, typed: Typed): boolean {
  const now = typed[path];
  return ['rupiah', 'seconds', 'number'].includes(kind) && typeof now === 'string' && now.trim() === '';
}

/** The paths of what has to be typed on a page and is not there. A stored secret is there, though it shows nothing. */
export function lackingIn(page: PageId, typed: Typed, settings: Settings): readonly string[] {
  return fieldsNow(page, (path) => shownAt(page, path, typed, settings)).flatMap((field) => {
    const shown = typed[field.path] ?? shownOf(field, settings);
    if (field.kind === 'printers')
      return (shown as readonly PrinterTyped[]).flatMap(({ transport }, at) =>
        transport === '' ? [`${field.path}.${at}.transport`] : [],
      );
    const isStored = field.kind === 'secret' && valueAt(settings, field.path) !== undefined;
    const isThere = typeof shown !== 'string' || !(field.kind === 'rupiah' ? /^0*$/ : /^\s*$/).test(shown);
    return (field.isNeeded && !isStored && !isThere) || isEmptied(field, typed) ? [field.path] : [];
  });
}

function put(group: Record<string, unknown>, [name = '', ...rest]: readonly string[], value: unknown): void {
  if (rest.length === 0) {
    group[name] = value;
    return;
  }
  group[name] ??= {};
  put(group[name] as Record<string, unknown>, rest, value);
}
