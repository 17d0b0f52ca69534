import { fail, type Failure } from '../../shared/errors.ts';
import type { Books } from '../books/books.ts';
import type { Visit } from '../people/desk.ts';
import type { Clock } from '../time/clock.ts';

// A press that came twice records once.

/** So long the same line of the same person at the page is taken for one press, in ms. */
const momentMs = 3_000;

const lastLines = new WeakMap<Books, { readonly line: string; readonly at: number }>();

/**
 * Writes it, and answers null or why `write` refused to; or `just-recorded` if the line that was written last is this one, by the same
 * person, a moment ago, from the page. Programs mean what they send twice. Throws what `write` throws, and then nothing was written.
 */
export function writeOnce(
  { books, clock }: { readonly books: Books; readonly clock: Clock },
  { who, door }: Pick<Visit, 'who' | 'door'>,
  input: object,
  write: () => Failure | null,
): Failure | null {
  const line = JSON.stringify([door, who.personId, input]);
  const [last, at] = [lastLines.get(books), clock.now()];
  if (door === 'page' && last?.line === line && at >= last.at && at - last.at < momentMs) return fail('just-recorded');
  const refused = write();
  if (refused) return refused;
  lastLines.set(books, { line, at });
  return null;
}
