import { createHmac } from 'node:crypto';
import { pathOf } from '../providers/ayoconnect/messages.ts';
import {
  balanceReply,
  failureReply,
  inquiryReply,
  processingReply,
  productsReply,
  successReply,
  trainingProductCode,
} from './ayoconnect-replies.ts';
import { ayoconnectStories, priceOf, trainingAccount, type TrainingAccount } from './ayoconnect-stories.ts';
import { htmlReply, serveLoopback, type LoopbackServer, type TrainingReply, type TrainingRequest } from './loopback.ts';
import { noMemory, type Memory } from './memory.ts';
import { misbehaviours, misbehaving, type Misbehaviour } from './misbehaviour.ts';

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
  /** Somebody paid so much into it, in rupiah. */
  topUp(amount: number): void;
  /** Who is treated badly, by customer number. */
  readonly misbehave: Map<string, Misbehaviour>;
}

export interface AyoconnectTrainingOptions {
  /** How long a payment is being processed, in ms. */
  readonly settleAfterMs?: number;
  /** How slow a slow answer is, in ms. */
  readonly slowMs?: number;
  /** The deposit at the start, in rupiah. */
  readonly deposit?: number;
}

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
  /** Those of before the till was started: they are only asked about, and their bills are owed again. */
  readonly before: ReadonlyMap<string, Payment>;
  readonly ledger: Map<string, { readonly customerNumber: string; readonly deducted: number }>;
  /** All that was paid in, less what was taken before the till was started. */
  paidIn: number;
}

type Fields = Readonly<Record<string, unknown>>;

/** Starts the server. `now` in ms. */
export async function startAyoconnectTraining(
  now: () => number,
  options: AyoconnectTrainingOptions = {},
  memory: Memory = noMemory,
): Promise<AyoconnectTraining> {
  const books: Books = {
    now,
    settleAfterMs: options.settleAfterMs ?? 3_000,
    inquiries: new Map(),
    payments: new Map(),
    before: memory.known as ReadonlyMap<string, Payment>,
    ledger: new Map(),
    paidIn: memory.deposit ?? options.deposit ?? startDeposit,
  };
  const misbehave = misbehaviours(ayoconnectStories);
  const treat = (who: unknown, at: Misbehaviour['at'], answer: () => TrainingReply): TrainingReply =>
    misbehaving(misbehave.get(String(who)), at, answer, options.slowMs);

  const serve = ({ path, headers, body }: TrainingRequest): TrainingReply => {
    const version = String(headers['version']);
    const fields = headers['key'] === apiKey ? readToken(String(headers['token']), body) : null;
    if (!fields || !['1.0', '2.0'].includes(version) || fields['partnerId'] !== partnerId) return failureReply(401);
    const refNumber = String(fields['refNumber']);
    const payment = books.payments.get(refNumber) ?? books.before.get(refNumber);
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
  };
  const keep = (): void => memory.keep(books.payments, leftOf(books));
  const server = await serveLoopback((request) => {
    const reply = serve(request);
    keep();
    return reply;
  });
  const topUp = (amount: number): void => {
    books.paidIn += amount;
    keep();
  };
  const own = { partnerId, apiKey, apiSecret, productCode: trainingProductCode };
  return { ...server, ...own, ledger: books.ledger, deposit: () => depositOf(books), topUp, misbehave };
}

function inquire(books: Books, fields: Fields): TrainingReply {
  const customerNumber = String(fields['accountNumber']);
  const story = ayoconnectStories[customerNumber];
  if (fields['productCode'] !== trainingProductCode) return failureReply(341);
  if (!/^\d{12}$/.test(customerNumber)) return failureReply(304);
  if (story?.inquiry) return failureReply(story.inquiry);
  if (isTaken(books, customerNumber)) return failureReply(302);
  const account = trainingAccount(customerNumber, story?.months ?? 1, books.now());
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
  const story = ayoconnectStories[account.customerNumber];
  const payment: Payment = {
    account,
    amount: priceOf(account),
    at: books.now(),
    transactionId: firstTransactionId + books.payments.size,
    final: code ?? story?.pay ?? (story?.status === undefined ? 0 : story.status),
    atOnce: (code ?? story?.pay) !== undefined,
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
  const payment = books.payments.get(refNumber) ?? books.before.get(refNumber);
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

/** What is left when each payment came to its end. Those of before that are paid are taken off already. */
function leftOf(books: Books): number {
  const paid = [...books.payments.values()].filter(({ final }) => final === 0);
  return paid.reduce((rest, { amount }) => rest - amount, books.paidIn);
}

/** "Payment failed, deposit refunded": the money of a failed payment comes back when it is final. */
function depositOf(books: Books): number {
  const all = [...books.before.values(), ...books.payments.values()];
  const held = all.filter((payment) => payment.final !== 0 && isInProcess(books, payment));
  return held.reduce((rest, { amount }) => rest - amount, leftOf(books));
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
