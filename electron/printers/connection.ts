/**
 * An open way to a printer. What fails rejects with the system's error, whose `code` says what a printer can be said to be. Whoever
 * holds it keeps the time.
 */
export interface Connection {
  /** Hands over these bytes; answers once whatever is next on the way has taken them all. */
  write(bytes: Buffer): Promise<void>;
  /** Whether a byte may have reached the printer. */
  mayBeOut(): boolean;
  /** Whether the printer hung up. */
  isGone(): boolean;
  /** From now on `heard` gets the bytes that the printer says. Null where this way can't be read. */
  readonly listen: ((heard: (bytes: Buffer) => void) => void) | null;
  /** Nothing more is said to the printer. Answers when that is known to be well, as far as this way can tell; then all is let go. */
  end(): Promise<void>;
  /** Breaks off. Never throws. */
  drop(): void;
}

/** Opens a way to a printer before `signal` is aborted, and else rejects; sends nothing. */
export type Open<Address> = (to: Address, signal: AbortSignal) => Promise<Connection>;

/** An error as the system would say it. */
export function systemError(code: string, message: string): NodeJS.ErrnoException {
  return Object.assign(new Error(message), { code });
}

export function codeOf(error: unknown): string {
  return String((error as NodeJS.ErrnoException | null)?.code ?? '');
}
