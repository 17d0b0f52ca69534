import { expect, test } from 'vitest';
import { isFoundBy } from '../../../../renderer/history/search.ts';

const payment = {
  customerNumber: '530000000000',
  customerName: 'Siti Rahayu',
  reference: null,
  transactionId: '01KPENDING',
};

test.each(['', '5300', '5300 0000', 'siti', 'RAHAYU', '01kpend'])('%j finds it', (searched) => {
  expect(isFoundBy(payment, searched)).toBe(true);
});

test.each(['5301', 'budi', '004212'])('%j does not', (searched) => {
  expect(isFoundBy(payment, searched)).toBe(false);
});
