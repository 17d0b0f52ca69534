import type http from 'node:http';
import { toWib, wibDay } from '../../shared/time.ts';
import { balancePath, billPath, type Format } from '../providers/iak/messages.ts';
import { sign, signSuffix } from '../providers/iak/sign.ts';
import {
  answer,
  badBalance,
  badRequest,
  failure,
  priceList,
  readFields,
  said,
  type Answer,
  type Fields,
} from './iak-replies.ts';
import { iakBill, iakTables, practised, storyOf, type IakBill, type Story } from './iak-stories.ts';
import { serveLoopback, type LoopbackServer, type TrainingReply } from './loopback.ts';
import { noMemory, type Memory } from './memory.ts';
import { misbehaviours, misbehaving, type Misbehaviour } from './misbehaviour.ts';

// IAK as its documents say: every action on one path, signed, answered in the format it was asked in. Where they are
// silent, a failure has the fields of a success, with nothing in them.

export interface IakTraining extends LoopbackServer {
  readonly username: string;
  readonly apiKey: string;
  readonly productCodes: typeof practised;
  /** What was really paid, by ref_id: the provider's own books, to compare the till's with. */
  readonly ledger: ReadonlyMap<string, { readonly customerNumber: string; readonly deducted: number }>;
  /** What is left of the deposit, in rupiah. */
  deposit(): number;
  /** Somebody paid so much into it, in rupiah. */
  topUp(amount: number): void;
  /** Numbers that are treated badly; a test may add some. */
  readonly misbehave: Map<string, Misbehaviour>;
}

export interface IakTrainingOptions {
  /** The table of postpaid test numbers; IAK renumbered them after 2023. */
  readonly numbers?: keyof typeof iakTables;
  /** Whether 23:00 to 01:00 WIB is refused (RC 109). Off by default: a trainee may have time only then. */
  readonly cutOff?: boolean;
}

const username = '081200000000';
const apiKey = 'training0000000000000000';
const startDeposit = 10_000_000;
/** From the document's sample. */
const firstTrId = 9_732_792;
/** The status check of a payment in process that is answered with its end. */
const settlingCheck = 2;

/** A bill as it was asked for, and what became of it. */
interface Asked {
  readonly trId: number;
  readonly refId: string;
  readonly code: string;
  readonly customerNumber: string;
  readonly story: Story;
  readonly bill: IakBill;
  readonly day: string;
  state: 'asked' | 'in-process' | 'paid' | 'failed';
  /** Questions about it since it is in process. */
  checks: number;
}

/** The provider's own side. */
interface Books {
  readonly now: () => number;
  readonly options: IakTrainingOptions;
  readonly byRefId: Map<string, Asked>;
  /** Those of before the till was started: they are only asked about. */
  readonly before: ReadonlyMap<string, Asked>;
  /** Of every inquiry, a failed one too. */
  readonly usedRefIds: Set<string>;
  readonly ledger: Map<string, { readonly customerNumber: string; readonly deducted: number }>;
  readonly misbehave: Map<string, Misbehaviour>;
  deposit: number;
}

/** Starts the server; it stands in for the host of the deposit too. `now` in ms. */
export async function startIakTraining(
  now: () => number,
  options: IakTrainingOptions = {},
  memory: Memory = noMemory,
): Promise<IakTraining> {
  const stories: Readonly<Record<string, Story>> = iakTables[options.numbers ?? 'current'];
  const misbehave = misbehaviours(stories);
  const books: Books = {
    now,
    options,
    byRefId: new Map(),
    before: memory.known as ReadonlyMap<string, Asked>,
    usedRefIds: new Set(),
    ledger: new Map(),
    misbehave,
    deposit: memory.deposit ?? startDeposit,
  };
  const server = await serveLoopback((request) => {
    const reply = serve(books, stories, request);
    memory.keep(books.byRefId, books.deposit);
    return reply;
  });
  const topUp = (amount: number): void => {
    books.deposit += amount;
    memory.keep(books.byRefId, books.deposit);
  };
  const own = { username, apiKey, productCodes: practised };
  return { ...server, ...own, ledger: books.ledger, deposit: () => books.deposit, topUp, misbehave };
}

function serve(
  books: Books,
  stories: Readonly<Record<string, Story>>,
  { path, headers, body }: { path: string; headers: http.IncomingHttpHeaders; body: string },
): TrainingReply {
  const type = headers['content-type'] ?? '';
  const format: Format = type.includes('xml') ? 'xml' : 'json';
  const fields = readFields(format, body);
  if (!fields) return answer(format, failure('107'));
  const signed = (suffix: string): boolean =>
    fields['username'] === username && fields['sign'] === sign({ username, apiKey }, suffix);
  if (path === balancePath) {
    const said = signed(signSuffix.balance) ? { balance: books.deposit, message: 'SUCCESS', rc: '00' } : badBalance;
    return answer(format, said);
  }
  if (path !== billPath && !path.startsWith(`${billPath}/`)) return answer(format, failure('117'));
  const command = fields['commands'] ?? '';
  switch (command) {
    case 'inq-pasca': {
      const { ref_id: refId = '', hp = '' } = fields;
      if (!signed(refId)) return answer(format, failure('100'));
      return misbehaving(books.misbehave.get(hp), 'inquiry', () => answer(format, inquire(books, stories, fields)));
    }
    case 'pay-pasca': {
      const { tr_id: trId = '' } = fields;
      if (trId === '') return badRequest(format, 'The tr_id field is required.');
      if (!signed(trId)) return answer(format, failure('100'));
      const asked = [...books.byRefId.values()].find((one) => String(one.trId) === trId);
      if (!asked) return answer(format, failure('06'));
      // Only this answer, and only in XML, calls the reference `no_ref`.
      const nameOfReference = format === 'xml' && asked.story.product === 'pln-postpaid' ? 'no_ref' : 'noref';
      const bad = books.misbehave.get(asked.customerNumber);
      return misbehaving(bad, 'pay', () => answer(format, pay(books, asked, nameOfReference)));
    }
    case 'checkstatus': {
      if (!signed(signSuffix.status)) return answer(format, failure('100'));
      const refId = fields['ref_id'] ?? '';
      const asked = books.byRefId.get(refId) ?? books.before.get(refId);
      if (!asked) return answer(format, failure('06'));
      return misbehaving(books.misbehave.get(asked.customerNumber), 'status', () =>
        answer(format, status(books, asked)),
      );
    }
    case 'pricelist-pasca':
      return signed(signSuffix.priceList) ? priceList(format) : answer(format, failure('100'));
    default:
      return answer(format, failure('101'));
  }
}

