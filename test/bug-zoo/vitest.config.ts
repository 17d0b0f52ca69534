import { defineConfig } from 'vitest/config';

// As `npm test` has it, without what only the page's tests need: starting quickly counts here.

export default defineConfig({
  cacheDir: '.vite',
  test: { include: ['test/**/*.test.ts'], testTimeout: 30_000, hookTimeout: 60_000 },
});
