/** One thing at a time about a payment: a status check, or a second sending. */
export interface Turns {
  isTaken(transactionId: string): boolean;
  /** Does it at once: nothing may be under way about that payment. */
  take<T>(transactionId: string, work: () => Promise<T>): Promise<T>;
  /** Does it as soon as nothing is under way about that payment. */
  wait<T>(transactionId: string, work: () => Promise<T>): Promise<T>;
  /** Answers when what is under way about that payment is over, however it ends. */
  over(transactionId: string): Promise<void>;
  /** Answers when all that is under way is over. */
  idle(): Promise<void>;
}

/** `freed` hears when something is over. */
export function createTurns(freed: () => void): Turns {
  const underWay = new Map<string, Promise<unknown>>();

  function take<T>(transactionId: string, work: () => Promise<T>): Promise<T> {
    const job = work().finally(() => {
      underWay.delete(transactionId);
      freed();
    });
    underWay.set(transactionId, job);
    return job;
  }

  async function over(transactionId: string): Promise<void> {
    await Promise.allSettled([underWay.get(transactionId)]);
  }

  return {
    isTaken: (transactionId) => underWay.has(transactionId),
    take,
    async wait(transactionId, work) {
      while (underWay.has(transactionId)) await over(transactionId);
      return take(transactionId, work);
    },
    over,
    async idle() {
      await Promise.allSettled(underWay.values());
    },
  };
}
