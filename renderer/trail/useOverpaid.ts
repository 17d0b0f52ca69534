import { ref, watch, type Ref } from 'vue';
import { rupiah, type Rupiah } from '../../shared/money.ts';
import type { Transaction } from '../../shared/transaction.ts';
import { call } from '../till/call.ts';

/** What has to go back in cash to whoever was to owe a payment, because they have paid more than they owe by now; 0 where nothing has. Rupiah. */
export function useOverpaid(transaction: () => Transaction): Readonly<Ref<Rupiah>> {
  const overpaid = ref(rupiah(0));
  watch(
    transaction,
    async ({ debtor }) => {
      overpaid.value = rupiah(0);
      if (!debtor) return;
      const { customerId } = debtor;
      const reply = await call('debt:list', { customerId });
      if (transaction().debtor?.customerId !== customerId) return;
      overpaid.value = reply.ok ? (reply.value.items[0]?.cashBack ?? rupiah(0)) : rupiah(0);
    },
    { immediate: true },
  );
  return overpaid;
}
