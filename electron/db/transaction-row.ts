import type { Bill, PaidBefore, Warning } from '../../shared/bill.ts';
import { rupiah, subtract } from '../../shared/money.ts';
import type { BillDetails, Product, ProviderId } from '../../shared/product.ts';
import type { Tender } from '../../shared/tender.ts';
import { toWib } from '../../shared/time.ts';
import type { Refusal, RefusalCode, Status, Transaction } from '../../shared/transaction.ts';
import { unpackRow } from './packed-row.ts';

// A payment's row, and the payment that it is.

export const selectSql = `
  SELECT t.*, (SELECT count(*) FROM print_jobs p WHERE p.transaction_id = t.transaction_id
    AND p.copy IS NOT NULL AND p.state IN ('sent', 'doubtful')) AS prints,
    (SELECT c.name FROM customers c WHERE c.customer_id = t.customer_id) AS debtor_name
  FROM payments t`;

/** Of an older till's payments whose records are packed. */
const someone = 'petugas';

export function fromRow(row: TransactionRow): Transaction {
  const total = rupiah(row.total);
  const { bills, details, slips } = shownOf(row);
  const tendered = rupiah(row.tendered);
  const due = rupiah(row.total + row.rounding);
  return {
    transactionId: row.transaction_id,
    quoteId: row.quote_id,
    createdAt: toWib(row.created_at),
    settledAt: row.settled_at === null ? null : toWib(row.settled_at),
    status: row.status as Status,
    provider: row.provider as ProviderId,
    product: row.product as Product,
    customerNumber: row.customer_number,
    customerName: row.customer_name,
    periods: JSON.parse(row.periods) as string[],
    bills: JSON.parse(bills) as Bill[],
    bill: rupiah(row.bill),
    admin: rupiah(row.admin),
    fee: rupiah(row.fee),
    total,
    commission: row.commission === null ? null : rupiah(row.commission),
    tendered,
    ...{ rounding: rupiah(row.rounding), due },
    change: subtract(tendered, due),
    tenders: row.tenders === null ? [{ kind: 'cash', amount: tendered }] : (JSON.parse(row.tenders) as Tender[]),
    debtor: row.customer_id === null ? null : { customerId: row.customer_id, name: row.debtor_name ?? row.customer_id },
    reference: row.reference,
    refusal: refusalFrom(row),
    remainingBills: row.remaining_bills,
    expiresAt: toWib(row.expires_at),
    nextAskAt: row.next_ask_at === null ? null : toWib(row.next_ask_at),
    prints: row.prints + slips,
    slipNumber: row.slip_number,
    claimCode: row.claim_code,
    saidBy: row.settled_by === 'person' && row.status === 'paid' ? (row.said_by ?? someone) : null,
    warning: row.warning as Warning | null,
    paidBefore: row.paid_before === null ? null : (JSON.parse(row.paid_before) as PaidBefore),
    details: JSON.parse(details) as BillDetails,
  };
}

/** What may be packed: and how many receipts that are packed came out, or may have. */
function shownOf({ packed, bills, details }: TransactionRow): {
  readonly bills: string;
  readonly details: string;
  readonly slips: number;
} {
  if (packed === null) return { bills, details, slips: 0 };
  const unpacked = unpackRow(packed);
  return { ...unpacked, slips: unpacked.slips.length };
}

function refusalFrom(row: TransactionRow): Refusal | null {
  if (row.refusal_code === null) return null;
  const { refusal_message: message, refusal_message_en: messageEn } = row;
  return { code: row.refusal_code as RefusalCode, message, ...(messageEn && { messageEn }) };
}

export interface TransactionRow {
  /** Its rowid. */
  readonly payment: number;
  readonly transaction_id: string;
  readonly quote_id: string;
  readonly provider: string;
  readonly product: string;
  readonly customer_number: string;
  readonly customer_name: string | null;
  readonly periods: string;
  readonly bills: string;
  readonly bill: number;
  readonly admin: number;
  readonly fee: number;
  readonly total: number;
  readonly commission: number | null;
  readonly remaining_bills: number | null;
  readonly expires_at: number;
  readonly warning: string | null;
  readonly paid_before: string | null;
  readonly details: string;
  readonly status: string;
  readonly tendered: number;
  readonly rounding: number;
  /** As JSON; null if all of it is cash. */
  readonly tenders: string | null;
  readonly customer_id: string | null;
  readonly debtor_name: string | null;
  readonly reference: string | null;
  readonly refusal_code: string | null;
  readonly refusal_message: string | null;
  readonly refusal_message_en: string | null;
  readonly created_at: number;
  readonly settled_at: number | null;
  readonly settled_by: string | null;
  readonly said_by: string | null;
  readonly next_ask_at: number | null;
  readonly prints: number;
  readonly slip_number: string | null;
  readonly claim_code: string | null;
  /** In place of `bills` and `details`, where it is not null. */
  readonly packed: Uint8Array | null;
}
