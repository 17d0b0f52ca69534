import { keptChoice } from '../words/kept-choice.ts';

/** Whether somebody said of the recovery phrase that it is on paper. Until then nobody may rely on it: a power cut may have come first. */
export const phraseWritten = keptChoice('loket.phrase-written', ['no', 'yes'] as const, 'no').choice;
