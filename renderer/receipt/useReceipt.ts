import { computed, ref, shallowRef, type ComputedRef, type Ref, type ShallowRef } from 'vue';
import type { PrintedReceipt, ReceiptPreview } from '../../shared/api.ts';
import type { Reply } from '../../shared/errors.ts';
import type { Transaction } from '../../shared/transaction.ts';
import type { Problem } from '../words/codes/problem.ts';
import { useQuestions } from '../ui/dialog/questions.ts';
import type { About } from '../till/approval.ts';
import { call } from '../till/call.ts';
import { useWords } from '../words/useWords.ts';
import { createPaper, type Paper } from './usePaper.ts';

/** A transaction's slip: seeing it and printing it. */
export interface Receipt {
  /** Undefined until the till has answered, null if it can't be shown. */
  readonly preview: ShallowRef<ReceiptPreview | null | undefined>;
  /** Why nothing came out, while that is so. */
  readonly problem: ComputedRef<Problem | null>;
  /** The copy this screen sent last: 0 is the original, null a slip; undefined if it sent none. */
  readonly sent: Ref<number | null | undefined>;
  /** What was tried last. */
  readonly paper: Paper;
  /** Reads the slip of that number, 0 being the original; without one, what printing would bring out now. */
  readonly look: (copy?: number) => Promise<void>;
  /** Prints the original if none came out yet, else the next copy. Answers whether it went out. */
  readonly print: () => Promise<boolean>;
  readonly forget: () => void;
}

/** The payment of a slip; one without a number has none to name. */
type WhosePaper = Pick<Transaction, 'transactionId'> & Partial<Pick<Transaction, 'slipNumber'>>;

/** The slip of the transaction that `transaction` answers. */
export function useReceipt(transaction: () => WhosePaper | null): Receipt {
  const questions = useQuestions();
  const words = useWords();
  const preview = shallowRef<ReceiptPreview | null>();
  const paper = createPaper('print');
  const sent = ref<number | null>();
  let looks = 0;

  async function look(copy?: number): Promise<void> {
    const transactionId = transaction()?.transactionId;
    if (!transactionId) return;
    const question = ++looks;
    const reply = await call('receipt:preview', copy === undefined ? { transactionId } : { transactionId, copy });
    if (question === looks && transaction()?.transactionId === transactionId)
      preview.value = reply.ok ? reply.value : null;
  }

  /** A warning asks for a person's word before the original goes out. */
  function confirmed(): Promise<boolean> {
    const { done, common } = words.value;
    return questions.ask({ title: done.confirmTitle, text: done.confirmText, yes: done.confirmYes, no: common.no });
  }

  /** Which receipt a further copy is of, for whoever approves of it. */
  function aboutSlip(): Partial<About> {
    const number = transaction()?.slipNumber;
    return number ? { facts: () => [{ label: words.value.done.slipNumber, text: number }] } : {};
  }

  /** Prints, and asks first where the till wants a person's word. Null if the person said no. */
  async function printAsked(transactionId: string): Promise<Reply<PrintedReceipt> | null> {
    const about = aboutSlip();
    const reply = await call('receipt:print', { transactionId }, about);
    if (reply.ok || reply.code !== 'confirm-needed') return reply;
    return (await confirmed()) ? call('receipt:print', { transactionId, confirm: true }, about) : null;
  }

  async function print(): Promise<boolean> {
    const subject = transaction();
    if (!subject) return false;
    return paper.print(async () => {
      const reply = await printAsked(subject.transactionId);
      if (reply?.ok) {
        sent.value = reply.value.copy;
        await look(reply.value.copy ?? undefined);
      }
      return reply;
    });
  }

  function forget(): void {
    preview.value = undefined;
    sent.value = undefined;
    paper.forget();
  }

  const problem = computed(() => paper.problem);
  return { preview, problem, sent, paper, look, print, forget };
}
