import { inquiryPath, payPath } from '../providers/alfakios/messages.ts';
import { failedStatus, successRc, successStatus } from '../providers/alfakios/codes.ts';
import { trainingBill, type TrainingBill } from './bills.ts';
import { htmlReply, jsonReply, serveLoopback, type LoopbackServer, type TrainingReply } from './loopback.ts';

// Alfakios as its document says: inquiry and transaction, amounts as text, a 19-digit ref_id, the same req_id answered
// the same. Where the document is silent (failures), the envelope of the document with `success` false.

export interface AlfakiosTraining extends LoopbackServer {
  readonly apiKey: string;
  readonly productCode: string;
  /** What was really paid, by req_id: the provider's own books, to compare the till's with. */
  readonly ledger: ReadonlyMap<string, { readonly customerNumber: string; readonly deducted: number }>;
  /** What is left of the deposit, in rupiah. */
  deposit(): number;
}

type Behaviour =
  | 'inquiry-unknown'
  | 'inquiry-paid'
  | 'inquiry-html'
  | 'inquiry-slow'
  | 'pay-refused'
  | 'pay-hang'
  | 'pay-cut'
  | 'pay-error-though-paid'
  | 'pay-slow'
  | 'pay-contradiction';

interface Scenario {
  readonly what: string;
  readonly months?: number;
  readonly behaviour?: Behaviour;
}

