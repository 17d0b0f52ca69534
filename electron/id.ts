/** Crockford's digits: none that a person reading a slip aloud could mistake for another. */
const digits = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/**
 * Makes ids: 20 letters and digits (providers refuse hyphens and may cut longer ones), 10 for the time so that they
 * sort, 10 of chance (50 bits), so that a till restored from a backup can't make an id a second time.
 * `randomBytes(n)` answers n bytes of a cryptographic source; `now` is in ms.
 */
export function createNewId(now: () => number, randomBytes: (size: number) => Uint8Array): () => string {
  return () => {
    let time = '';
    for (let rest = now(), at = 0; at < 10; at++, rest = Math.floor(rest / 32)) time = digits.charAt(rest % 32) + time;
    return time + Array.from(randomBytes(10), (byte) => digits.charAt(byte % 32)).join('');
  };
}
