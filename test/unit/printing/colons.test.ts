import { expect, test } from 'vitest';
import { rupiah } from '../../../shared/money.ts';
import type { Transaction } from '../../../shared/transaction.ts';
import { debtSlipLines } from '../../../electron/printing/debt-slip.ts';
import { receiptLines } from '../../../electron/printing/receipt.ts';
import { samplePayment, sampleSlip } from '../../paper/hostile.ts';

// The values of a slip stand in one column.

const pending = { status: 'pending', settledAt: null, reference: null, slipNumber: null } as const;
const rounded = { rounding: rupiah(-50), due: rupiah(samplePayment.total - 50) } as const;

const slip = (columns: number, copy: number | null, of: Partial<Transaction>): readonly string[] =>
  receiptLines({ ...sampleSlip, columns, copy, transaction: { ...samplePayment, ...of } }).map(({ text }) => text);

function debtSlip(
  columns: number,
  uncertain: number,
  amount = 100_000,
  owed = 50_050,
  rounding = -50,
): readonly string[] {
  const payment = {
    ...{ settlementId: '01JABCDEFGHJKMNPQRSTVWXYZ0', customerId: 'C1', name: 'Bu Yanti', by: 'Sri' },
    ...{ at: '2026-11-28T10:00:00.000+07:00', amount: rupiah(amount), rounding: rupiah(rounding), owed: rupiah(owed) },
    ...{
      tenders: [{ kind: 'cash' as const, amount: rupiah(amount + rounding) }],
      change: rupiah(amount > 0 ? 5_000 : 0),
    },
  };
  const shop = { name: 'Loket Sumber Rejeki', terminal: '01' };
  const paper = { shop, journal: '12-ABCDEF01', approvedBy: 'Wati', uncertain, columns, training: false, copy: 0 };
  return debtSlipLines(payment, paper).map(({ text }) => text);
}

/** Where the colons behind labels stand. A penalty is said of the line above it, by a longer label. */
function columnsOf(lines: readonly string[]): readonly number[] {
  const labelled = lines.filter(
    (line) => /^[A-Z][A-Z./ ]* +:( |$)|^[A-Z][A-Z./ ]*:$/.test(line) && !line.startsWith('TERMASUK'),
  );
  return [...new Set(labelled.map((line) => line.indexOf(':')))];
}

test.for([32, 42, 48])('the amounts of a pending slip with a rounding stood out of line at %i columns', (columns) => {
  const slips = {
    receipt: slip(columns, 0, rounded),
    pending: slip(columns, null, pending),
    rounded: slip(columns, null, { ...pending, ...rounded }),
    debt: debtSlip(columns, 0),
    uncertain: debtSlip(columns, 20_000),
    back: debtSlip(columns, 0, -100_000, 0),
  };
  for (const [name, lines] of Object.entries(slips)) expect(columnsOf(lines), name).toHaveLength(1);
});

test.for([32, 42, 48])(
  'the slip of a debt said nothing of a bill that is not certain, at %i columns',
  async (columns) => {
    const lines = debtSlip(columns, 20_000);
    expect(lines.every((line) => line.length <= columns)).toBe(true);
    expect(lines.join('\n')).toMatch(/^BELUM PASTI +: +Rp20\.000$/m);
    expect(debtSlip(columns, 0).join('\n')).not.toContain('PASTI');
    if (columns === 32) await expect(`${lines.join('\n')}\n`).toMatchFileSnapshot('../../golden/debt-uncertain-32.txt');
  },
);

test.for([32, 42, 48])(
  'the slip of Rp292.500 that go back as they were paid said that Rp292.750 were paid too much, at %i columns',
  async (columns) => {
    const lines = debtSlip(columns, 0, -292_750, 0, 250);
    expect(lines.every((line) => line.length <= columns)).toBe(true);
    const text = lines.join('\n');
    expect(text).toMatch(/^LEBIH BAYAR +: +Rp292\.500\nKEMBALI +: +Rp292\.500$/m);
    expect(text).not.toContain('292.750');
    expect(text.replaceAll('\n', ' ')).toContain('Pembulatan Rp250 waktu membayar batal.');
    if (columns === 32) await expect(`${text}\n`).toMatchFileSnapshot('../../golden/debt-back-32.txt');
  },
);
