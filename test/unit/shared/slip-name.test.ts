import { expect, test } from 'vitest';
import { claimCode } from '../../../shared/claim-code.ts';
import { readSlipName } from '../../../shared/slip-name.ts';

const code = claimCode(7, 'KEY1');

test.for([
  ['1024-9F3A21C4', { kind: 'journal', n: 1024, word: '1024-9F3A21C4' }],
  [' jurnal 1024-9f3a21c4 ', { kind: 'journal', n: 1024, word: '1024-9F3A21C4' }],
  ['1024 - 9F3A 21C4', { kind: 'journal', n: 1024, word: '1024-9F3A21C4' }],
  ['Struk LKT01-2611-000123', { kind: 'slip-number', word: 'LKT01-2611-000123' }],
  [`${code.slice(0, 4)} ${code.slice(4)}`.toLowerCase(), { kind: 'claim-code', word: code }],
  [`Kode klaim ${code}`, { kind: 'claim-code', word: code }],
  ['No. 01KATM3S4TABCD234567', { kind: 'transaction-id', word: '01KATM3S4TABCD234567' }],
] as const)('%j is read as what stands on a slip', ([text, name]) => {
  expect(readSlipName(text)).toEqual(name);
});

test.for([
  ['', 'Jurnal', '512345678901', '0-00000000', '1024-9F3A21C', '1024-9F3A21CG', '1024', 'LKT01-2611-00012', '\u0000'],
  [
    code.replace(/.$/, (last) => (last === '2' ? '3' : '2')),
    '1024-9F3A21C4 1025-9F3A21C4',
    '9'.repeat(16) + '-9F3A21C4',
  ],
])('no name of a slip: %j', (texts) => {
  expect(texts.map(readSlipName)).toEqual(texts.map(() => null));
});
