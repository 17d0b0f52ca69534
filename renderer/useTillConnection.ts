import { onBeforeUnmount, onMounted, watch } from 'vue';
import type { PrintJob } from '../shared/print-job.ts';
import type { Transaction } from '../shared/transaction.ts';
import { useHistory } from './history/history.ts';
import { useNotices } from './pending/notices.ts';
import { useRecent } from './history/recent.ts';
import { usePrintQueue } from './print-queue/queue.ts';
import { usePrinted } from './receipt/printed.ts';
import { useSale } from './sale/store/sale.ts';
import { useSession } from './till/session.ts';
import { useStatus } from './till/status.ts';
import { useView } from './view/view.ts';
import { letIn, listen, turnedAway } from './till/call.ts';

const pollMs = 5000;

/** Keeps the stores up to date with the till for as long as the app is open. */
export function useTillConnection(): void {
  const status = useStatus();
  const session = useSession();
  const sale = useSale();
  const view = useView();
  const history = useHistory();
  const printed = usePrinted();
  const notices = useNotices();
  const recent = useRecent();
  const queue = usePrintQueue();
  let hasResumed = false;

  function onChanged(transaction: Transaction): void {
    const { step } = sale;
    const shown = 'transaction' in step ? step.transaction.transactionId : null;
    const isSeen = session.isOpen && view.page === 'sale' && shown === transaction.transactionId;
    notices.hear(transaction, isSeen);
    sale.follow(transaction);
    history.replace(transaction);
    if (session.isOpen) void recent.refresh();
    void status.refresh();
  }

  /** What a printer takes or does not is known by its light and in its queue at once. */
  function onPrint(job: PrintJob): void {
    printed.hear(job);
    if (session.isOpen) void queue.refresh();
    void status.refresh();
  }

  function look(): void {
    void status.refresh();
    if (!session.isOpen) return;
    void notices.start();
    void queue.refresh();
  }

  /** Somebody may work here: what could not be asked before is asked now. */
  function open(): void {
    letIn();
    void notices.start();
    void recent.refresh();
    void queue.refresh();
    if (!hasResumed) void sale.resume();
    hasResumed = true;
  }

  watch(
    () => session.isOpen,
    (isOpen) => isOpen && open(),
    { immediate: true },
  );
  // The till knows better than the page who is signed in.
  watch(turnedAway, async () => {
    await status.refresh();
    if (session.isOpen) letIn();
  });

  const stops = [listen('transaction:changed', onChanged), listen('print:changed', onPrint)];
  const timer = window.setInterval(look, pollMs);
  onMounted(look);
  onBeforeUnmount(() => {
    for (const stop of stops) stop();
    window.clearInterval(timer);
  });
}
