import { add, parseRupiah } from '../../../shared/money.ts';
import { billsMaxAt } from '../../../shared/product.ts';
import {
  balanceOutcome,
  claimedAmount,
  claimedId,
  inquiryOutcome,
  paymentOutcome,
  productsOutcome,
  statusOutcome,
  type Claim,
  type Paid,
} from '../answer.ts';
import { telling } from '../bills.ts';
import type { BalanceOutcome, InquiryOrder, InquiryOutcome, Outcome, PayOrder, ProductsOutcome } from '../provider.ts';
import type { SendResult } from '../wire/http.ts';
import { adminOf, billCount, billFrom, billsIn, detailsOf, sumsDiffer } from './bills.ts';
import { notAuthorised, rowOf } from './codes.ts';
import { balanceFrom, footerOf, messageOf, parseReply, productsFrom, referenceOf, type Reply } from './messages.ts';

// How answers of Ayoconnect are read; in what order that is checked stands in `../answer.ts`, the same for every provider. Pure.

const reading = {
  parseReply,
  isRead: (status: number) => status === 200,
  messageOf,
  balanceOf: ({ data }: Reply) => data.balance,
};

/** The document's own sample answers for another number than was asked; a live answer may not. */
export function fromInquiry(result: SendResult, order: InquiryOrder): InquiryOutcome {
  return inquiryOutcome(result, {
    ...reading,
    claimsOf: ({ data }) => [claimedId(data.accountNumber, order.customerNumber)],
    meaningOf: ({ code }) => rowOf(code).atInquiry ?? 'provider-down',
    accessRefused: ({ code }) => (code === notAuthorised ? 'key-refused' : null),
    billFrom: (reply) => {
      const most = billsMaxAt('ayoconnect', order.product) ?? Infinity;
      return billCount(reply) > most ? null : billFrom(reply, order.product);
    },
  });
}

export function fromPayment(result: SendResult, order: PayOrder): Outcome {
  return paymentOutcome(result, {
    ...reading,
    claimsOf: (reply) => claimsOf(reply, order),
    meaningOf: ({ code }) => rowOf(code).atPay,
    paidFrom: (reply) => paidFrom(reply, order),
  });
}

/** After an orderly 299 a failed inquiry may be the status check's own failure, so it has to be said twice. */
export function fromStatusCheck(result: SendResult, order: PayOrder): Outcome {
  return statusOutcome(result, {
    ...reading,
    claimsOf: (reply) => claimsOf(reply, order),
    meaningOf: ({ code }) => rowOf(code).atStatus,
    mustRepeat: ({ code }) => rowOf(code).atPay === 'doubtful',
    paidFrom: (reply) => paidFrom(reply, order),
  });
}

const aboutShop = {
  messageOf,
  accessRefusedBy: (body: string) => (parseReply(body)?.code === notAuthorised ? ('key-refused' as const) : null),
};

/** What partner/balance answered. */
export function fromBalance(result: SendResult): BalanceOutcome {
  return balanceOutcome(result, { ...aboutShop, valueFrom: balanceFrom });
}

/** What partner/products answered. */
export function fromProducts(result: SendResult): ProductsOutcome {
  return productsOutcome(result, { ...aboutShop, valueFrom: productsFrom });
}

/** Our reference, this customer and this amount. */
function claimsOf({ data }: Reply, order: PayOrder): readonly Claim[] {
  return [
    claimedId(data.refNumber, order.providerRef),
    claimedId(data.accountNumber, order.customerNumber),
    claimedAmount(data.amount, add(order.bill, order.admin)),
  ];
}

function paidFrom(reply: Reply, order: PayOrder): Paid {
  const { data } = reply;
  const reference = referenceOf(reply);
  const details = detailsOf(data, order.product);
  const admin = adminOf(data);
  const splitDiffers = (admin !== null && admin !== order.admin) || sumsDiffer(data, order.bill, order.admin);
  return {
    reference,
    commission: null,
    balance: parseRupiah(data.balance),
    warning: splitDiffers ? 'total-mismatch' : reference === null ? 'no-reference' : null,
    // All of it or nothing, so that a thin answer takes nothing away from what the inquiry told.
    details: Object.values(details).every((value) => value !== null) ? details : null,
    bills: telling(billsIn(data, order)),
    remainingBills: null,
    footer: footerOf(reply),
  };
}
