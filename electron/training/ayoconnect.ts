import { createHmac } from 'node:crypto';
import { pathOf } from '../providers/ayoconnect/messages.ts';
import {
  balanceReply,
  failureReply,
  inquiryReply,
  priceOf,
  processingReply,
  productsReply,
  sampleNumber,
  successReply,
  trainingAccount,
  trainingProductCode,
  type TrainingAccount,
} from './ayoconnect-replies.ts';
import { htmlReply, serveLoopback, type LoopbackServer, type TrainingReply } from './loopback.ts';

// Ayoconnect as its document says: the request is the payload of the signed token, a payment is being processed (299)
// until a status check finds it final. Where the document is silent, the range of the code decides.

export interface AyoconnectTraining extends LoopbackServer {
  readonly partnerId: string;
  readonly apiKey: string;
  readonly apiSecret: string;
  readonly productCode: string;
  /** What was really paid, by refNumber: the provider's own books, to compare the till's with. */
  readonly ledger: ReadonlyMap<string, { readonly customerNumber: string; readonly deducted: number }>;
  /** What is left of the deposit, in rupiah. */
  deposit(): number;
  /** Who is treated badly, by customer number. */
  readonly misbehave: Map<string, Misbehaviour>;
}

/** A bad answer at one step. The request is taken and booked all the same, unless it is `lost`. */
export interface Misbehaviour {
  readonly at: 'inquiry' | 'pay' | 'status';
  readonly how: 'hang' | 'cut' | '500' | 'html' | 'slow';
  readonly lost?: boolean;
}

export interface AyoconnectTrainingOptions {
  /** How long a payment is being processed, in ms. */
  readonly settleAfterMs?: number;
  /** How slow a slow answer is, in ms. */
  readonly slowMs?: number;
  /** The deposit at the start, in rupiah. */
  readonly deposit?: number;
}

