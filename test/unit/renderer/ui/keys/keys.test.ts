import { expect, test } from 'vitest';
import { actionsOfKey, keyOf, keyTable } from '../../../../../renderer/ui/keys/keys.ts';

test('no key means two things in one place', () => {
  for (const { key, group } of keyTable) {
    const rivals = keyTable.filter((row) => row.key === key && (row.group === group || row.group === 'everywhere'));
    expect(rivals, key).toHaveLength(1);
  }
});

test('a key press is spelled as in the table', () => {
  const bare = { altKey: false, ctrlKey: false, metaKey: false };
  expect(actionsOfKey(keyOf({ ...bare, key: 'F4' }))).toEqual([
    'forgottenPin',
    'switchProduct',
    'confirmPaidBefore',
    'filter',
    'showX',
    'countWay',
    'moreSettings',
    'nextProvider',
  ]);
  expect(actionsOfKey(keyOf({ ...bare, key: 's', altKey: true }))).toEqual(['status']);
  expect(actionsOfKey(keyOf({ ...bare, key: 's', ctrlKey: true }))).toEqual([]);
});
