import type { Warning } from '../../../shared/bill.ts';
import { add, parseRupiah } from '../../../shared/money.ts';
import type { PendingReason, RefusalCode } from '../../../shared/transaction.ts';
import {
  balanceOutcome,
  claimedAmount,
  claimedId,
  inquiryOutcome,
  paymentOutcome,
  productsOutcome,
  statusOutcome,
  type Answered,
  type Claim,
  type Paid,
} from '../answer.ts';
import { telling } from '../bills.ts';
import {
  isRefusal,
  type AccessRefusal,
  type BalanceOutcome,
  type InquiryOrder,
  type InquiryOutcome,
  type Outcome,
  type PayOrder,
  type ProductsOutcome,
} from '../provider.ts';
import type { SendResult } from '../wire/http.ts';
import { isLeftOut } from '../wire/read-fields.ts';
import { billFrom, billsIn, commissionOf, hasBadAmount, paidDetails, sumsDiffer } from './bills.ts';
import { accessRefusals, failedHttpStatus, readHttpStatus, rowOf, statusThatAgrees } from './codes.ts';
import {
  balanceFrom,
  messageOf,
  parseReply,
  productsFrom,
  readBody,
  referenceOf,
  remainingOf,
  shopCodeIn,
  type Format,
  type Reply,
} from './messages.ts';

// How answers of IAK are read; in what order that is checked stands in `../answer.ts`, the same for every provider. Pure.

/** What was asked with: the product code and the format, in which the answer comes too. */
interface Asked {
  readonly code: string;
  readonly format: Format;
}

const reading = (format: Format) => ({
  parseReply: (body: string) => parseReply(format, body),
  isRead: (status: number) => status === readHttpStatus,
  messageOf: (text: string) => messageOf(format, text),
  balanceOf: (reply: Reply) => reply.balance,
});

export function fromInquiry(result: SendResult, order: InquiryOrder, { code, format }: Asked): InquiryOutcome {
  return inquiryOutcome(result, {
    ...reading(format),
    claimsOf: (reply) => [
      claimedId(reply.ref_id, order.providerRef),
      claimedId(reply.hp, order.customerNumber),
      ...claimedCode(reply, code),
    ],
    meaningOf: (reply) => rowOf(reply.response_code)?.atInquiry ?? 'provider-down',
    accessRefused,
    billFrom: (reply) => billFrom(reply, order.product, code),
  });
}

function accessRefused({ response_code: said }: Reply): AccessRefusal | null {
  return rowOf(said)?.atPay === 'credentials' ? (accessRefusals[said ?? ''] ?? 'key-refused') : null;
}

/** HTTP 400 is a documented failure, with its reason in a body of unknown shape, in either format. */
export function fromPayment(result: SendResult, order: PayOrder, { code, format }: Asked): Outcome {
  const spoken = result.kind === 'reply' && result.status === failedHttpStatus ? formatOf(result.body) : null;
  return paymentOutcome(result, {
    ...reading(spoken ?? format),
    claimsOf: (reply) => claimsOf(reply, order, code),
    meaningOf: paymentMeaning,
    refusalBy,
    paidFrom: (reply) => paidFrom(reply, order),
  });
}

/**
 * A status answer is believed if `status` and `response_code` say the same. Nothing else settles a payment here: an error
 * without `status` and HTTP 400 are about the status check, not about the payment.
 */
export function fromStatusCheck(result: SendResult, order: PayOrder, { code, format }: Asked): Outcome {
  return statusOutcome(result, {
    ...reading(format),
    claimsOf: (reply) => claimsOf(reply, order, code),
    meaningOf: (reply) => statusMeaning(reply, order),
    paidFrom: (reply) => paidFrom(reply, order),
  });
}

const aboutShop = (format: Format) => ({
  messageOf: (text: string) => messageOf(format, text),
  accessRefusedBy: (body: string) => accessRefusals[shopCodeIn(format, body) ?? ''] ?? null,
});

