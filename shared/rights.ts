import type { Channel } from './channels.ts';

// Who may do what, once people sign in. The one table of it: the main process refuses by it, and the screen shows by it.

/** In rising order: each may what those before it may. */
export const roles = ['cashier', 'supervisor', 'owner'] as const;
export type Role = (typeof roles)[number];

/** The least role that has each right. */
export const rights = {
  /** Inquire, pay, ask about own pending payments, look at the log and at slips. */
  sell: 'cashier',
  /** Paying above the shop's ceilings. */
  'above-ceiling': 'supervisor',
  /** The original and one copy of a receipt. */
  print: 'cashier',
  /** Any further copy. */
  'print-again': 'supervisor',
  /** A person's word on a pending payment, or the same payment sent once more. */
  decide: 'supervisor',
  /** Payments go on after the files were put back from a backup. */
  reconcile: 'supervisor',
  /** To the till's own folder. */
  export: 'cashier',
  'export-elsewhere': 'owner',
  /** A shift of one's own: open, X, close, cash in and drop; the list of shifts and their reports. */
  shift: 'cashier',
  /** Cash out of the drawer. */
  'cash-out': 'supervisor',
  /** What must be in the drawer, before it was counted. */
  'expected-cash': 'supervisor',
  /** A further drop, after one was refused as more than the books have in the drawer. */
  'drop-again': 'supervisor',
  /** The shift of somebody else is closed; where each has a drawer of their own, also looked into, and its cash moved. */
  'close-others': 'supervisor',
  /** A shift is closed though its drawer is over or short by more than the shop's limit. */
  'over-short': 'supervisor',
  'reopen-shift': 'supervisor',
  /** The drawer without a sale. */
  drawer: 'supervisor',
  /** Customers, and what they owe and pay of it. */
  customers: 'cashier',
  /** A top-up that arrived, or a correction. */
  deposit: 'supervisor',
  /** A file for support, with how the till is and what its log says last. */
  diagnostics: 'supervisor',
  /** A copy of the books, made and looked at. */
  backup: 'owner',
  people: 'owner',
  /** What the till is set to: providers and their keys, fees, printers, the shop. */
  settings: 'owner',
  /** All settings but the plain ones: where money goes, how much of it, and by what rules. */
  'money-settings': 'owner',
  /** A provider's address that is on none of its documented hosts. */
  'provider-host': 'owner',
} as const satisfies Readonly<Record<string, Role>>;
export type Right = keyof typeof rights;

/**
 * The rights that take a PIN in the same call, once people sign in, even of who is signed in and has them: they give or take power over money
 * or over rights, and a page that was taken over knows no PIN. `page`: where the call comes from the page; `any`: from a program too.
 */
export const pinRights: Readonly<Partial<Record<Right, 'page' | 'any'>>> = {
  'above-ceiling': 'any',
  'provider-host': 'any',
  decide: 'page',
  reconcile: 'page',
  deposit: 'page',
  people: 'page',
  'money-settings': 'page',
};

/** The settings that only say what stands at the head and foot of a slip. A new key is none of them until somebody says so. */
export const plainSettings: readonly string[] = ['shop.name', 'shop.address', 'shop.terminal', 'callCentre'];

export function hasRight(role: Role, right: Right): boolean {
  return roles.indexOf(role) >= roles.indexOf(rights[right]);
}

/**
 * What a call takes, by its channel: a right, or `nobody` where it is answered though nobody is signed in. A handler asks for more where
 * that hangs on what is found.
 */
export const rightOf: Readonly<Record<Channel, Right | 'nobody'>> = {
  'till:status': 'nobody',
  'people:list': 'nobody',
  'session:sign-in': 'nobody',
  'session:recover': 'nobody',
  'session:lock': 'sell',
  'session:sign-out': 'sell',
  'people:save': 'people',
  'people:phrase': 'people',
  'bill:inquire': 'sell',
  'payment:pay': 'sell',
  'payment:find': 'sell',
  'payment:check': 'sell',
  'payment:unsettled': 'sell',
  'payment:resolve': 'decide',
  'payment:resend': 'decide',
  'transaction:list': 'sell',
  'transaction:get': 'sell',
  'receipt:preview': 'sell',
  'receipt:print': 'print',
  'export:places': 'export',
  'export:choose': 'export-elsewhere',
  'export:run': 'export',
  'backup:run': 'backup',
  'backup:list': 'backup',
  'backup:check': 'backup',
  'diagnostics:save': 'diagnostics',
  'journal:verify': 'sell',
  'journal:progress': 'sell',
  'slip:check': 'sell',
  'till:reconciled': 'reconcile',
  'shift:open': 'shift',
  'shift:cash': 'shift',
  'shift:x': 'shift',
  'shift:close': 'shift',
  'shift:reopen': 'reopen-shift',
  'shift:list': 'shift',
  'shift:get': 'shift',
  'shift:print': 'shift',
  'drawer:open': 'drawer',
  'customer:save': 'customers',
  'customer:list': 'customers',
  'customer:remove': 'customers',
  'debt:list': 'customers',
  'debt:settle': 'customers',
  // And `cash-out`.
  'debt:give-back': 'customers',
  'debt:print': 'customers',
  'deposit:record': 'deposit',
  'deposit:book': 'shift',
  'settings:get': 'settings',
  'settings:save': 'settings',
  // What was changed behind an owner's back is not put away behind it too.
  'settings:seen': 'money-settings',
  'secrets:unlock': 'nobody',
  'secrets:skip': 'nobody',
  'provider:test': 'settings',
  'print:list': 'print',
  'print:retry': 'print',
  'print:cancel': 'print',
  'print:seen': 'print',
  'print:move': 'print',
  'printer:list': 'print',
  'printer:test': 'print',
  'till:restart': 'settings',
};
