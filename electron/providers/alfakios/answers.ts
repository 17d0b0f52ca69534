import { add, parseRupiah, subtract } from '../../../shared/money.ts';
import type { PendingReason, RefusalCode } from '../../../shared/transaction.ts';
import {
  claimedAmount,
  claimedId,
  inquiryOutcome,
  paymentOutcome,
  type Answered,
  type Claim,
  type Paid,
} from '../answer.ts';
import type { InquiryOrder, InquiryOutcome, Outcome, PayOrder } from '../provider.ts';
import type { SendResult } from '../wire/http.ts';
import { readJson } from '../wire/read-json.ts';
import { billFrom, sumsDiffer } from './bills.ts';
import { refusedHttpStatus, successStatus } from './codes.ts';
import { messageOf, parseReply, referenceOf, saysFailed, saysSuccess, type Reply } from './messages.ts';

// How answers of Alfakios are read; in what order that is checked stands in `../answer.ts`, the same for every provider. Pure.

const reading = {
  parseReply,
  isRead: (status: number) => status >= 200 && status < 300,
  messageOf,
  balanceOf: ({ data }: Reply) => data?.balance,
};

/** A failed inquiry is always the provider's: the document names no codes that would tell the customer's reasons apart. */
export function fromInquiry(result: SendResult, order: InquiryOrder): InquiryOutcome {
  return inquiryOutcome(result, {
    ...reading,
    claimsOf: ({ data }) => [claimedId(data?.cust_id, order.customerNumber)],
    meaningOf: (reply) => (saysSuccess(reply) ? 'bill' : 'provider-down'),
    billFrom: (reply) => billFrom(reply, order.product),
  });
}

export function fromPayment(result: SendResult, order: PayOrder, productCode: string): Outcome {
  return paymentOutcome(result, {
    ...reading,
    claimsOf: (reply) => claimsOf(reply, order, productCode),
    meaningOf,
    refusalBy,
    paidFrom: (reply) => paidFrom(reply, order),
  });
}

/**
 * The status check is the payment sent again under its `req_id`. A refusal of the second sending says nothing about the
 * first, which may have been paid.
 */
export function fromStatusCheck(result: SendResult, order: PayOrder, productCode: string): Outcome {
  const outcome = fromPayment(result, order, productCode);
  if (outcome.kind !== 'refused') return outcome;
  const { message, exchange, balance = null } = outcome;
  return { kind: 'pending', why: 'doubtful', message, exchange, balance };
}

/** Our id, this customer, this product and what leaves the deposit. The bill's own amount may be left out. */
function claimsOf({ data }: Reply, order: PayOrder, productCode: string): readonly Claim[] {
  return [
    claimedId(data?.req_id, order.providerRef),
    claimedId(data?.cust_id, order.customerNumber),
    claimedId(data?.product_id, productCode),
    claimedAmount(data?.unit_price, add(order.bill, order.admin)),
    ...(data?.amount == null ? [] : [claimedAmount(data.amount, order.bill)]),
  ];
}

/** Only where every layer of the answer says the same is it success or failure. */
function meaningOf(reply: Reply): 'paid' | RefusalCode | PendingReason {
  if (saysFailed(reply)) return 'rejected';
  if (saysSuccess(reply)) return 'paid';
  return reply.success || reply.data?.status === successStatus ? 'contradiction' : 'unknown-code';
}

/** A JSON body is the provider's own word; any other may be a proxy's. */
function refusalBy({ status, body }: Answered, reply: Reply | null): RefusalCode | null {
  const value = readJson(body);
  const isJson = typeof value === 'object' && value !== null;
  return isJson && !(reply && saysSuccess(reply)) ? (refusedHttpStatus.get(status) ?? null) : null;
}

function paidFrom(reply: Reply, order: PayOrder): Paid {
  const price = add(order.bill, order.admin);
  const used = parseRupiah(reply.data?.balance_used);
  const deducted = used !== null && used > 0 ? used : null;
  const reference = referenceOf(reply);
  const deductedOther = deducted !== null && deducted !== price;
  return {
    reference,
    commission: deducted === null ? null : subtract(price, deducted),
    balance: parseRupiah(reply.data?.balance),
    warning: sumsDiffer(reply.data?.data, order.bill, order.admin)
      ? 'total-mismatch'
      : reference === null
        ? 'no-reference'
        : deductedOther
          ? 'deposit-mismatch'
          : null,
    details: null,
    bills: null,
    remainingBills: null,
    footer: null,
  };
}
