import { providerIds } from '../../../shared/product.ts';
import type { AnyCell } from '../cell.ts';
import { answers } from '../network/answers.ts';
import type { Verb } from '../network/bench.ts';
import { sufferFault } from '../network/calls.ts';
import { reaching } from '../network/reaching.ts';

// D: what a network does, at each call, to each provider.

const verbs: readonly Verb[] = ['inquiry', 'pay', 'status'];
const noQuestion = 'Alfakios documents no status check; the payment stays pending, locked and listed for a person';

export const cells: readonly AnyCell[] = [...reaching, ...answers].flatMap((fault) =>
  verbs.flatMap((call) =>
    providerIds.map((provider) => ({
      id: `${fault.id}.${call}.${provider}`,
      title: `${fault.title}, at ${call}`,
      ...(call === 'status' && provider === 'alfakios' && { instead: noQuestion }),
      run: (stage) => sufferFault(stage, fault, provider, call),
    })),
  ),
);
