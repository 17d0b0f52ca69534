import type { ProviderId } from '../../../shared/product.ts';
import type { Kit } from '../kit.ts';
import { alfakiosKits } from './alfakios.ts';
import { ayoconnectKits } from './ayoconnect.ts';
import { iakKits } from './iak.ts';

/** Every provider of the registry, in every way it can be configured. One without a kit does not compile. */
export const kits: { readonly [P in ProviderId]: readonly [Kit, ...Kit[]] } = {
  alfakios: alfakiosKits,
  ayoconnect: ayoconnectKits,
  iak: iakKits,
};