/** Numbers with a story; any other 12 digits are a customer with one bill. */
export const alfakiosScenarios: Readonly<Record<string, Scenario>> = {
  '512345678901': { what: 'Lunas biasa (contoh dokumen)' },
  '512345678902': { what: 'Dua bulan', months: 2 },
  '512345678911': { what: 'Nomor tidak dikenal', behaviour: 'inquiry-unknown' },
  '512345678912': { what: 'Sudah lunas di tempat lain', behaviour: 'inquiry-paid' },
  '512345678913': { what: 'Penyedia sedang pemeliharaan', behaviour: 'inquiry-html' },
  '512345678914': { what: 'Cek tagihan lambat', behaviour: 'inquiry-slow' },
  '512345678921': { what: 'Pembayaran ditolak', behaviour: 'pay-refused' },
  '512345678922': { what: 'Tidak ada jawaban, padahal terbayar', behaviour: 'pay-hang' },
  '512345678923': { what: 'Sambungan putus, tidak terbayar', behaviour: 'pay-cut' },
  '512345678924': { what: 'Galat 500, padahal terbayar', behaviour: 'pay-error-though-paid' },
  '512345678925': { what: 'Pembayaran lambat', behaviour: 'pay-slow' },
  '512345678926': { what: 'Jawaban bertentangan', behaviour: 'pay-contradiction' },
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
const startDeposit = 5_000_000;
const slowMs = 3_500;
const apiKey = 'apk_training_0000000000000000';
const productCode = 'PLNPOST';
/** Not documented; anything but success. */
const failureRc = '099';
/** From the document's sample: a count of nanoseconds, more digits than a number holds. */
const firstRefId = 1_777_946_295_495_371_000n;
const monthNames = ['JAN', 'FEB', 'MAR', 'APR', 'MEI', 'JUN', 'JUL', 'AGU', 'SEP', 'OKT', 'NOV', 'DES'];

/** The provider's own side. */
interface Books {
  readonly ledger: Map<string, { readonly customerNumber: string; readonly deducted: number }>;
  /** The answer to each paid req_id, to be given again. */
  readonly answered: Map<string, string>;
  deposit: number;
  refId: bigint;
}

/** Starts the server. `now` in ms. */
export async function startAlfakiosTraining(now: () => number): Promise<AlfakiosTraining> {
  const books: Books = { ledger: new Map(), answered: new Map(), deposit: startDeposit, refId: firstRefId };
  const server = await serveLoopback(({ path, headers, body }) => {
    if (headers['x-api-key'] !== apiKey) return turnedAway(401, 'invalid api key');
    const fields = readFields(body);
    if (!fields || fields['product_id'] !== productCode) return turnedAway(400, 'invalid product_id');
    if (path === inquiryPath) return inquire(books, fields['cust_id'] ?? '', now());
    if (path === payPath) return pay(books, fields['cust_id'] ?? '', fields['req_id'] ?? '', now());
    return turnedAway(404, 'not found');
  });
  return { ...server, apiKey, productCode, ledger: books.ledger, deposit: () => books.deposit };
}

function inquire(books: Books, customerNumber: string, now: number): TrainingReply {
  const behaviour = alfakiosScenarios[customerNumber]?.behaviour;
  if (!/^\d{12}$/.test(customerNumber) || behaviour === 'inquiry-unknown') {
    return failure(books, 'NOMOR PELANGGAN TIDAK DITEMUKAN', customerNumber);
  }
  if (behaviour === 'inquiry-html') return htmlReply();
  if (behaviour === 'inquiry-paid' || isPaid(books, customerNumber)) {
    return failure(books, 'TAGIHAN SUDAH LUNAS', customerNumber);
  }
  const bill = billOf(customerNumber, now);
  const reply = success('PLN prepaid inquiry completed successfully', {
    ...head(books, customerNumber),
    ...amounts(bill),
    message: `INQUIRY PLN POSTPAID KE ${customerNumber} SUKSES`,
    data: {
      nama_pelanggan: bill.name,
      tarif: customerNumber === sampleNumber ? sample.tariffText : bill.tariff,
      daya: `${bill.power} VA`,
      id_pelanggan: customerNumber,
      periode: periodText(customerNumber, bill),
      tagihan: String(bill.bill),
      admin: String(adminOf(bill)),
    },
  });
  return { ...jsonReply(reply), afterMs: behaviour === 'inquiry-slow' ? slowMs : 0 };
}

function pay(books: Books, customerNumber: string, reqId: string, now: number): TrainingReply {
  const behaviour = alfakiosScenarios[customerNumber]?.behaviour;
  if (!reqId) return turnedAway(400, 'req_id is required');
  if (behaviour === 'pay-cut') return 'cut';
  if (behaviour === 'pay-refused') return failure(books, 'TRANSAKSI DITOLAK', customerNumber, reqId);
  const before = books.answered.get(reqId);
  if (before === undefined && isPaid(books, customerNumber)) {
    return failure(books, 'TAGIHAN SUDAH LUNAS', customerNumber, reqId);
  }
  const body = before ?? take(books, customerNumber, reqId, now);
  if (body === null) return failure(books, 'SALDO TIDAK CUKUP', customerNumber, reqId);
  if (behaviour === 'pay-hang') return 'hang';
  if (behaviour === 'pay-error-though-paid') return htmlReply(500);
  const said = behaviour === 'pay-contradiction' ? body.replace(`"${successStatus}"`, `"${failedStatus}"`) : body;
  return { status: 200, type: 'application/json', body: said, afterMs: behaviour === 'pay-slow' ? slowMs : 0 };
}

/** Takes the money and answers as the document shows, or null if the deposit is too low. */
function take(books: Books, customerNumber: string, reqId: string, now: number): string | null {
  const bill = billOf(customerNumber, now);
  const price = bill.bill + adminOf(bill);
  if (price > books.deposit) return null;
  books.deposit -= price;
  books.ledger.set(reqId, { customerNumber, deducted: price });
  const serial = `REF-PLN-${reqId}`;
  const body = JSON.stringify(
    success('PLN prepaid top-up created successfully', {
      ...head(books, customerNumber, reqId),
      ...amounts(bill),
      message: `BAYAR TAGIHAN PLN ${customerNumber} SUKSES`,
      balance_used: String(price),
      serial_no: serial,
      data: { nama_pelanggan: bill.name, periode: periodText(customerNumber, bill), nomor_struk: serial },
    }),
  );
  books.answered.set(reqId, body);
  return body;
}

function isPaid(books: Books, customerNumber: string): boolean {
  return [...books.ledger.values()].some((entry) => entry.customerNumber === customerNumber);
}

/** The fields that every inner answer has. */
function head(books: Books, customerNumber: string, reqId = ''): Record<string, string> {
  books.refId += 1_000n;
  return {
    req_id: reqId,
    ref_id: String(books.refId),
    product_id: productCode,
    cust_id: customerNumber,
    balance_used: '0',
    balance: String(books.deposit),
    serial_no: '',
  };
}

function success(message: string, data: object): object {
  const result = { status: successStatus, rc: successRc, description: 'Transaksi Sukses' };
  return { success: true, message, rc: successRc, data: { ...data, ...result } };
}

function failure(books: Books, message: string, customerNumber: string, reqId = ''): TrainingReply {
  const result = { status: failedStatus, rc: failureRc, description: 'Transaksi Gagal', message };
  const data = { ...head(books, customerNumber, reqId), ...result };
  return jsonReply({ success: false, message: 'PLN prepaid request failed', rc: failureRc, data });
}

function turnedAway(status: number, message: string): TrainingReply {
  return jsonReply({ success: false, message, rc: String(status) }, status);
}

function billOf(customerNumber: string, now: number): TrainingBill {
  if (customerNumber === sampleNumber) return sample;
  return trainingBill(customerNumber, alfakiosScenarios[customerNumber]?.months ?? 1, now);
}

function adminOf(bill: TrainingBill): number {
  return bill.adminPerBill * bill.periods.length;
}

function amounts(bill: TrainingBill): Record<string, string> {
  return { amount: String(bill.bill), unit_price: String(bill.bill + adminOf(bill)) };
}

function periodText(customerNumber: string, bill: TrainingBill): string {
  if (customerNumber === sampleNumber) return sample.periodText;
  return bill.periods.map((period) => `${monthNames[Number(period.slice(5)) - 1]} ${period.slice(0, 4)}`).join(', ');
}

function readFields(body: string): Record<string, string> | null {
  try {
    const value: unknown = JSON.parse(body);
    return typeof value === 'object' && value !== null ? (value as Record<string, string>) : null;
  } catch {
    return null;
  }
}
