import { failedStatus, successRc, successStatus } from '../providers/alfakios/codes.ts';
import { adminOf, periodText, tariffText } from './alfakios-stories.ts';
import type { TrainingBill } from './bills.ts';
import { jsonReply, type TrainingReply } from './loopback.ts';

// The answers of Alfakios' training server, field by field as the document "PLN Pascabayar" shows them.

/** What the inner answer says of itself. */
export interface Head {
  readonly reqId: string;
  readonly refId: string;
  readonly customerNumber: string;
  /** What is left of the deposit, in rupiah. */
  readonly deposit: number;
}

export const trainingProductCode = 'PLNPOST';
/** Not documented; anything but success. */
const failureRc = '099';

export function inquiryReply(head: Head, bill: TrainingBill): TrainingReply {
  return jsonReply(
    success('PLN prepaid inquiry completed successfully', {
      ...headFields(head),
      ...amounts(bill),
      message: `INQUIRY PLN POSTPAID KE ${head.customerNumber} SUKSES`,
      data: {
        nama_pelanggan: bill.name,
        tarif: tariffText(head.customerNumber, bill),
        daya: `${bill.power} VA`,
        id_pelanggan: head.customerNumber,
        periode: periodText(head.customerNumber, bill),
        tagihan: String(bill.bill),
        admin: String(adminOf(bill)),
      },
    }),
  );
}

/** The body of a success, which a repeated `req_id` gets again. */
export function paidBody(head: Head, bill: TrainingBill): string {
  const serial = `REF-PLN-${head.reqId}`;
  return JSON.stringify(
    success('PLN prepaid top-up created successfully', {
      ...headFields(head),
      ...amounts(bill),
      message: `BAYAR TAGIHAN PLN ${head.customerNumber} SUKSES`,
      balance_used: String(bill.bill + adminOf(bill)),
      serial_no: serial,
      data: { nama_pelanggan: bill.name, periode: periodText(head.customerNumber, bill), nomor_struk: serial },
    }),
  );
}

/** The answer with this body; a contradiction says failed in one of its layers. */
export function paidReply(body: string, contradiction: boolean): TrainingReply {
  const said = contradiction ? body.replace(`"${successStatus}"`, `"${failedStatus}"`) : body;
  return { status: 200, type: 'application/json', body: said };
}

export function failureReply(head: Head, message: string): TrainingReply {
  const result = { status: failedStatus, rc: failureRc, description: 'Transaksi Gagal', message };
  const data = { ...headFields(head), ...result };
  return jsonReply({ success: false, message: 'PLN prepaid request failed', rc: failureRc, data });
}

export function turnedAway(status: number, message: string): TrainingReply {
  return jsonReply({ success: false, message, rc: String(status) }, status);
}

function headFields({ reqId, refId, customerNumber, deposit }: Head): Record<string, string> {
  return {
    req_id: reqId,
    ref_id: refId,
    product_id: trainingProductCode,
    cust_id: customerNumber,
    balance_used: '0',
    balance: String(deposit),
    serial_no: '',
  };
}

function success(message: string, data: object): object {
  const result = { status: successStatus, rc: successRc, description: 'Transaksi Sukses' };
  return { success: true, message, rc: successRc, data: { ...data, ...result } };
}

function amounts(bill: TrainingBill): Record<string, string> {
  return { amount: String(bill.bill), unit_price: String(bill.bill + adminOf(bill)) };
}
