import { isSigned } from './signed.ts';
import type { Rule } from './work.ts';

// Somebody outside the till signed a head of the chain: that record was there then, whatever is made of the files later.

export const followWitness: Rule = (work, { n: here, data }, wrong) => {
  const { by, publicKey, n, head, signature, at } = data;
  const name = typeof by === 'string' && by !== '' ? by : null;
  if (name === null || typeof n !== 'number' || !Number.isSafeInteger(n)) return wrong('is a witness to nothing');
  const digits = work.hashes.get(n);
  // Older than what is kept whole in mind: its first eight digits must do.
  const known =
    work.heads.get(n) ?? (typeof head === 'string' && parseInt(head.slice(0, 8), 16) === digits ? head : null);
  if (n >= here || known !== head) return wrong(`its witness signed another record ${n} than the one here`);
  const text = `loket witness v1\n${work.signer?.till ?? ''}\n${n}\n${String(head)}\n${String(at)}`;
  if (!isSigned(text, String(publicKey), String(signature))) wrong('its witness did not sign that');
};
