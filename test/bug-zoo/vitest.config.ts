import { defineConfig } from 'vitest/config';

// As `npm test` has it, without what only the page's tests need: starting quickly counts here. A test may take longer than what it waits
// for on the screen, so that its own assertion says what is missing.

export default defineConfig({
  cacheDir: '.vite',
  test: { include: ['test/**/*.test.ts'], testTimeout: 60_000, hookTimeout: 60_000 },
});
