/** `350000` -> `350.000`, and `350000,0` -> `350.000,0`. */
export function groupAmount(amount: string): string {
  return amount.replace(/\B(?<!,\d*)(?=(\d{3})+(?:,|$))/g, '.');
}

/** The till takes less than this of one drawer or deposit, in digits of rupiah. */
export const sumDigitsMax = 10;

interface ReadDigits {
  readonly digits: string;
  /** Something else than digits and the dots between them was left out. */
  readonly hadLetters: boolean;
  /** There were more digits than fit, and the last were left out. */
  readonly isCut: boolean;
}

/** A whole number as it is typed or pasted: `Rp1.500.000` is 1500000. What follows a comma would be sen, which no drawer holds. */
export function readDigits(text: string, digitsMax = sumDigitsMax): ReadDigits {
  const plain = text.replace(/^\s*Rp/i, '').replace(/[\s.]/g, '');
  const [whole = ''] = plain.split(',');
  const all = whole.replace(/\D/g, '').replace(/^0+(?=\d)/, '');
  return { digits: all.slice(0, digitsMax), hadLetters: /\D/.test(plain), isCut: all.length > digitsMax };
}

/** What a sum adds (`+`) or takes away (`-`); empty while nobody has said it. */
export type Sign = '+' | '-' | '';

/** A plus, a hyphen, a minus or a dash. */
const signs = /[+\-\u2010-\u2015\u2212]/g;

/** The sign that stands last in what was typed or pasted, be it a hyphen, a minus or a dash. */
export function signTyped(text: string): Sign {
  const last = text.match(signs)?.at(-1);
  if (last === undefined) return '';
  return last === '+' ? '+' : '-';
}

export function withoutSigns(text: string): string {
  return text.replace(signs, '');
}
