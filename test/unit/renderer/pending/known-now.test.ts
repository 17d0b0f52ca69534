import { expect, test } from 'vitest';
import { knownNow } from '../../../../renderer/pending/known-now.ts';
import { en } from '../../../../renderer/words/en/en.ts';
import { id } from '../../../../renderer/words/id/id.ts';
import type { EventKind, PendingReason, TransactionEvent } from '../../../../shared/transaction.ts';

const said = (kind: EventKind, why: PendingReason, minute: number): TransactionEvent => ({
  ...{ kind, data: { why } },
  at: `2026-11-21T14:${minute}:05.123+07:00`,
});
const known = (...events: readonly TransactionEvent[]): string => knownNow(events, 'IAK', id);

test('a pending payment said that nobody answered after a status check was answered', () => {
  const sent = said('pending', 'no-reply', 10);
  expect(known()).toBe('Permintaan bayar sudah terkirim ke IAK; hasilnya belum diketahui.');
  const unanswered = 'Permintaan bayar sudah terkirim ke IAK, tetapi tidak ada jawaban.';
  expect(known(sent)).toBe(unanswered);
  expect(known(sent, said('asked', 'in-process', 11))).toBe('Kata IAK pukul 14.11: masih diproses oleh penyedia.');
  // What was told before stays known where the next question brings nothing.
  const asks = [said('asked', 'in-process', 11), said('asked', 'no-reply', 13)];
  expect(known(sent, ...asks)).toBe(
    'Kata IAK pukul 14.11: masih diproses oleh penyedia. Ditanya lagi pukul 14.13: tidak ada jawaban.',
  );
  expect(known(sent, said('asked', 'no-reply', 12))).toBe(`${unanswered} Ditanya lagi pukul 14.12: tidak ada jawaban.`);
  expect(knownNow([sent, ...asks], 'IAK', en)).toBe(
    'IAK said at 14:11: the provider is still processing it. Asked again at 14:13: there was no answer.',
  );
});

test('a payment that was sent once more is not told by what was said of it before', () => {
  const before = [said('pending', 'no-reply', 10), said('asked', 'in-process', 11)];
  const again = [said('resent', 'no-reply', 20), said('pending', 'no-reply', 21)];
  expect(known(...before, ...again)).toBe('Permintaan bayar sudah terkirim ke IAK, tetapi tidak ada jawaban.');
});

test('an alarm says nothing of what is known', () => {
  const alarm = said('alarm', 'other-payment', 12);
  expect(known(said('pending', 'in-process', 10), alarm)).toBe('Kata IAK pukul 14.10: masih diproses oleh penyedia.');
});
