import type { RefusalCode } from '../../../shared/transaction.ts';
import type { CodeRow, InquiryFailure } from '../provider.ts';

// `responseCode` alone decides: code 299 comes with `success` true and false alike. The ranges decide what becomes of the
// money; single codes word it, and are exceptions only where believing the range could lose a payment.

const page = 'Ayoconnect page "PLN Postpaid"';
const ranges = 'Ayoconnect bill payment API, ranges of response codes';
const table = "Ayoconnect response codes, an integrator's table of unclear origin";

/** A failed inquiry (301-399). As the answer to a payment it is doubtful, until a status check repeats it. */
function inquiry(code: string, meaning: string, fails: InquiryFailure = 'provider-down', source = table): CodeRow {
  const refused: RefusalCode = fails === 'provider-down' ? 'rejected' : fails;
  // "Already paid" after a payment may well mean by this payment: never a refusal, nor half of one.
  const isPaid = refused === 'already-paid';
  const atPay = isPaid ? 'already-there' : 'doubtful';
  return { code, meaning, atInquiry: fails, atPay, atStatus: isPaid ? atPay : refused, source };
}

/** A failed payment (100-199): "payment failed, deposit refunded". */
function payment(code: string, meaning: string, refused: RefusalCode = 'rejected', source = table): CodeRow {
  return { code, meaning, atInquiry: 'provider-down', atPay: refused, atStatus: refused, source };
}

/** Says nothing final about a payment, whatever its range says. */
function open(
  code: string,
  meaning: string,
  why: 'in-process' | 'already-there' | 'not-received',
  source = table,
): CodeRow {
  return { code, meaning, atInquiry: 'provider-down', atPay: why, atStatus: why, source };
}

/** Neither a success nor a documented failure of a payment. */
function unknown(code: string, meaning: string, atInquiry: CodeRow['atInquiry'], source = table): CodeRow {
  return { code, meaning, atInquiry, atPay: 'unknown-code', atStatus: 'unknown-code', source };
}

/** Every documented code; a single one stands before its range. */
export const ayoconnectCodes: readonly CodeRow[] = [
  open('299', 'the payment is being processed', 'in-process', `${page}, Payment`),
  unknown('300', 'the bill', 'bill', `${page}, Inquiry`),

  payment('100', 'trouble at the operator'),
  payment('101', 'no connection to the operator'),
  // Most often it is our own payment that stands there already.
  open('102', 'this reference was used before', 'already-there'),
  payment('103', 'wrong customer number', 'wrong-number'),
  payment('104', 'wrong amount'),
  payment('105', 'blocked by the biller'),
  payment('106', 'above the limit'),
  payment('107', 'blocked by the biller'),
  open('108', 'the same payment was made before', 'already-there'),
  payment('109', 'no payments at this hour', 'cut-off'),
  payment('110', 'out of stock'),
  payment('111', 'above the limit'),
  payment('112', 'the customer number is blocked'),
  payment('114', 'the amount is not the inquired one'),
  payment('180', 'system error'),
  payment('181', 'inquiries are down'),
  payment('183', 'the reference is not available'),
  payment('184', 'the product is offline'),
  payment('185', 'the inquiry is not available'),
  payment('186', 'the product is not available'),
  // Not final: a request may still be on its way when a status check overtakes it.
  open('188', 'the payment is not known', 'not-received'),
  payment('198', 'failed by hand'),
  payment('199', 'failed'),

  inquiry('301', 'more than three months, or too large'),
  inquiry('302', 'already paid', 'already-paid'),
  inquiry('303', 'no bill yet', 'no-bill'),
  inquiry('304', 'wrong customer number', 'wrong-number'),
  inquiry('305', 'trouble at the provider'),
  inquiry('306', 'wrong customer number', 'wrong-number'),
  inquiry('307', 'wrong customer number', 'wrong-number'),
  inquiry('308', 'wrong customer number', 'wrong-number'),
  inquiry('309', 'already paid', 'already-paid'),
  inquiry('310', 'no inquiries at this hour', 'cut-off'),
  inquiry('311', 'the product is not available'),
  inquiry('312', 'the inquiry has expired'),
  inquiry('313', 'payment and inquiry differ'),
  inquiry('314', 'a mandatory bill must be paid too'),
  inquiry('315', 'bill or fine above the maximum'),
  inquiry('316', 'no switch for it'),
  inquiry('317', 'the vendor is not active'),
  inquiry('318', 'wrong category'),
  inquiry('319', 'wrong server'),
  inquiry('320', 'to be paid at the counter of PLN'),
  inquiry('321', 'bad request'),
  inquiry('322', 'wrong kind of product'),
  inquiry('323', 'no server for it'),
  inquiry('324', 'last instalment, to be paid at a branch'),
  inquiry('330', 'repeated within 30 minutes'),
  inquiry('341', 'the product is not known'),
  inquiry('364', 'error at the operator'),
  inquiry('399', 'the inquiry failed'),
  // The same table calls 401-495 failed, the payment page calls everything above 399 processing: so nothing is certain.
  unknown('401', 'not authorised', 'provider-down'),
  unknown('409', 'the inquiry has expired', 'provider-down'),

  { code: '0–99', meaning: 'paid', atInquiry: null, atPay: 'paid', atStatus: 'paid', source: ranges },
  payment('100–199', 'failed, the deposit was refunded', 'rejected', ranges),
  open('200–299', 'being processed', 'in-process', ranges),
  inquiry('301–399', 'the inquiry failed', 'provider-down', ranges),
];

/** In an answer about the shop itself this says that its key is not good. */
export const notAuthorised = 401;

/** Any other code: "treat as processing" (Ayoconnect page "Payment"), which is to say that nobody knows. */
const undocumented = unknown('other', 'not documented', 'provider-down', 'Ayoconnect page "Payment"');

const spans = ayoconnectCodes.map((row) => {
  const [first, last = first] = row.code.split('–').map(Number);
  return { first: first ?? NaN, last: last ?? NaN, row };
});

/** The row of a code, its own or that of its range. */
export function rowOf(code: number): CodeRow {
  return spans.find(({ first, last }) => code >= first && code <= last)?.row ?? undocumented;
}
