import type { id } from './id/id.ts';

/** Indonesian sets the shape of the sentences; the other languages follow it. */
export type Words = typeof id;
