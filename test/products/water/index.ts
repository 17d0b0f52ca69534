import { z } from 'zod';
import { rupiah } from '../../money.ts';
import { product } from '../../product-spec.ts';

// A water company's bill, as a folder of shared/products/. It stands here, for toy.test.ts to put it there.

const text = z.string().nullable().catch(null);

const details = z
  .object({
    address: text,
    /** The tariff group. */
    group: text,
    standStart: text,
    standEnd: text,
    penalty: z.int().transform(rupiah).nullable().catch(null),
  })
  .readonly();

export const water = product({
  id: 'water',
  place: 30,
  number: { digits: 9 },
  monthly: true,
  details,
  rows: ({ customerNumber, customerName, periods, details: { address, group, standStart, standEnd, penalty } }) => [
    { slip: 'NO SAMBUNGAN', kind: 'number', text: customerNumber },
    { slip: 'NAMA', kind: 'name', text: customerName },
    { slip: 'ALAMAT', screen: { id: 'Alamat', en: 'Address' }, kind: 'text', text: address },
    { slip: 'GOLONGAN', screen: { id: 'Golongan', en: 'Tariff group' }, kind: 'text', text: group },
    { slip: 'BL/TH', screen: { id: 'Bulan', en: 'Month' }, kind: 'months', periods },
    {
      ...{ slip: 'STAND AIR', screen: { id: 'Stand meter air', en: 'Water meter' }, kind: 'readings' },
      ...{ start: standStart, end: standEnd },
    },
    { slip: 'DENDA', screen: { id: 'Denda', en: 'Late fee' }, kind: 'money', amount: penalty },
  ],
  sellers: {
    iak: {
      productCode: 'PDAMTOY',
      billsMax: 6,
      details: ({ text: said }, all) => ({ address: said('alamat'), group: said('golongan'), ...all }),
    },
  },
  slip: {
    title: 'STRUK PEMBAYARAN AIR',
    labelWidth: 'NO SAMBUNGAN'.length,
    sum: 'RP TAG AIR',
    sentence: null,
    info: () => 'Info Hubungi PDAM Setempat',
  },
  name: { id: 'Air PDAM', en: 'Water' },
  numberName: { id: 'Nomor sambungan', en: 'Connection number' },
  sumName: { id: 'Tagihan air', en: 'Water bill' },
});
