import { onBeforeUnmount, onMounted } from 'vue';
import type { Transaction } from '../shared/transaction.ts';
import { useHistory } from './history/history.ts';
import { useNotices } from './pending/notices.ts';
import { useRecent } from './history/recent.ts';
import { useSale } from './sale/store/sale.ts';
import { useStatus } from './till/status.ts';
import { useView } from './view/view.ts';
import { listen } from './till/call.ts';

const pollMs = 5000;

/** Keeps the stores up to date with the till for as long as the app is open. */
export function useTillConnection(): void {
  const status = useStatus();
  const sale = useSale();
  const view = useView();
  const history = useHistory();
  const notices = useNotices();
  const recent = useRecent();
  let stop: () => void = () => undefined;
  let timer = 0;

  function onChanged(transaction: Transaction): void {
    const { step } = sale;
    const shown = 'transaction' in step ? step.transaction.transactionId : null;
    notices.hear(transaction, view.page === 'sale' && shown === transaction.transactionId);
    sale.follow(transaction);
    history.replace(transaction);
    void recent.refresh();
    void status.refresh();
  }

  function look(): void {
    void status.refresh();
    void notices.start();
  }

  onMounted(() => {
    stop = listen('transaction:changed', onChanged);
    timer = window.setInterval(look, pollMs);
    look();
    void sale.resume();
  });
  onBeforeUnmount(() => {
    stop();
    window.clearInterval(timer);
  });
}
