import { z } from 'zod';
import { pln } from '../pln.ts';
import { product } from '../../product-spec.ts';

const text = z.string().nullable().catch(null);

const details = z
  .object({
    /** The kind of work: new connection, change of power, ... */
    kind: text,
    registrationNumber: text,
    registrationDate: text,
  })
  .readonly();

/** What PLN is paid for beside electricity, once, by the number under which the work was registered. */
export const plnNontaglist = product({
  id: 'pln-nontaglist',
  place: 20,
  number: { digits: 13 },
  monthly: false,
  details,
  rows: ({ customerNumber, customerName, details: { kind, registrationNumber, registrationDate } }) => {
    const registered = registrationNumber ?? customerNumber;
    return [
      { slip: 'TRANSAKSI', screen: { id: 'Jenis', en: 'Kind' }, kind: 'text', text: kind },
      { slip: 'NO REGISTRASI', kind: 'number', text: registered },
      { screen: { id: 'No. registrasi', en: 'Registration no.' }, kind: 'number', text: registrationNumber },
      {
        ...{ slip: 'TGL REGISTRASI', screen: { id: 'Tanggal registrasi', en: 'Registration date' }, kind: 'day' },
        text: registrationDate,
      },
      { slip: 'NAMA', kind: 'name', text: customerName },
      // The customer knows the bill by the number that was typed.
      { slip: 'NO PELANGGAN', kind: 'number', text: registered === customerNumber ? null : customerNumber },
    ];
  },
  sellers: {
    iak: {
      // Older pages have PLNNONH.
      productCode: 'PLNNONTAG',
      billsMax: null,
      details: ({ text, reference }) => ({
        kind: text('transaksi'),
        registrationNumber: reference('no_registrasi'),
        registrationDate: text('tanggal_registrasi'),
      }),
    },
  },
  slip: { ...pln.slip, title: 'STRUK PEMBAYARAN NON TAGIHAN LISTRIK', labelWidth: 'TGL REGISTRASI'.length },
  name: { id: 'PLN Nontaglis', en: 'PLN Non-taglist' },
  numberName: { id: 'Nomor registrasi', en: 'Registration number' },
  sumName: pln.sumName,
});
