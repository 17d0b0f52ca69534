import { products, providerIds, soldBy, type Product, type ProviderId } from '../../shared/product.ts';

// What can be set at the screen: pages of fields, each by the path of its key in the config. What may stand there the till says.

/** What a field is called and what is said of it: see `words.settings.fields`. */
export type Label =
  | ('name' | 'address' | 'terminal' | 'till' | 'rounding' | 'askAbove' | 'overShort' | 'drawers')
  | ('ceilingPayment' | 'ceilingHour' | 'ceilingDay' | 'enabled' | 'baseUrl' | 'prepaidBaseUrl')
  | ('apiKey' | 'apiSecret' | 'partnerId' | 'username' | 'format' | 'version' | 'body' | 'resend')
  | ('productCode' | 'waitInquiry' | 'waitPay' | 'waitStatus' | 'order' | 'feePolicy' | 'feeAmount')
  | ('printers' | 'callCentre' | 'training' | 'settleScale' | 'segmentBytes');

export type Kind =
  'text' | 'secret' | 'rupiah' | 'seconds' | 'number' | 'switch' | 'choice' | 'rounding' | 'order' | 'printers';

export interface Field {
  readonly path: string;
  readonly kind: Kind;
  readonly label: Label;
  /** Which of several of that name. */
  readonly provider?: ProviderId;
  readonly product?: Product;
  /** Of a choice; the first stands where nothing is set. */
  readonly options?: readonly string[];
  /** Of an order: who can stand in it. */
  readonly sellers?: readonly ProviderId[];
  /** It is asked for, not left to a default: nothing works without it, or it stands on every slip. */
  readonly isNeeded?: true;
  /** Rarely needed: shown once somebody asks for it. */
  readonly isMore?: true;
  /** Only with another field's value. */
  readonly shownIf?: { readonly path: string; readonly isNot: string };
}

export const pageIds = [
  ...(['shop', 'cash', 'alfakios', 'ayoconnect', 'iak', 'order', 'fees', 'printers', 'till', 'screen'] as const),
];
export type PageId = (typeof pageIds)[number];

/** As they call themselves. */
export const providerNames: Readonly<Record<ProviderId, string>> = {
  alfakios: 'Alfakios',
  ayoconnect: 'Ayoconnect',
  iak: 'IAK',
};

/** The provider that a page is about; null if none. */
export function providerOf(page: PageId): ProviderId | null {
  return providerIds.find((id) => id === page) ?? null;
}

/** A provider that allows no fee of the shop's: nothing can be set there, and the page says so. */
export const withoutFee: readonly ProviderId[] = ['ayoconnect'];

const ownOf: Readonly<Record<ProviderId, readonly Field[]>> = {
  alfakios: [
    { path: 'providers.alfakios.apiKey', kind: 'secret', label: 'apiKey', isNeeded: true },
    { path: 'providers.alfakios.resend', kind: 'switch', label: 'resend', isMore: true },
  ],
  ayoconnect: [
    { path: 'providers.ayoconnect.partnerId', kind: 'secret', label: 'partnerId', isNeeded: true },
    { path: 'providers.ayoconnect.apiKey', kind: 'secret', label: 'apiKey', isNeeded: true },
    { path: 'providers.ayoconnect.apiSecret', kind: 'secret', label: 'apiSecret', isNeeded: true },
    { path: 'providers.ayoconnect.version', kind: 'text', label: 'version', isMore: true },
    { path: 'providers.ayoconnect.body', kind: 'choice', label: 'body', options: ['empty', 'object'], isMore: true },
  ],
  iak: [
    { path: 'providers.iak.username', kind: 'secret', label: 'username', isNeeded: true },
    { path: 'providers.iak.apiKey', kind: 'secret', label: 'apiKey', isNeeded: true },
    { path: 'providers.iak.prepaidBaseUrl', kind: 'text', label: 'prepaidBaseUrl' },
    { path: 'providers.iak.format', kind: 'choice', label: 'format', options: ['json', 'xml'] },
  ],
};

