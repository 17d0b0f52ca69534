/** Whose books these are, and what proves it. */
export interface Identity {
  /** The till's id in its shop. */
  readonly till: string;
  /** The public half of the till's key: 32 bytes, in base64url. */
  readonly publicKey: string;
  /** Ed25519 over the text's UTF-8, in base64url. Anybody who has the public half can check it. */
  sign(text: string): string;
  /** HMAC-SHA-256 over the text's UTF-8, in base64url. Only the till itself can check it. */
  mac(text: string): string;
  /** Whether the till left its MAC beside these books before: then what carries none, or another, is not what it left. */
  readonly leftMac: boolean;
}
