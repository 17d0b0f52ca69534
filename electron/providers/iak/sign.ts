import { createHash } from 'node:crypto';

/** What a call is signed with at its end; inquiry and payment end with their own id instead (ref_id, tr_id). */
export const signSuffix = { status: 'cs', priceList: 'pl', balance: 'bl' } as const;

/** `sign` of a request: md5 of username, api_key and suffix, nothing between them ("Request Body" of every page). */
export function sign(account: { readonly username: string; readonly apiKey: string }, suffix: string): string {
  return createHash('md5').update(`${account.username}${account.apiKey}${suffix}`, 'utf8').digest('hex');
}