function providerFields(id: ProviderId): readonly Field[] {
  const at = `providers.${id}`;
  const waits = [
    ['inquiry', 'waitInquiry'],
    ['pay', 'waitPay'],
    ['status', 'waitStatus'],
  ] as const;
  return [
    { path: `${at}.enabled`, kind: 'switch', label: 'enabled' },
    { path: `${at}.baseUrl`, kind: 'text', label: 'baseUrl', isNeeded: true },
    ...ownOf[id],
    ...soldBy(id).map((product): Field => {
      const path = `${at}.productCodes.${product}`;
      return { path, kind: 'text', label: 'productCode', product, isMore: true };
    }),
    ...waits.map(([verb, label]): Field => ({ path: `${at}.timeoutMs.${verb}`, kind: 'seconds', label, isMore: true })),
  ];
}

function feeFields(id: ProviderId): readonly Field[] {
  return soldBy(id).flatMap((product): readonly Field[] => {
    const at = `fees.${id}.${product}`;
    const of = { provider: id, product };
    return [
      { path: `${at}.policy`, kind: 'choice', label: 'feePolicy', ...of, options: ['forbidden', 'fixed', 'capped'] },
      {
        path: `${at}.amount`,
        kind: 'rupiah',
        label: 'feeAmount',
        isNeeded: true,
        ...of,
        shownIf: { path: `${at}.policy`, isNot: 'forbidden' },
      },
    ];
  });
}

/** The fields of each page, in their order. */
export const fieldsOf: Readonly<Record<PageId, readonly Field[]>> = {
  shop: [
    { path: 'shop.name', kind: 'text', label: 'name', isNeeded: true },
    { path: 'shop.address', kind: 'text', label: 'address' },
    { path: 'shop.terminal', kind: 'text', label: 'terminal', isNeeded: true },
    { path: 'shop.till', kind: 'text', label: 'till', isNeeded: true },
    { path: 'callCentre', kind: 'text', label: 'callCentre' },
  ],
  cash: [
    { path: 'shop.rounding', kind: 'rounding', label: 'rounding' },
    { path: 'shift.overShort', kind: 'rupiah', label: 'overShort' },
    { path: 'shop.drawers', kind: 'choice', label: 'drawers', options: ['one', 'own'] },
    { path: 'tender.askAbove', kind: 'rupiah', label: 'askAbove' },
    { path: 'ceilings.payment', kind: 'rupiah', label: 'ceilingPayment' },
    { path: 'ceilings.hour', kind: 'rupiah', label: 'ceilingHour' },
    { path: 'ceilings.day', kind: 'rupiah', label: 'ceilingDay' },
  ],
  alfakios: providerFields('alfakios'),
  ayoconnect: providerFields('ayoconnect'),
  iak: providerFields('iak'),
  order: products.map((product): Field => ({
    ...{ path: `routing.${product}`, kind: 'order', label: 'order', product },
    sellers: providerIds.filter((id) => soldBy(id).includes(product)),
  })),
  fees: providerIds.filter((id) => !withoutFee.includes(id)).flatMap(feeFields),
  printers: [{ path: 'printers', kind: 'printers', label: 'printers' }],
  till: [
    { path: 'training', kind: 'switch', label: 'training' },
    { path: 'settleScale', kind: 'number', label: 'settleScale', isMore: true },
    { path: 'journal.segmentBytes', kind: 'number', label: 'segmentBytes', isMore: true },
  ],
  screen: [],
};

/** The page that a field stands on. */
export function pageOf({ path }: Field): PageId {
  return pageIds.find((page) => fieldsOf[page].some((field) => field.path === path)) ?? 'shop';
}

/** The field that a key belongs to: its own, or the one that it lies in. */
export function fieldAt(path: string): Field | null {
  const all = Object.values(fieldsOf).flat();
  return all.find((field) => path === field.path || path.startsWith(`${field.path}.`)) ?? null;
}
