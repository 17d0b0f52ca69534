/** Crockford's digits: none that a person reading a slip aloud could mistake for another. */
const digits = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const epochLength = 4;

type RandomBytes = (size: number) => Uint8Array;

/**
 * Makes ids: 20 letters and digits (providers refuse hyphens and may cut longer ones), 10 for the time so that they sort, 4 for
 * the installation's epoch, 6 of chance (30 bits). A till restored from a backup has another epoch, so it can't make an id a
 * second time. `randomBytes(n)` answers n bytes of a cryptographic source; `now` is in ms.
 */
export function createNewId(now: () => number, randomBytes: RandomBytes, epoch: string): () => string {
  return () => {
    let time = '';
    for (let rest = now(), at = 0; at < 10; at++, rest = Math.floor(rest / 32)) time = digits.charAt(rest % 32) + time;
    return time + epoch + randomDigits(randomBytes, 6);
  };
}

/** The name of one life of an installation: from its first start, or from being restored, on. */
export function newEpoch(randomBytes: RandomBytes): string {
  return randomDigits(randomBytes, epochLength);
}

function randomDigits(randomBytes: RandomBytes, count: number): string {
  return Array.from(randomBytes(count), (byte) => digits.charAt(byte % 32)).join('');
}
