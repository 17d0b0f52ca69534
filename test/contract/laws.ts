import type { Law } from './law.ts';
import { answerLaws } from './laws/answers.ts';
import { billLaws } from './laws/bills.ts';
import { depositLaws } from './laws/deposits.ts';
import { encodingLaws } from './laws/encodings.ts';
import { fieldLaws } from './laws/fields.ts';
import { hostileLaws } from './laws/hostile.ts';
import { leftOutLaws } from './laws/left-out.ts';
import { secretLaws } from './laws/secrets.ts';
import { transportLaws } from './laws/transport.ts';
import { valueLaws } from './laws/values.ts';
import { wireLaws } from './laws/wire.ts';

/** Everything a provider owes the till, in the order of the table. */
export const laws: readonly Law[] = [
  ...answerLaws,
  ...transportLaws,
  ...encodingLaws,
  ...valueLaws,
  ...billLaws,
  ...leftOutLaws,
  ...depositLaws,
  ...wireLaws,
  ...secretLaws,
  ...fieldLaws,
  ...hostileLaws,
];
