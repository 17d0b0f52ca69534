import { expect, test } from 'vitest';
import type { ProviderStatus } from '../../../../shared/health.ts';
import { rupiah } from '../../../../shared/money.ts';
import { depositLight } from '../../../../renderer/status/deposit-light.ts';
import { id } from '../../../../renderer/words/id/id.ts';

const provider = (name: string, deposit: number | null): ProviderStatus => ({
  ...{ id: 'iak', name, products: [], state: 'ok', cause: null, checkedAt: null, depositAt: null },
  ...{
    deposit: deposit === null ? null : rupiah(deposit),
    reserved: rupiah(0),
    enoughFor: null,
    booked: null,
    low: false,
  },
});
const light = (...providers: readonly ProviderStatus[]) => depositLight({ providers, debits: [] }, id);
const iak = provider('IAK', 4_870_000);

test('the deposits of two providers were added up, though one pays no bill of the other: the lowest is named, and each told', () => {
  const [alfakios, other] = [provider('Alfakios', 900_000), provider('Lain', 2_000_000)];
  expect(light(iak, alfakios, other)).toMatchObject({
    state: 'ok',
    label: 'Deposit Alfakios Rp900.000',
    cause: 'IAK: Rp4.870.000 · Alfakios: Rp900.000 · Lain: Rp2.000.000',
  });
  expect(light(iak, alfakios, { ...other, low: true })).toMatchObject({
    state: 'warn',
    label: 'Deposit Lain menipis Rp2.000.000',
  });
});

test('after a restart the deposit was not known, though the book had a sum: it is told as the book’s, and since when', () => {
  const booked = { amount: rupiah(4_378_300), since: '2026-11-21T00:00:00+07:00' };
  const shown = light({ ...provider('IAK', null), booked }, provider('Alfakios', null));
  expect(shown).toMatchObject({ state: 'unknown', label: 'Deposit IAK Rp4.378.300 menurut buku' });
  expect(shown.cause).toMatch(
    /^IAK: Rp4\.378\.300 menurut buku Loket, dihitung sejak 21 November 2026; .* · Alfakios: tidak diketahui$/,
  );
});

test('a difference of two guesses was told as a sum: at least and at most are told, and the sum is not known', () => {
  const debit = { provider: 'iak', amount: rupiah(700), most: rupiah(187_750), transactionId: null } as const;
  const debits = [{ ...debit, at: '2026-11-21T14:30:00.000+07:00' }];
  expect(depositLight({ providers: [iak], debits }, id)).toMatchObject({
    label: 'Deposit − tidak diketahui',
    cause:
      'IAK 14.30: antara Rp700 dan Rp187.750, tergantung yang BELUM PASTI, terpotong, dan tidak tercatat sebagai pembayaran di sini.',
  });
});
