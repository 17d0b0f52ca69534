import { providerIds } from '../../../shared/product.ts';
import type { AnyCell } from '../cell.ts';
import { forms } from '../provider/forms.ts';
import { meanings } from '../provider/meanings.ts';
import { moments } from '../provider/moments.ts';
import { refusals } from '../provider/refusals.ts';

// E: what a provider says, and how.

export const cells: readonly AnyCell[] = [...meanings, ...forms, ...moments, ...refusals].flatMap(
  ({ id, title, play }) =>
    providerIds.map((provider) => ({
      id: `${id}.${provider}`,
      title,
      run: (stage) => play(stage, provider),
    })),
);
