import { expect, test } from 'vitest';
import { depositOutlook } from '../../../../../renderer/sale/bill/deposit.ts';
import { rupiah } from '../../../../../shared/money.ts';

const quote = { provider: 'iak', bill: rupiah(300_000), admin: rupiah(2_500), commission: rupiah(600) } as const;

test('bill and admin less the commission leave the deposit of the provider that is paid', () => {
  const providers = [
    { id: 'alfakios', deposit: rupiah(1_000) },
    { id: 'iak', deposit: rupiah(500_000) },
  ] as const;
  expect(depositOutlook(quote, providers)).toEqual({ now: 500_000, after: 198_100 });
});

test('a deposit that does not cover the bill goes below zero', () => {
  expect(depositOutlook(quote, [{ id: 'iak', deposit: rupiah(301_899) }])?.after).toBe(-1);
  expect(depositOutlook(quote, [{ id: 'iak', deposit: rupiah(301_900) }])?.after).toBe(0);
});

test('a commission that is not known counts as none, and a deposit that is not known says nothing', () => {
  expect(depositOutlook({ ...quote, commission: null }, [{ id: 'iak', deposit: rupiah(302_500) }])?.after).toBe(0);
  expect(depositOutlook(quote, [{ id: 'iak', deposit: null }])).toBeNull();
  expect(depositOutlook(quote, [])).toBeNull();
});