function inquire(books: Books, stories: Readonly<Record<string, Story>>, fields: Fields): Answer {
  const { code = '', hp = '', ref_id: refId = '' } = fields;
  const echo = { code, hp, ref_id: refId };
  const story = storyOf(stories, hp);
  if (!/^[A-Za-z0-9]+$/.test(refId)) return failure('03', echo);
  if (books.usedRefIds.has(refId)) return failure('11', echo);
  books.usedRefIds.add(refId);
  if (!Object.values<string>(practised).includes(code)) return failure('20', echo);
  if (!story || practised[story.product] !== code) return failure('14', echo);
  if (isCutOff(books)) return failure('109', echo);
  if (story.inquiryCode) return failure(story.inquiryCode, echo);
  // A published number is as it is published, however often it was paid.
  if (!stories[hp] && [...books.ledger.values()].some((one) => one.customerNumber === hp)) return failure('01', echo);
  const asked: Asked = {
    trId: firstTrId + books.byRefId.size,
    refId,
    code,
    customerNumber: hp,
    story,
    bill: iakBill(hp, story, books.now()),
    day: wibDay(books.now()),
    state: 'asked',
    checks: 0,
  };
  books.byRefId.set(refId, asked);
  return { ...head(asked), ...said('00', 'INQUIRY SUCCESS'), desc: asked.bill.asked };
}

function pay(books: Books, asked: Asked, nameOfReference: 'noref' | 'no_ref'): Answer {
  const refused = (code: string): Answer => ({ ...head(asked), ...said(code), desc: '' });
  if (asked.state === 'paid') return refused('01');
  if (asked.state === 'failed') return refused(failedCode(asked));
  if (asked.state === 'in-process') return refused('39');
  if (asked.day !== wibDay(books.now())) return refused('04');
  if (isCutOff(books)) return refused('109');
  if (asked.bill.sellingPrice > books.deposit) return refused('17');
  const { payCode } = asked.story;
  if (payCode) {
    asked.state = payCode === '39' ? 'in-process' : 'failed';
    return refused(payCode);
  }
  take(books, asked);
  return { ...head(asked), ...paidFields(books, asked, nameOfReference), ...said('00', 'PAYMENT SUCCESS') };
}

function status(books: Books, asked: Asked): Answer {
  if (asked.state === 'in-process' && ++asked.checks >= settlingCheck) {
    if (asked.story.later === 'paid') take(books, asked);
    else asked.state = 'failed';
  }
  const balance = books.deposit;
  switch (asked.state) {
    case 'asked':
      return { ...head(asked), status: 0, ...said('42'), balance, desc: asked.bill.asked };
    case 'in-process':
      return { ...head(asked), status: 3, ...said('39'), balance, desc: asked.bill.asked };
    case 'failed':
      // "desc" may be an empty text.
      return { ...head(asked), status: 2, ...said(failedCode(asked)), balance, noref: '', desc: '' };
    case 'paid':
      return { ...head(asked), ...paidFields(books, asked, 'noref'), status: 1, ...said('00', 'PAYMENT SUCCESS') };
  }
}

/** A payment that failed after a while says so in the plain way. */
function failedCode({ story }: Asked): string {
  return story.payCode && story.payCode !== '39' ? story.payCode : '37';
}

function take(books: Books, asked: Asked): void {
  asked.state = 'paid';
  books.deposit -= asked.bill.sellingPrice;
  books.ledger.set(asked.refId, { customerNumber: asked.customerNumber, deducted: asked.bill.sellingPrice });
}

/** The fields that every answer about a bill has. */
function head({ trId, code, customerNumber, refId, bill }: Asked): Answer {
  return {
    tr_id: trId,
    code,
    hp: customerNumber,
    tr_name: bill.name,
    period: bill.period,
    nominal: bill.nominal,
    admin: bill.admin,
    price: bill.nominal + bill.admin,
    selling_price: bill.sellingPrice,
    ref_id: refId,
  };
}

function paidFields(books: Books, { bill }: Asked, nameOfReference: string): Answer {
  const datetime = toWib(books.now()).slice(0, 19).replace(/\D/g, '');
  return { datetime, balance: books.deposit, [nameOfReference]: bill.reference, desc: bill.paid };
}

function isCutOff(books: Books): boolean {
  const hour = toWib(books.now()).slice(11, 13);
  return books.options.cutOff === true && (hour === '23' || hour === '00');
}
