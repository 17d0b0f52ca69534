import { describe, expect, test } from 'vitest';
import { mistakenNumber, products } from '../../../../../shared/product.ts';
import {
  groupNumber,
  numberFault,
  productAfter,
  productFor,
  readNumber,
} from '../../../../../renderer/ui/text/customer-number.ts';

describe('groupNumber', () => {
  test.each([
    ['', ''],
    ['5300', '5300'],
    ['53000', '5300 0'],
    ['530000000000', '5300 0000 0000'],
    ['3225030005901', '3225 0300 05901'],
    ['53000000000012', '5300 0000 0000 12'],
  ])('%s is shown as %s', (digits, shown) => {
    expect(groupNumber(digits)).toBe(shown);
  });
});

describe('readNumber', () => {
  test('takes out the separators people write numbers with', () => {
    expect(readNumber(' 5300-0000.0000\n')).toEqual({ digits: '530000000000', letters: false });
  });

  test('says so when it leaves out anything else', () => {
    expect(readNumber('IDPEL 5300')).toEqual({ digits: '5300', letters: true });
    expect(readNumber('５３00')).toEqual({ digits: '00', letters: true });
  });

  test('keeps too long a number too long, up to a limit', () => {
    expect(readNumber('1'.repeat(50)).digits).toHaveLength(20);
  });
});

test('the product is guessed from the length unless it was chosen', () => {
  expect(productFor('', null)).toBe('pln-postpaid');
  expect(productFor('530000000000', null)).toBe('pln-postpaid');
  expect(productFor('3225030005901', null)).toBe('pln-nontaglist');
  expect(productFor('3225030005901', 'pln-postpaid')).toBe('pln-postpaid');
});

test('a number is complete only at the length of its product', () => {
  expect(numberFault('', 'pln-postpaid')).toBe('number-empty');
  expect(numberFault('5300000000', 'pln-postpaid')).toBe('number-short');
  expect(numberFault('530000000000', 'pln-postpaid')).toBeNull();
  expect(numberFault('5300000000001', 'pln-postpaid')).toBe('number-long');
  expect(numberFault('530000000000', 'pln-nontaglist')).toBe('number-short');
});

test('eleven digits are the number of a prepaid meter, not the beginning of a customer’s number', () => {
  expect(mistakenNumber('14012345678')?.why.en).toContain('prepaid meter');
  for (const other of ['1401234567', '140123456789', '1401234567a', '']) expect(mistakenNumber(other)).toBeNull();
});

test('the key for the next product goes through all of them and begins anew', () => {
  expect(products.map(productAfter)).toEqual([...products.slice(1), products[0]]);
});
