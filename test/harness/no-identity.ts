import type { Identity } from '../../electron/books/identity.ts';

/** Of a till whose books nobody has to prove anything by. */
export const noIdentity: Identity = {
  till: 'LKT01',
  publicKey: 'A'.repeat(43),
  sign: () => '',
  mac: () => '',
  leftMac: false,
};
