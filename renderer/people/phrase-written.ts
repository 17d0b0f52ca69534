import { keptChoice } from '../words/kept-choice.ts';

/**
 * Whether somebody said of the recovery phrase that it is on paper. Until then nobody may rely on it: a power cut may have come first. `unknown` is
 * what a page says that lost its memory, as where the data moved to another PC: the phrase itself counts all the same.
 */
export const phraseWritten = keptChoice('loket.phrase-written', ['unknown', 'no', 'yes'] as const, 'unknown').choice;
