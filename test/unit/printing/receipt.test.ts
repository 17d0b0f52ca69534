import fc from 'fast-check';
import { expect, test } from 'vitest';
import { formatRupiah, rupiah } from '../../../shared/money.ts';
import type { Transaction } from '../../../shared/transaction.ts';
import { toEscPos, withPulse } from '../../../electron/printing/escpos.ts';
import { receiptLines, type Slip } from '../../../electron/printing/receipt.ts';
import { paperText } from '../../harness/printer-sink.ts';
import { samplePayment, sampleSlip } from '../../paper/hostile.ts';

const transaction = samplePayment;
const slip = sampleSlip;

function texts(changes: Partial<Slip> = {}, of: Partial<Transaction> = {}): readonly string[] {
  return receiptLines({ ...slip, ...changes, transaction: { ...transaction, ...of } }).map((line) => line.text);
}

const columnWidths = [32, 42, 48] as const;

test.for(columnWidths)('the document’s sample at %i columns', async (columns) => {
  await expect(`${texts({ columns }).join('\n')}\n`).toMatchFileSnapshot(
    `../../golden/receipt-alfakios-${columns}.txt`,
  );
});

test('a copy, an own fee, arrears, a long reference, a penalty and four months', async () => {
  const lines = texts(
    { copy: 2 },
    {
      fee: rupiah(1_500),
      total: rupiah(292_500),
      change: rupiah(7_500),
      remainingBills: 2,
      reference: '004212C9245F1BA43A77CEBD5CD5DA39',
      periods: ['2026-05', '2026-08', '2026-10', '2026-12'],
      details: { tariff: 'R1', power: '1300', standStart: '80000', standEnd: '00080241', penalty: rupiah(8_000) },
    },
  );
  await expect(`${lines.join('\n')}\n`).toMatchFileSnapshot('../../golden/receipt-copy-32.txt');
});

const onCredit = {
  tendered: rupiah(291_000),
  tenders: [
    { kind: 'qris', amount: rupiah(100_000) },
    { kind: 'credit', amount: rupiah(191_000) },
  ],
  change: rupiah(0),
  debtor: { customerId: 'C1', name: 'Bu Yanti Kusumawardhani Setyaningsih' },
} as const satisfies Partial<Transaction>;

test('the receipt of a bill on credit named nobody who owes it', async () => {
  await expect(`${texts({}, onCredit).join('\n')}\n`).toMatchFileSnapshot('../../golden/receipt-credit-32.txt');
});

test('the slip of a pending payment said that what is on credit was received', () => {
  const open = { ...onCredit, status: 'pending', settledAt: null, reference: null, slipNumber: null } as const;
  const said = (tenders: Transaction['tenders']) =>
    texts({ copy: null }, { ...open, tenders }).filter((line) => /DITERIMA|BON|KEMBALI/.test(line));
  expect(said(onCredit.tenders)).toEqual(['DITERIMA :             Rp100.000', 'BON      :             Rp191.000']);
  expect(said([onCredit.tenders[1]])).toEqual(['BON      :             Rp191.000']);
});

test('an unsettled payment gets a slip that claims nothing', async () => {
  const open = { status: 'pending', settledAt: null, reference: null, slipNumber: null } as const;
  const lines = texts({ copy: null, training: true }, open);
  await expect(`${lines.join('\n')}\n`).toMatchFileSnapshot('../../golden/slip-pending-training-32.txt');
  expect(lines.join('\n')).not.toMatch(/LUNAS|STRUK PEMBAYARAN|sah|NO REF|ASLI/);
});

test('slip number and claim code are said where there are some: what an older till sold has neither', () => {
  expect(texts()).toEqual(expect.arrayContaining(['    Struk LKT01-2611-000123', '      Kode klaim K7M4 QX8']));
  const old = { slipNumber: null, claimCode: null };
  expect(texts({}, old).filter((line) => /Struk LKT|klaim/i.test(line))).toEqual([]);
  const open = { ...old, status: 'pending', settledAt: null, reference: null } as const;
  expect(texts({ copy: null }, open).filter((line) => /Struk LKT|klaim/i.test(line))).toEqual([]);
  for (const columns of columnWidths)
    expect(texts({ columns }, { slipNumber: 'ABCDEFGH-2611-999999' }).join('\n')).toContain(
      'Struk ABCDEFGH-2611-999999',
    );
});

