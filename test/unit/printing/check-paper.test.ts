import { expect, test } from 'vitest';
import { mustSay, problemOfPaper, type WantedPaper } from '../../../electron/printing/check-paper.ts';
import { decode, linesOf } from '../../../electron/printing/decode.ts';
import { nothing, toEscPos, withPulse } from '../../../electron/printing/escpos.ts';
import { lineWidth, toBytes } from '../../../electron/printing/paper.ts';
import { receiptLines } from '../../../electron/printing/receipt.ts';
import { stubLines } from '../../../electron/printing/stub.ts';
import { chanceOf } from '../../harness/chance.ts';
import { anyName, problemWith, problemWithName, samplePayment, sampleSlip, twoBytes } from '../../paper/hostile.ts';

const lines = receiptLines(sampleSlip);
const job = toEscPos(lines, 32);
const must: WantedPaper = { ...mustSay(samplePayment, 32), columns: 32, drawer: false };

/** The job with the first such bytes changed. */
function spoilt(from: string | Buffer, to: string | Buffer): Buffer {
  const [old, bytes] = [Buffer.from(from), Buffer.from(to)];
  const at = job.indexOf(old);
  expect(at).toBeGreaterThanOrEqual(0);
  return Buffer.concat([job.subarray(0, at), bytes, job.subarray(at + old.length)]);
}

test('a slip is read back from its bytes as it was composed', () => {
  expect(linesOf(decode(job))).toEqual(lines.map(({ text }) => text));
  expect(problemOfPaper(job, must)).toBeNull();
  expect(problemOfPaper(withPulse(job, 2), { ...must, drawer: true })).toBeNull();
  expect(problemOfPaper(withPulse(nothing, 5), { columns: 32, whole: [], drawer: true })).toBeNull();
});

test.for([
  ['a command in a name', spoilt('SITI', Buffer.from('S\x1bp\x00\x19\xfaI', 'latin1')), 'none of a slip'],
  ['letters of another size', spoilt('SITI', '\x1d!\x11SI'), 'none of a slip'],
  ['a cut in the middle', spoilt('SITI', Buffer.from('\x1dV\x00SI', 'latin1')), 'none of a slip'],
  ['a byte that is none of ASCII', spoilt('SITI', Buffer.from('S\xe9TI', 'latin1')), 'none of a slip'],
  ['a command that is cut off', job.subarray(0, -1), 'does not end'],
  ['no cut', job.subarray(0, -5), 'does not end'],
  ['a second slip behind it', Buffer.concat([job, job]), 'none of a slip'],
  ['no reset', job.subarray(2), 'does not begin'],
  ['a pulse that nobody wanted', withPulse(job, 2), 'open the drawer'],
  ['two pulses', withPulse(withPulse(job, 2), 2), 'open the drawer'],
  ['bold that does not end', spoilt(Buffer.from([0x1b, 0x45, 0]), ''), 'none of a slip'],
  ['a line that is too wide', spoilt('SITI RAHAYU', 'SITI RAHAYU BINTI ABDUL'), 'wider'],
  ['a number over two lines', spoilt('512345678901', '512345\n678901'), 'value 3 of'],
  ['a number that lost a digit', spoilt('512345678901', '51234567890'), 'value 3 of'],
  ['a number within another one', spoilt('512345678901', '5123456789012'), 'value 3 of'],
  ['a reference over two lines', spoilt('REF-PLN-20240501', 'REF-PLN\n-20240501'), 'value 4 of'],
  ['another slip number', spoilt('LKT01-2611-000123', 'LKT01-2611-000124'), 'value 2 of'],
  ['no transaction id', spoilt('01K9ZV3XAB5C7D9E1F2G', ''), 'value 1 of'],
  ['an amount with another one behind it', spoilt('    Rp285.000', 'Rp285.000.000'), 'value 5 of'],
  ['a total of its own', spoilt('Rp291.000', 'Rp291.001'), 'value 7 of'],
] as const)('held back: %s', ([, bytes, says]) => {
  expect(problemOfPaper(bytes, must)).toContain(says);
});

test('a reference that fits no line stands over several, and must not lose a part', () => {
  const payment = { ...samplePayment, reference: 'R'.repeat(40) + '77' };
  const bytes = toEscPos(receiptLines({ ...sampleSlip, transaction: payment }), 32);
  expect(problemOfPaper(bytes, { ...must, ...mustSay(payment, 32) })).toBeNull();
  const longer = mustSay({ ...payment, reference: `${payment.reference}8` }, 32);
  expect(problemOfPaper(bytes, { ...must, ...longer })).toContain('several lines');
});

test('all texts of two bytes, in every field: no command that is none of a slip, and nothing broken', () => {
  // Six in one text stand in the shortest place; `npm run test:paper` has each by itself.
  for (let n = 0; n < 65_536; n += 6) {
    const text = [0, 1, 2, 3, 4, 5].map((more) => twoBytes((n + more) % 65_536)).join('.');
    expect(problemWith(text)).toBeNull();
  }
}, 120_000);

test('whatever a name holds, no command that is none of a slip reaches the printer', () => {
  const chance = chanceOf(Number(process.env.LOKET_SEED ?? 7));
  for (let n = 0; n < 5_000; n++) expect(problemWithName(anyName(chance))).toBeNull();
}, 60_000);

test('the same on forms: what is composed passes, and a command in a name does not', () => {
  const paper = { columns: 80, profile: 'escp', formLines: 22, layout: 'two-part' } as const;
  const slip = { ...sampleSlip, columns: lineWidth(paper) };
  const form = toBytes(receiptLines(slip), paper, 'LKT01', () => stubLines(slip));
  const wanted = { ...mustSay(samplePayment, lineWidth(paper)), columns: 80, drawer: false };
  expect(problemOfPaper(form, wanted)).toBeNull();
  const at = form.indexOf('SITI');
  const changed = (text: string): Buffer =>
    Buffer.concat([form.subarray(0, at), Buffer.from(text), form.subarray(at + 4)]);
  expect(problemOfPaper(changed('\x1bC\x05S'), wanted)).toContain('none of a slip');
  expect(problemOfPaper(changed('\x0fSIT'), wanted)).toContain('none of a slip');
  expect(problemOfPaper(form.subarray(0, -1), wanted)).toContain('does not end');
  expect(problemOfPaper(form, { ...wanted, columns: 79 })).toContain('wider');
});

test('a stub was composed for thermal paper and for forms in one part, where it could only fail', () => {
  const lines = receiptLines({ ...sampleSlip, columns: 32 });
  const never = () => {
    throw new Error('composed');
  };
  expect(toBytes(lines, { columns: 32 }, '', never)).toEqual(toEscPos(lines, 32));
  expect(() => toBytes(lines, { columns: 80, profile: 'escp', layout: 'single' }, '', never)).not.toThrow();
  expect(() => toBytes(lines, { columns: 80, profile: 'escp', layout: 'two-part' }, '', never)).toThrow('composed');
});
