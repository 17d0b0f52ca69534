// Which payment the screen was showing, so that a reload comes back to it. Only a pointer: the payment itself is the till's.

export interface PaymentPointer {
  readonly quoteId: string;
  readonly customerNumber: string;
}

const key = 'loket.payment';

export function rememberPayment({ quoteId, customerNumber }: PaymentPointer): void {
  try {
    sessionStorage.setItem(key, JSON.stringify({ quoteId, customerNumber }));
  } catch {
    // Without storage a reload starts at the number; the light for unsettled payments still shows.
  }
}

export function forgetPayment(): void {
  try {
    sessionStorage.removeItem(key);
  } catch {
    // As above.
  }
}

export function readPayment(): PaymentPointer | null {
  try {
    const kept: unknown = JSON.parse(sessionStorage.getItem(key) ?? 'null');
    return isPointer(kept) ? kept : null;
  } catch {
    return null;
  }
}

function isPointer(value: unknown): value is PaymentPointer {
  if (typeof value !== 'object' || value === null) return false;
  const { quoteId, customerNumber } = value as Record<string, unknown>;
  return typeof quoteId === 'string' && typeof customerNumber === 'string';
}