test('a training slip says so in its first and last line and leaves the sentence of PLN out', () => {
  const lines = texts({ training: true });
  expect(lines[0]).toContain('LATIHAN');
  expect(lines.at(-1)).toContain('LATIHAN');
  expect(lines.join(' ')).not.toContain('PLN menyatakan');
  expect(texts().join(' ')).not.toContain('LATIHAN');
});

test('whatever a provider sends, no line is too wide and money stays whole', () => {
  const text = fc.string({ unit: 'binary', maxLength: 300 });
  const amount = fc.integer({ min: 0, max: 999_999_999_999 });
  fc.assert(
    fc.property(
      fc.constantFrom(...columnWidths),
      fc.record({ customerName: text, reference: text, tariff: text, standStart: text, bill: amount, admin: amount }),
      fc.array(fc.constantFrom('2026-01', '2025-12', 'x'.repeat(50)), { maxLength: 12 }),
      (columns, hostile, periods) => {
        const bill = rupiah(hostile.bill);
        const admin = rupiah(hostile.admin);
        const lines = texts(
          { columns },
          {
            customerName: hostile.customerName,
            reference: hostile.reference,
            periods,
            bill,
            admin,
            details: {
              tariff: hostile.tariff,
              power: hostile.tariff,
              standStart: hostile.standStart,
              standEnd: hostile.standStart,
              penalty: null,
            },
          },
        );
        for (const line of lines) {
          expect(line.length).toBeLessThanOrEqual(columns);
          expect(line).toMatch(/^[\x20-\x7e]*$/);
        }
        for (const sum of [bill, admin, rupiah(bill + admin)]) {
          expect(lines.some((line) => line.endsWith(` ${formatRupiah(sum)}`))).toBe(true);
        }
        expect(lines.some((line) => line.includes(transaction.customerNumber))).toBe(true);
        expect(lines.some((line) => line.includes(transaction.transactionId))).toBe(true);
      },
    ),
  );
});

/** What must stand on a slip in this order, whatever the lines and spaces between. */
function expectInOrder(lines: readonly string[], values: readonly string[]): void {
  const squeezed = (text: string): string => text.replace(/ /g, '');
  let rest = squeezed(lines.join(''));
  for (const value of values.map(squeezed)) {
    const at = rest.indexOf(value);
    if (at < 0) expect(lines.join('\n'), value).toBe('a slip that has it whole');
    rest = rest.slice(at + value.length);
  }
}

const said = fc.stringMatching(/^[A-Za-z0-9/.,()-]{1,40}( [A-Za-z0-9/.,()-]{1,40}){0,4}$/);
const number = fc.stringMatching(/^[0-9]{6,32}$/);
const months = fc.array(fc.constantFrom('2026-01', '2025-12', '2026-05'), { minLength: 1, maxLength: 14 });
const meter = (text: string): string => (/^\d+$/.test(text) ? text.padStart(8, '0') : text);
const short = { '2026-01': 'JAN26', '2025-12': 'DES25', '2026-05': 'MEI26' };

