import { trainingBill } from './bills.ts';
import type { Misbehaviour } from './misbehaviour.ts';

// The numbers that Ayoconnect's training server has a story for, and what each customer owes.

/** The two numbers of the document; the first one is its sample customer. */
export const sampleNumber = '516070377775';
const adminPerBill = 3_000;

interface Story {
  readonly what: string;
  readonly months?: number;
  /** The code an inquiry fails with. */
  readonly inquiry?: number;
  /** The code a payment is answered with at once, and again by status. */
  readonly pay?: number;
  /** The code status ends with; null for never. */
  readonly status?: number | null;
  readonly misbehaviour?: Misbehaviour;
}

/** Numbers with a story; any other 12 digits are a customer with one bill. */
export const ayoconnectStories: Readonly<Record<string, Story>> = {
  [sampleNumber]: { what: 'Lunas setelah diproses (contoh dokumen)' },
  '516070377764': { what: 'Lunas setelah diproses' },
  '516070377713': { what: 'Tiga bulan', months: 3 },
  '516070377711': { what: 'Nomor tidak dikenal', inquiry: 304 },
  '516070377712': { what: 'Sudah lunas di tempat lain', inquiry: 302 },
  '516070377714': { what: 'Tagihan belum terbit', inquiry: 303 },
  '516070377715': { what: 'Gangguan di penyedia', inquiry: 305 },
  '516070377721': { what: 'Diproses, lalu gagal', status: 199 },
  '516070377722': { what: 'Tidak ada jawaban, padahal terbayar', misbehaviour: { at: 'pay', how: 'hang' } },
  '516070377723': { what: 'Sambungan putus, tidak terbayar', misbehaviour: { at: 'pay', how: 'cut', lost: true } },
  '516070377726': { what: 'Diproses tanpa akhir', status: null },
  '516070377727': { what: 'Ditolak, setelah dipastikan', pay: 320 },
  '516070377728': { what: 'Langsung lunas', pay: 0 },
  '516070377729': { what: 'Langsung ditolak', pay: 105 },
};

interface Month {
  /** `2016-02`. */
  readonly period: string;
  /** `2016-03-20`. */
  readonly dueDate: string;
  /** "Rp Tag PLN", without the penalty. */
  readonly energy: number;
  readonly penalty: number;
  /** kWh. */
  readonly used: number;
  readonly stand: string;
}

/** A made-up customer's debt. Amounts in rupiah. */
export interface TrainingAccount {
  readonly customerNumber: string;
  readonly name: string;
  /** `R1/000000450`. */
  readonly tariff: string;
  readonly months: readonly Month[];
  /** "Bill admin will be multiplied by a number of arrears." */
  readonly admin: number;
}

/** The same number owes the same in the same month. `now` in ms. */
export function trainingAccount(customerNumber: string, months: number, now: number): TrainingAccount {
  if (customerNumber === sampleNumber) {
    const month: Month = {
      ...{ period: '2016-02', dueDate: '2016-03-20', energy: 19_220, penalty: 3_000 },
      ...{ used: 5_400, stand: '470300-475700' },
    };
    return { customerNumber, name: 'TEST', tariff: 'R1/000000450', months: [month], admin: adminPerBill };
  }
  const { name, tariff, power, periods, bill } = trainingBill(customerNumber, months, now);
  return {
    customerNumber,
    name,
    tariff: `${tariff}/${String(power).padStart(9, '0')}`,
    months: periods.map((period, at) => {
      // Only the newest bill is not overdue yet.
      const penalty = at < periods.length - 1 ? 3_000 : 0;
      const stand = `${10_000 + at * 150}-${10_150 + at * 150}`;
      const dueDate = dayAfter(period);
      return { period, dueDate, energy: bill / months - penalty, penalty, used: 150, stand };
    }),
    admin: adminPerBill * months,
  };
}

export function priceOf(account: TrainingAccount): number {
  return account.months.reduce((sum, month) => sum + month.energy + month.penalty, account.admin);
}

/** Bills are due on the 20th of the month after theirs. */
function dayAfter(period: string): string {
  const [year = 0, month = 0] = period.split('-').map(Number);
  return new Date(Date.UTC(year, month, 20)).toISOString().slice(0, 10);
}
