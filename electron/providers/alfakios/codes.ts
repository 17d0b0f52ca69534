import type { RefusalCode } from '../../../shared/transaction.ts';
import type { CodeRow } from '../provider.ts';

// The Alfakios (Relay) page on PLN postpaid documents one result, success, and no list of codes. Success and failure are
// therefore read from all layers of the answer together: `success`, `rc`, `data.status`, `data.rc`. Messages never count;
// they even say "prepaid" for a postpaid bill.

/** The result code of success, in both layers of the answer ("Response Berhasil"). */
export const successRc = '000';
export const successStatus = 'SUCCESS';
export const failedStatus = 'FAILED';

/**
 * HTTP statuses that mean the request was turned away before anything was done, when a JSON body comes with them.
 * Not in the document: ordinary HTTP meaning. 408, 409, 429 and 5xx are missing on purpose; a payment may stand behind them.
 */
export const refusedHttpStatus: ReadonlyMap<number, RefusalCode> = new Map([
  [400, 'rejected'],
  [401, 'credentials'],
  [403, 'credentials'],
  [404, 'rejected'],
  [422, 'rejected'],
]);

const page = 'PLN Pascabayar, "Response Berhasil"';
const http = 'ordinary HTTP meaning; not in the document';

/** The whole table. `atStatus` is for a payment that is sent again where the setting `resend` allows that. */
export const alfakiosCodes: readonly CodeRow[] = [
  {
    code: successRc,
    meaning: `done, if success, data.status ${successStatus} and data.rc say so too`,
    atInquiry: 'bill',
    atPay: 'paid',
    atStatus: 'paid',
    source: page,
  },
  {
    code: `not ${successRc}`,
    meaning: `failed, if success is false and data.status is ${failedStatus}`,
    atInquiry: 'provider-down',
    atPay: 'rejected',
    atStatus: 'doubtful',
    source: 'not documented; the envelope of the page read as a failure only where every layer agrees',
  },
  ...[...refusedHttpStatus].map(([status, refusal]): CodeRow => ({
    code: `HTTP ${status}`,
    meaning: 'turned away before anything was done, if the body is JSON',
    atInquiry: 'provider-down',
    atPay: refusal,
    atStatus: 'doubtful',
    source: http,
  })),
];