test('a slip cuts no value but the name, at any width', () => {
  const values = fc.record({
    shop: said,
    address: said,
    name: said,
    reference: said,
    first: said,
    second: said,
    number,
  });
  fc.assert(
    fc.property(
      fc.constantFrom(...columnWidths),
      fc.constantFrom('pln-postpaid', 'pln-nontaglist', 'pending' as const),
      values,
      months,
      fc.array(said, { maxLength: 3 }),
      (columns, kind, given, periods, footer) => {
        const { shop, address, name, reference, first, second } = given;
        const isPending = kind === 'pending';
        const lines = texts(
          { columns, footer, shop: { name: shop, address, terminal: '01' }, copy: isPending ? null : 0 },
          {
            ...(isPending ? { status: 'pending', settledAt: null } : { product: kind }),
            ...{ customerNumber: given.number, customerName: name, reference, periods },
            details:
              kind === 'pln-nontaglist'
                ? { kind: first, registrationNumber: second, registrationDate: `TGL ${reference}` }
                : { tariff: first, power: second, standStart: second, standEnd: first, penalty: rupiah(3_000) },
          },
        );
        for (const line of lines) expect(line.length).toBeLessThanOrEqual(columns);
        expect(lines.some((line) => line.endsWith(given.number))).toBe(true);
        const period = `BL/TH:${periods.map((one) => short[one]).join(',')}`;
        const power = /^\d+$/.test(second.replace(/ /g, '')) ? 'VA' : '';
        const fields = {
          'pln-postpaid': [
            `IDPEL:${given.number}`,
            'TARIF/DAYA:' + first + '/',
            power,
            period,
            `STANDMETER:${meter(second)}-${meter(first)}`,
            'TERMASUKDENDA:Rp3.000',
          ],
          'pln-nontaglist': [
            `TRANSAKSI:${first}`,
            `NOREGISTRASI:${second}`,
            `TGLREGISTRASI:TGL${reference}`,
            `NOPELANGGAN:${given.number}`,
          ],
          pending: [`NOMOR:${given.number}`, period],
        }[kind];
        const paid = isPending ? [] : [`NOREF:${reference}`, 'TOTALBAYAR:Rp291.000', ...footer];
        expectInOrder(lines, [shop.toUpperCase(), address, ...fields, ...paid]);
      },
    ),
  );
});

test('a name may be cut but keeps twelve characters', () => {
  const name = texts({}, { customerName: 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'.repeat(400) }).find((line) =>
    line.startsWith('NAMA'),
  );
  expect(name).toBe('NAMA        : ABCDEFGHIJKLMNOPQR');
});

test('printer commands in a name never reach the printer', () => {
  const lines = receiptLines({
    ...slip,
    transaction: { ...transaction, customerName: 'SI\x1bp\x00\x19\xfaTI\x1dV\x00\u202e X' },
  });
  const bytes = toEscPos(lines, 32);
  expect(bytes.includes(Buffer.from([0x1b, 0x70]))).toBe(false);
  expect(bytes.indexOf(Buffer.from([0x1d, 0x56]))).toBe(bytes.lastIndexOf(Buffer.from([0x1d, 0x56])));
  expect(paperText(bytes)).toContain('NAMA        : SIpuTIV X');
});

test('a job starts with a reset, ends with a cut, and says on paper what the preview says', () => {
  const lines = receiptLines(slip);
  const bytes = toEscPos(lines, 32);
  expect(bytes.subarray(0, 2)).toEqual(Buffer.from([0x1b, 0x40]));
  expect(bytes.includes(Buffer.from([0x1d, 0x56, 0x00]))).toBe(true);
  expect(paperText(bytes).trimEnd().split('\n')).toEqual(lines.map((line) => line.text));
});

test.for([
  [2, [0x1b, 0x70, 0x00, 0x19, 0xfa]],
  [5, [0x1b, 0x70, 0x01, 0x19, 0xfa]],
] as const)('drawer pin %i gets one whole pulse', ([pin, pulse]) => {
  const bytes = withPulse(toEscPos(receiptLines(slip), 32), pin);
  expect(bytes.includes(Buffer.from(pulse))).toBe(true);
  expect(bytes.indexOf(Buffer.from([0x1b, 0x70]))).toBe(bytes.lastIndexOf(Buffer.from([0x1b, 0x70])));
});

test('non-taglist: kind, registration and date', async () => {
  const lines = texts(
    {},
    {
      product: 'pln-nontaglist',
      customerNumber: '3225030005901',
      periods: [],
      details: { kind: 'PENYAMBUNGAN BARU', registrationNumber: '5392112011703', registrationDate: '20260921' },
    },
  );
  await expect(`${lines.join('\n')}\n`).toMatchFileSnapshot('../../golden/receipt-nontaglist-32.txt');
});