/** What check-balance answered. */
export function fromBalance(result: SendResult, format: Format): BalanceOutcome {
  return balanceOutcome(result, { ...aboutShop(format), valueFrom: (body) => balanceFrom(format, body) });
}

/** What pricelist-pasca answered. */
export function fromProducts(result: SendResult, format: Format): ProductsOutcome {
  return productsOutcome(result, { ...aboutShop(format), valueFrom: (body) => productsFrom(format, body) });
}

/** Our id, their id, this customer and this price. The product's code may be left out. */
function claimsOf(reply: Reply, order: PayOrder, code: string): readonly Claim[] {
  return [
    claimedId(reply.ref_id, order.providerRef),
    claimedId(reply.tr_id, String(order.memo['trId'])),
    claimedId(reply.hp, order.customerNumber),
    claimedAmount(reply.price, add(order.bill, order.admin)),
    ...claimedCode(reply, code),
  ];
}

function claimedCode(reply: Reply, code: string): readonly Claim[] {
  return isLeftOut(reply.code) ? [] : [claimedId(reply.code, code)];
}

/** A payment's answer has no `status` in the documents. If one comes, a final word must agree with it. */
function paymentMeaning(reply: Reply): 'paid' | RefusalCode | PendingReason {
  const means = rowOf(reply.response_code)?.atPay ?? 'unknown-code';
  if (means !== 'paid' && !isRefusal(means)) return means;
  if (reply.status !== null && reply.status !== statusThatAgrees(means)) return 'contradiction';
  return means === 'paid' && hasBadAmount(reply) ? 'unreadable-reply' : means;
}

function statusMeaning(reply: Reply, order: PayOrder): 'paid' | RefusalCode | PendingReason {
  const means = rowOf(reply.response_code)?.atStatus ?? 'unknown-code';
  const agreeing = statusThatAgrees(means);
  if (agreeing !== null && reply.status !== null && reply.status !== agreeing) return 'contradiction';
  // Nothing says whose failure it is, so it is not believed; but neither is it another payment's.
  if (isRefusal(means)) return reply.status !== null && reply.ref_id === order.providerRef ? means : 'doubtful';
  if (means !== 'paid') return means;
  if (reply.status === null) return 'contradiction';
  return hasBadAmount(reply) ? 'unreadable-reply' : means;
}

/** Where the body of HTTP 400 has a code, the code must be a final failure too; without a body of theirs, it is some proxy's word. */
function refusalBy({ status, body }: Answered, reply: Reply | null): RefusalCode | null {
  if (status !== failedHttpStatus || formatOf(body) === null) return null;
  if (!reply) return 'rejected';
  const means = rowOf(reply.response_code)?.atPay ?? 'unknown-code';
  return isRefusal(means) ? means : null;
}

function formatOf(body: string): Format | null {
  return (['json', 'xml'] as const).find((format) => readBody(format, body) !== undefined) ?? null;
}

function paidFrom(reply: Reply, order: PayOrder): Paid {
  return {
    reference: referenceOf(reply),
    commission: commissionOf(reply, add(order.bill, order.admin)),
    balance: parseRupiah(reply.balance),
    warning: paidWarning(reply, order),
    details: paidDetails(reply, order.product),
    bills: telling(billsIn(reply, order.product, order)),
    remainingBills: remainingOf(reply),
    footer: null,
  };
}

/** Why a person should look at a paid payment before paper comes out. */
export function paidWarning(reply: Reply, quoted: Pick<PayOrder, 'product' | 'bill' | 'admin'>): Warning | null {
  const price = add(quoted.bill, quoted.admin);
  const admin = parseRupiah(reply.admin);
  const deducted = parseRupiah(reply.selling_price);
  if (sumsDiffer(reply, quoted.product, price) || (admin !== null && admin !== quoted.admin)) return 'total-mismatch';
  if (referenceOf(reply) === null) return 'no-reference';
  return deducted !== null && deducted > price ? 'deposit-mismatch' : null;
}
