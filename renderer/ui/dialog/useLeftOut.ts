import { shallowRef, type ShallowRef } from 'vue';
import { hintOf, type Hint, type Problem } from '../../words/codes/problem.ts';
import { readDigits, signTyped, sumDigitsMax, withoutSigns } from '../text/digits.ts';

/** Of what is typed for a sum, what was not taken. */
export interface LeftOut {
  /** It stays until digits are erased: whoever types on at once has not read it yet. */
  readonly leftOut: Readonly<ShallowRef<Problem | null>>;
  /** The digits of a text that was typed or pasted, over those that stood there. */
  readonly read: (text: string, before: string) => string;
}

/** Nothing about money is dropped without a word. `takesSign`: a sign that is typed is taken elsewhere. */
export function useLeftOut(takesSign = (): boolean => false, digitsMax = sumDigitsMax): LeftOut {
  const leftOut = shallowRef<Problem | null>(null);
  return {
    leftOut,
    read(text, before) {
      const { digits, hadLetters, isCut } = readDigits(takesSign() ? withoutSigns(text) : text, digitsMax);
      const isNegative = !takesSign() && signTyped(text) === '-';
      const hint = whyLeftOut(isNegative, isCut, hadLetters);
      if (hint) leftOut.value = hintOf(hint);
      else if (digits.length < before.length) leftOut.value = null;
      return digits;
    },
  };
}

function whyLeftOut(isNegative: boolean, isCut: boolean, hadLetters: boolean): Hint | null {
  if (isNegative) return 'amount-negative';
  if (isCut) return 'amount-long';
  return hadLetters ? 'amount-letters' : null;
}
