import { z } from 'zod';
import { rupiah } from '../../money.ts';
import { pln } from '../pln.ts';
import { product } from '../../product-spec.ts';
import { tariffFrom } from './tariff.ts';

const text = z.string().nullable().catch(null);

const details = z
  .object({
    /** `R1`, or a combined tariff and voltage code such as `R2/TR`. */
    tariff: text,
    /** `1300` or `1300 VA`. */
    power: text,
    /** Start of the first bill's meter reading and end of the last one's. */
    standStart: text,
    standEnd: text,
    /** Of all bills together. */
    penalty: z.int().transform(rupiah).nullable().catch(null),
  })
  .readonly();

/** Electricity that is paid after it was used, month by month. */
export const plnPostpaid = product({
  id: 'pln-postpaid',
  place: 10,
  number: {
    digits: 12,
    mistaken: [
      {
        // A prepaid meter's. Its bill can't be asked for: what is sold for it are tokens.
        digits: 11,
        hint: {
          id: '11 angka itu nomor meter prabayar; minta ID pelanggan',
          en: 'eleven digits are a prepaid meter; ask for the customer ID',
        },
        why: {
          id: 'Ini nomor meter prabayar (11 angka); yang dijual untuknya token, bukan tagihan. Minta ID pelanggan, 12 angka.',
          en: 'This is the number of a prepaid meter (11 digits), which is sold tokens and has no bill. Ask for the customer ID, 12 digits.',
        },
      },
    ],
  },
  monthly: true,
  details,
  rows: ({ customerNumber, customerName, periods, details: { tariff, power, standStart, standEnd, penalty } }) => [
    { slip: 'IDPEL', kind: 'number', text: customerNumber },
    { slip: 'NAMA', kind: 'name', text: customerName },
    {
      ...{ slip: 'TARIF/DAYA', screen: { id: 'Tarif/daya', en: 'Tariff/power' }, kind: 'text' },
      text: [tariff, power && powerText(power)].filter((part) => part !== null).join('/') || null,
    },
    { slip: 'BL/TH', screen: { id: 'Bulan', en: 'Month' }, kind: 'months', periods },
    {
      ...{ slip: 'STAND METER', screen: { id: 'Stand meter', en: 'Meter reading' }, kind: 'readings' },
      ...{ start: standStart, end: standEnd },
    },
    { slip: 'TERMASUK DENDA', screen: { id: 'Denda', en: 'Late fee' }, kind: 'money', amount: penalty },
  ],
  sellers: {
    alfakios: {
      productCode: 'PLNPOST',
      billsMax: null,
      details: ({ text }, all) => ({ tariff: text('tarif'), power: text('daya'), ...all }),
    },
    ayoconnect: {
      productCode: null,
      // "Maximum payment is only for 3 arrears at once."
      billsMax: 3,
      details: ({ text }, all) => ({ ...tariffFrom(text('Total Tarif/Daya') ?? text('Tarif/Daya')), ...all }),
    },
    iak: {
      productCode: 'PLNPOSTPAID',
      // "maximal 4 bill quantities per transaction" (PLN Postpaid, Payment).
      billsMax: 4,
      details: ({ text }, all) => ({ tariff: text('tarif'), power: text('daya'), ...all }),
    },
  },
  slip: { ...pln.slip, title: 'STRUK PEMBAYARAN TAGIHAN LISTRIK', labelWidth: 'STAND METER'.length },
  name: { id: 'PLN Pascabayar', en: 'PLN Postpaid' },
  numberName: { id: 'Nomor pelanggan (IDPEL)', en: 'Customer number (IDPEL)' },
  sumName: pln.sumName,
});

/** `1300` and `2200 VA` -> `1300VA`, `2200VA`. */
function powerText(power: string): string {
  const compact = power.replace(/\s+/g, '').replace(/^0+(?=\d)/, '');
  return /^\d+$/.test(compact) ? `${compact}VA` : compact;
}