interface Scenario {
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
export const ayoconnectScenarios: Readonly<Record<string, Scenario>> = {
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

const partnerId = 'training-partner';
const apiKey = 'ayo-training-key-0000000000';
const apiSecret = 'ayo-training-secret-000000';
const startDeposit = 5_000_000;
const firstInquiryId = 2_692_552;
const firstTransactionId = 180_232;

interface Payment {
  readonly account: TrainingAccount;
  readonly amount: number;
  readonly at: number;
  readonly transactionId: number;
  /** The code it ends with; null if it never ends. */
  readonly final: number | null;
  readonly atOnce: boolean;
}

/** The provider's own side. */
interface Books {
  readonly now: () => number;
  readonly settleAfterMs: number;
  readonly inquiries: Map<string, TrainingAccount>;
  readonly payments: Map<string, Payment>;
  readonly ledger: Map<string, { readonly customerNumber: string; readonly deducted: number }>;
  readonly startDeposit: number;
}

type Fields = Readonly<Record<string, unknown>>;

/** Starts the server. `now` in ms. */
export async function startAyoconnectTraining(
  now: () => number,
  options: AyoconnectTrainingOptions = {},
): Promise<AyoconnectTraining> {
  const books: Books = {
    now,
    settleAfterMs: options.settleAfterMs ?? 3_000,
    inquiries: new Map(),
    payments: new Map(),
    ledger: new Map(),
    startDeposit: options.deposit ?? startDeposit,
  };
  const bad = Object.entries(ayoconnectScenarios).flatMap(([number, { misbehaviour }]) =>
    misbehaviour ? [[number, misbehaviour] as const] : [],
  );
  const misbehave = new Map<string, Misbehaviour>(bad);

  const treat = (who: unknown, at: Misbehaviour['at'], answer: () => TrainingReply): TrainingReply => {
    const manner = misbehave.get(String(who));
    if (manner?.at !== at) return answer();
    const reply = manner.lost ? 'hang' : answer();
    if (manner.how === 'slow')
      return typeof reply === 'string' ? reply : { ...reply, afterMs: options.slowMs ?? 3_500 };
    if (manner.how === '500') return htmlReply(500);
    return manner.how === 'html' ? htmlReply() : manner.how;
  };

  const server = await serveLoopback(({ path, headers, body }) => {
    const version = String(headers['version']);
    const fields = headers['key'] === apiKey ? readToken(String(headers['token']), body) : null;
    if (!fields || !['1.0', '2.0'].includes(version) || fields['partnerId'] !== partnerId) return failureReply(401);
    const payment = books.payments.get(String(fields['refNumber']));
    switch (path) {
      case pathOf('bill/check', version):
        return treat(fields['accountNumber'], 'inquiry', () => inquire(books, fields));
      case pathOf('bill/payment', version):
        return treat(fields['accountNumber'], 'pay', () => pay(books, fields));
      case pathOf('bill/status', version):
        return treat(payment?.account.customerNumber, 'status', () => status(books, fields));
      case pathOf('partner/balance', version):
        return balanceReply(depositOf(books), partnerId);
      case pathOf('partner/products', version):
        return productsReply();
      default:
        return htmlReply(404);
    }
  });
  const own = { partnerId, apiKey, apiSecret, productCode: trainingProductCode };
  return { ...server, ...own, ledger: books.ledger, deposit: () => depositOf(books), misbehave };
}

function inquire(books: Books, fields: Fields): TrainingReply {
  const customerNumber = String(fields['accountNumber']);
  const scenario = ayoconnectScenarios[customerNumber];
  if (fields['productCode'] !== trainingProductCode) return failureReply(341);
  if (!/^\d{12}$/.test(customerNumber)) return failureReply(304);
  if (scenario?.inquiry) return failureReply(scenario.inquiry);
  if (isTaken(books, customerNumber)) return failureReply(302);
  const account = trainingAccount(customerNumber, scenario?.months ?? 1, books.now());
  const inquiryId = firstInquiryId + books.inquiries.size;
  books.inquiries.set(String(inquiryId), account);
  return inquiryReply(account, inquiryId, books.now());
}

function pay(books: Books, fields: Fields): TrainingReply {
  const refNumber = fields['refNumber'];
  if (typeof refNumber !== 'string' || refNumber === '') return failureReply(321);
  if (books.payments.has(refNumber)) return failureReply(102);
  // "inquiryId" and "amount" are integers in the document.
  const account =
    typeof fields['inquiryId'] === 'number' ? books.inquiries.get(String(fields['inquiryId'])) : undefined;
  if (!account) return failureReply(185);
  const code = objection(books, account, fields);
  const scenario = ayoconnectScenarios[account.customerNumber];
  const payment: Payment = {
    account,
    amount: priceOf(account),
    at: books.now(),
    transactionId: firstTransactionId + books.payments.size,
    final: code ?? scenario?.pay ?? (scenario?.status === undefined ? 0 : scenario.status),
    atOnce: (code ?? scenario?.pay) !== undefined,
  };
  books.payments.set(refNumber, payment);
  if (payment.final === 0) {
    books.ledger.set(refNumber, { customerNumber: account.customerNumber, deducted: payment.amount });
  }
  return told(books, refNumber, payment);
}

/** Why a payment is turned away at once. */
function objection(books: Books, account: TrainingAccount, fields: Fields): number | undefined {
  if (fields['productCode'] !== trainingProductCode) return 186;
  if (fields['accountNumber'] !== account.customerNumber) return 313;
  if (fields['amount'] !== priceOf(account)) return 104;
  if (isTaken(books, account.customerNumber)) return 302;
  return priceOf(account) > depositOf(books) ? 199 : undefined;
}

function status(books: Books, fields: Fields): TrainingReply {
  const refNumber = String(fields['refNumber']);
  const payment = books.payments.get(refNumber);
  return payment ? told(books, refNumber, payment) : failureReply(188);
}

/** What payment and status answer of a payment now. */
function told(books: Books, refNumber: string, payment: Payment): TrainingReply {
  const head = { refNumber, transactionId: payment.transactionId };
  if (isInProcess(books, payment)) return processingReply(payment.account, head, payment.final !== null);
  if (payment.final === 0) return successReply(payment.account, head, books.now());
  return failureReply(payment.final ?? 299);
}

function isInProcess(books: Books, payment: Payment): boolean {
  if (payment.final === null) return true;
  return !payment.atOnce && books.now() - payment.at < books.settleAfterMs;
}

/** "Payment failed, deposit refunded": the money of a failed payment comes back when it is final. */
function depositOf(books: Books): number {
  const held = [...books.payments.values()].filter((payment) => payment.final === 0 || isInProcess(books, payment));
  return held.reduce((rest, payment) => rest - payment.amount, books.startDeposit);
}

/** The bill is paid, or may still be. */
function isTaken(books: Books, customerNumber: string): boolean {
  const own = [...books.payments.values()].filter(({ account }) => account.customerNumber === customerNumber);
  return own.some((payment) => payment.final === 0 || isInProcess(books, payment));
}

/** The request object of a token that is signed over exactly it; a body must be empty or the same object. */
function readToken(token: string, body: string): Fields | null {
  const [head = '', payload = '', signature = ''] = token.split('.');
  const expected = createHmac('sha256', apiSecret).update(`${head}.${payload}`).digest('base64url');
  if (signature !== expected) return null;
  const text = Buffer.from(payload, 'base64url').toString('utf8');
  if (!['', '{}', text].includes(body)) return null;
  const header = readObject(Buffer.from(head, 'base64url').toString('utf8'));
  return header?.['alg'] === 'HS256' && header['typ'] === 'JWT' ? readObject(text) : null;
}

function readObject(text: string): Fields | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Fields) : null;
  } catch {
    return null;
  }
}
