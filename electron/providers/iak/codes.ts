import { isRefusal, type AccessRefusal, type CodeRow } from '../provider.ts';

// Every response code that IAK documents for postpaid products, and what this till believes when it sees one.
//
// Only `00` is success. Of the failures, those that can be said of a payment that went through all the same are doubtful
// after pay-pasca: the time limits and errors of their side (33, 91, 92, 103, 105), and "already paid" (01, 34, 40) and
// "duplicate" (11), which after a lost answer most often mean that the first try worked. checkstatus tells, with its
// field `status`. The table calls 05 and 201 pending, whatever their texts say, and 42 and 02 say "not received so far":
// the request may still arrive.

const responseCodes = 'IAK API docs, Postpaid, "Response Code"';
const checkStatusPage = 'IAK API docs, Postpaid, "Check Status" and "Response Code"';

function row(
  code: string,
  meaning: string,
  [atInquiry, atPay, atStatus]: readonly [CodeRow['atInquiry'], CodeRow['atPay'], CodeRow['atStatus']],
  source = responseCodes,
): CodeRow {
  return { code, meaning, atInquiry, atPay, atStatus, source };
}

// What a group of codes means at inquiry, payment and status check.
const final = ['provider-down', 'rejected', 'rejected'] as const;
const wrongNumber = ['wrong-number', 'wrong-number', 'wrong-number'] as const;
const doubtful = ['provider-down', 'doubtful', 'rejected'] as const;
const paidAlready = ['already-paid', 'doubtful', 'already-paid'] as const;
const inProcess = ['provider-down', 'in-process', 'in-process'] as const;
const notReceived = [null, 'not-received', 'not-received'] as const;
// Said of a status check, these are about the check and not about the payment.
const badRequest = ['provider-down', 'rejected', 'doubtful'] as const;
const badAccount = ['provider-down', 'credentials', 'doubtful'] as const;

export const iakCodes: readonly CodeRow[] = [
  row('00', 'done', ['bill', 'paid', 'paid'], checkStatusPage),
  row('01', 'the bill has been paid', paidAlready),
  row('02', 'the bill was asked for and not paid so far', notReceived),
  row('03', 'ref_id may only hold letters and digits', badRequest),
  row('04', 'inquiry and payment were not on one day', final),
  row('05', 'an error they have no name for; documented as pending', inProcess),
  row('06', 'no inquiry with this tr_id', badRequest),
  row('07', 'the transaction failed', final),
  row('08', 'IAK blocked this customer for this product', final),
  row('09', 'the inquiry failed', final),
  row('10', 'there is no bill yet', ['no-bill', 'no-bill', 'no-bill']),
  row('11', 'this ref_id was used before', doubtful),
  row('13', 'the customer number is blocked', final),
  row('14', 'no such customer number', wrongNumber),
  row('15', 'the product does not take this number', wrongNumber),
  row('16', 'the number belongs to another operator', wrongNumber),
  row('17', 'the deposit is too low', ['deposit-low', 'deposit-low', 'deposit-low']),
  row('20', 'no such product code', final),
  row('30', 'only payable at a counter of the biller', final),
  row('31', 'more than the highest bill allowed', final),
  row('32', 'all months must be paid together', final),
  row('33', 'can not be processed now', doubtful),
  row('34', 'the bill has been paid', paidAlready),
  row('35', 'another month is unpaid', final),
  row('36', 'past its due date, only payable at the counter', final),
  row('37', 'the payment failed', final, checkStatusPage),
  row('38', 'the payment failed, a new inquiry is needed', final),
  row('39', 'in process', inProcess, checkStatusPage),
  row('40', 'one or all of the months have been paid', paidAlready),
  row('41', 'not payable at a counter', final),
  row('42', 'the payment was not received so far', notReceived, checkStatusPage),
  row('91', 'no connection to their database', doubtful),
  row('92', 'a general error', doubtful),
  row('93', 'the amount is not valid', final),
  row('94', 'the service has expired', final),
  row('100', 'the signature is wrong', badAccount),
  row('101', 'no such command', badRequest),
  row('102', 'this IP address is not allowed', badAccount),
  row('103', 'the biller did not answer in time', doubtful),
  row('105', 'an error at the biller', doubtful),
  row('106', 'the product is out of service', final),
  row('107', 'the body of the request is not as documented', badRequest),
  row('108', 'the product can not be used for this number', wrongNumber),
  row('109', 'no PLN requests from 23:00 to 01:00 WIB', ['cut-off', 'cut-off', 'cut-off']),
  row('110', 'maintenance', badRequest),
  row('117', 'no such address', badRequest),
  row('118', 'the account is suspended', badAccount),
  row('201', 'a code of the biller that they do not know; documented as pending', inProcess),
];

const byCode: ReadonlyMap<string, CodeRow> = new Map(iakCodes.map((one) => [one.code, one]));

/** The row of a code, or null where nobody documented it. */
export function rowOf(code: string): CodeRow | null {
  return byCode.get(code) ?? null;
}

/**
 * The `status` that goes with what a code means ("Check Status"); null where none does. A final word is only believed if
 * both say it.
 */
export function statusThatAgrees(meaning: CodeRow['atStatus']): string | null {
  if (isRefusal(meaning)) return '2';
  return { 'not-received': '0', paid: '1', 'in-process': '3' }[meaning as string] ?? null;
}

/**
 * "HTTP Status Code" of the same page: 200 is read by its code, 400 is a failure with its reason in the body, and any
 * other is pending, although a failure is what it looks like.
 */
export const readHttpStatus = 200;
export const failedHttpStatus = 400;

/** What says of the shop's access that it is refused: postpaid and prepaid "Response Code", whose tables differ in 100 and 204. */
export const accessRefusals: Readonly<Record<string, AccessRefusal>> = {
  '100': 'key-refused',
  '204': 'key-refused',
  '118': 'key-refused',
  '102': 'ip-refused',
};
