import { trainingBill, type TrainingBill } from './bills.ts';
import type { Misbehaviour } from './misbehaviour.ts';

// The numbers that Alfakios' training server has a story for, and what each customer owes.

interface Story {
  readonly what: string;
  readonly months?: number;
  /** What an inquiry fails with. */
  readonly inquiry?: 'unknown' | 'paid';
  /** How a payment is answered in place of a success. */
  readonly pay?: 'refused' | 'contradiction';
  readonly misbehaviour?: Misbehaviour;
}

/** Numbers with a story; any other 12 digits are a customer with one bill. */
export const alfakiosStories: Readonly<Record<string, Story>> = {
  '512345678901': { what: 'Lunas biasa (contoh dokumen)' },
  '512345678902': { what: 'Dua bulan', months: 2 },
  '512345678911': { what: 'Nomor tidak dikenal', inquiry: 'unknown' },
  '512345678912': { what: 'Sudah lunas di tempat lain', inquiry: 'paid' },
  '512345678913': { what: 'Penyedia sedang pemeliharaan', misbehaviour: { at: 'inquiry', how: 'html' } },
  '512345678914': { what: 'Cek tagihan lambat', misbehaviour: { at: 'inquiry', how: 'slow' } },
  '512345678921': { what: 'Pembayaran ditolak', pay: 'refused' },
  '512345678922': { what: 'Tidak ada jawaban, padahal terbayar', misbehaviour: { at: 'pay', how: 'hang' } },
  '512345678923': { what: 'Sambungan putus, tidak terbayar', misbehaviour: { at: 'pay', how: 'cut', lost: true } },
  '512345678924': { what: 'Galat 500, padahal terbayar', misbehaviour: { at: 'pay', how: 'error' } },
  '512345678925': { what: 'Pembayaran lambat', misbehaviour: { at: 'pay', how: 'slow' } },
  '512345678926': { what: 'Jawaban bertentangan', pay: 'contradiction' },
};

/** The customer of the document's sample. */
const sample: TrainingBill & { readonly tariffText: string; readonly periodText: string } = {
  name: 'SITI RAHAYU',
  tariff: 'R2',
  tariffText: 'R2/TR',
  power: 2200,
  periods: ['2024-04'],
  periodText: 'APR 2024',
  bill: 285_000,
  adminPerBill: 6_000,
};
const sampleNumber = '512345678901';
const monthNames = ['JAN', 'FEB', 'MAR', 'APR', 'MEI', 'JUN', 'JUL', 'AGU', 'SEP', 'OKT', 'NOV', 'DES'];

/** The same number owes the same in the same month. `now` in ms. */
export function billOf(customerNumber: string, now: number): TrainingBill {
  if (customerNumber === sampleNumber) return sample;
  return trainingBill(customerNumber, alfakiosStories[customerNumber]?.months ?? 1, now);
}

export function adminOf(bill: TrainingBill): number {
  return bill.adminPerBill * bill.periods.length;
}

/** The tariff as the document writes it. */
export function tariffText(customerNumber: string, bill: TrainingBill): string {
  return customerNumber === sampleNumber ? sample.tariffText : bill.tariff;
}

/** `APR 2024, MEI 2024`. */
export function periodText(customerNumber: string, bill: TrainingBill): string {
  if (customerNumber === sampleNumber) return sample.periodText;
  return bill.periods.map((period) => `${monthNames[Number(period.slice(5)) - 1]} ${period.slice(0, 4)}`).join(', ');
}
