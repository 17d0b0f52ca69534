import { readClaimCode } from './claim-code.ts';

// What a slip is looked for by. It carries several names; whoever has it in hand types one of them.

/** The journal's word says that a slip is of these very books; the others only name a payment. */
export const slipNameKinds = ['journal', 'slip-number', 'claim-code', 'transaction-id'] as const;
export type SlipNameKind = (typeof slipNameKinds)[number];

/** Each in the form in which the books have it. */
export type SlipName =
  | { readonly kind: 'journal'; readonly n: number; readonly word: string }
  | { readonly kind: Exclude<SlipNameKind, 'journal'>; readonly word: string };

/** The name that a text is, as people write one: in small letters, with spaces, with the slip's own `Jurnal` before it. Null if it is none. */
export function readSlipName(text: string): SlipName | null {
  const word = text
    .toUpperCase()
    .replace(/^\s*(JURNAL|STRUK|KODE KLAIM|NO\.)\s/, '')
    .replace(/\s/g, '');
  const [, n] = /^([1-9]\d{0,14})-[0-9A-F]{8}$/.exec(word) ?? [];
  if (n) return { kind: 'journal', n: Number(n), word };
  if (/^[A-Z0-9]{2,8}-\d{4}-\d{6}$/.test(word)) return { kind: 'slip-number', word };
  const claimCode = readClaimCode(word);
  if (claimCode) return { kind: 'claim-code', word: claimCode };
  return /^[0-9A-Z]{20}$/.test(word) ? { kind: 'transaction-id', word } : null;
}
