import { inquiryPath, payPath } from '../providers/alfakios/messages.ts';
import {
  failureReply,
  inquiryReply,
  paidBody,
  paidReply,
  trainingProductCode,
  turnedAway,
  type Head,
} from './alfakios-replies.ts';
import { adminOf, alfakiosStories, billOf } from './alfakios-stories.ts';
import { serveLoopback, type LoopbackServer, type TrainingReply } from './loopback.ts';
import { noMemory, type Memory } from './memory.ts';
import { misbehaviours, misbehaving, type Misbehaviour } from './misbehaviour.ts';

// Alfakios as its document says: inquiry and transaction, amounts as text, a 19-digit ref_id, the same req_id answered
// the same. Where the document is silent (failures), the envelope of the document with `success` false.

export interface AlfakiosTraining extends LoopbackServer {
  readonly apiKey: string;
  readonly productCode: string;
  /** What was really paid, by req_id: the provider's own books, to compare the till's with. */
  readonly ledger: ReadonlyMap<string, { readonly customerNumber: string; readonly deducted: number }>;
  /** What is left of the deposit, in rupiah. */
  deposit(): number;
  /** Somebody paid so much into it, in rupiah. */
  topUp(amount: number): void;
  /** Who is treated badly, by customer number. */
  readonly misbehave: Map<string, Misbehaviour>;
}

const startDeposit = 5_000_000;
const apiKey = 'apk_training_0000000000000000';
/** From the document's sample: a count of nanoseconds, more digits than a number holds. */
const firstRefId = 1_777_946_295_495_371_000n;

/** The provider's own side. */
interface Books {
  readonly ledger: Map<string, { readonly customerNumber: string; readonly deducted: number }>;
  /** The answer to each paid req_id, to be given again. */
  readonly answered: Map<string, string>;
  deposit: number;
  refId: bigint;
}

/** Starts the server. `now` in ms. */
export async function startAlfakiosTraining(now: () => number, memory: Memory = noMemory): Promise<AlfakiosTraining> {
  // One that was paid before the till was started and is sent again is answered as it was then.
  const answered = new Map(memory.known as ReadonlyMap<string, string>);
  const books: Books = { ledger: new Map(), answered, deposit: memory.deposit ?? startDeposit, refId: firstRefId };
  const misbehave = misbehaviours(alfakiosStories);
  const server = await serveLoopback(({ path, headers, body }) => {
    if (headers['x-api-key'] !== apiKey) return turnedAway(401, 'invalid api key');
    const fields = readFields(body);
    if (!fields || fields['product_id'] !== trainingProductCode) return turnedAway(400, 'invalid product_id');
    const { cust_id: customerNumber = '', req_id: reqId = '' } = fields;
    const bad = misbehave.get(customerNumber);
    if (path === inquiryPath) return misbehaving(bad, 'inquiry', () => inquire(books, customerNumber, now()));
    if (path === payPath)
      return misbehaving(bad, 'pay', () => pay(books, memory, { customerNumber, reqId, now: now() }));
    return turnedAway(404, 'not found');
  });
  const own = { apiKey, productCode: trainingProductCode };
  const topUp = (amount: number): void => {
    books.deposit += amount;
    memory.keep(books.answered, books.deposit);
  };
  return { ...server, ...own, ledger: books.ledger, deposit: () => books.deposit, topUp, misbehave };
}

function inquire(books: Books, customerNumber: string, now: number): TrainingReply {
  const story = alfakiosStories[customerNumber];
  const head = headOf(books, customerNumber);
  if (!/^\d{12}$/.test(customerNumber) || story?.inquiry === 'unknown') {
    return failureReply(head, 'NOMOR PELANGGAN TIDAK DITEMUKAN');
  }
  if (story?.inquiry === 'paid' || isPaid(books, customerNumber)) return failureReply(head, 'TAGIHAN SUDAH LUNAS');
  return inquiryReply(head, billOf(customerNumber, now));
}

function pay(
  books: Books,
  memory: Memory,
  { customerNumber, reqId, now }: { readonly customerNumber: string; readonly reqId: string; readonly now: number },
): TrainingReply {
  const story = alfakiosStories[customerNumber];
  if (!reqId) return turnedAway(400, 'req_id is required');
  const refused = (message: string): TrainingReply => failureReply(headOf(books, customerNumber, reqId), message);
  if (story?.pay === 'refused') return refused('TRANSAKSI DITOLAK');
  const before = books.answered.get(reqId);
  if (before === undefined && isPaid(books, customerNumber)) return refused('TAGIHAN SUDAH LUNAS');
  const body = before ?? take(books, customerNumber, reqId, now);
  memory.keep(books.answered, books.deposit);
  return body === null ? refused('SALDO TIDAK CUKUP') : paidReply(body, story?.pay === 'contradiction');
}

/** Takes the money and answers as the document shows, or null if the deposit is too low. */
function take(books: Books, customerNumber: string, reqId: string, now: number): string | null {
  const bill = billOf(customerNumber, now);
  const price = bill.bill + adminOf(bill);
  if (price > books.deposit) return null;
  books.deposit -= price;
  books.ledger.set(reqId, { customerNumber, deducted: price });
  const body = paidBody(headOf(books, customerNumber, reqId), bill);
  books.answered.set(reqId, body);
  return body;
}

/** Every answer has a `ref_id` of its own. */
function headOf(books: Books, customerNumber: string, reqId = ''): Head {
  books.refId += 1_000n;
  return { reqId, refId: String(books.refId), customerNumber, deposit: books.deposit };
}

function isPaid(books: Books, customerNumber: string): boolean {
  return [...books.ledger.values()].some((entry) => entry.customerNumber === customerNumber);
}

function readFields(body: string): Record<string, string> | null {
  try {
    const value: unknown = JSON.parse(body);
    return typeof value === 'object' && value !== null ? (value as Record<string, string>) : null;
  } catch {
    return null;
  }
}
