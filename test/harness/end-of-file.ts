import { afterAll } from 'vitest';
import { endings } from './endings.ts';

// After whatever the tests of a file clear away themselves: hooks of the end run in reverse.
afterAll(async () => {
  for (const end of endings.splice(0)) await end();
});
