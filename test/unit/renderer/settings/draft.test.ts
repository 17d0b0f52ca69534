import { expect, test } from 'vitest';
import { lackingIn } from '../../../../renderer/settings/draft.ts';
import type { Settings } from '../../../../shared/settings-api.ts';

const settings = {
  shop: { name: 'Loket Sumber Rejeki', address: '', terminal: '07', till: 'LKT07' },
  officialAddresses: {},
} as unknown as Settings;

test('a terminal or a till’s id that was emptied became 01 and LKT01 without a word: it is asked for', () => {
  expect(lackingIn('shop', {}, settings)).toEqual([]);
  expect(lackingIn('shop', { 'shop.terminal': ' ', 'shop.till': '', 'shop.address': '' }, settings)).toEqual([
    'shop.terminal',
    'shop.till',
  ]);
});
