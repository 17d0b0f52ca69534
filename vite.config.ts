import { readdirSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import vue from '@vitejs/plugin-vue';
import type { Plugin, UserConfig } from 'vite';
import { viteSingleFile } from 'vite-plugin-singlefile';
import { defineConfig } from 'vitest/config';
import { programFiles } from './electron/machine/whole-program.ts';

// One build a mode: the page (default), the main process with the headless till, and the preload script.
// Electron's sandbox loads a preload script only as one CommonJS file.

const page: UserConfig = {
  root: 'renderer',
  base: './',
  plugins: [vue()],
  build: {
    outDir: '../dist/renderer',
    emptyOutDir: true,
    target: 'chrome140',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
};

/** A start of the till finds out by this list that its program was copied only in part. An entry that runs is there. */
const listProgram: Plugin = {
  name: 'list-program',
  writeBundle({ dir = '.' }) {
    const names = readdirSync(dir).filter((name) => name.endsWith('.js') && !['main.js', 'headless.js'].includes(name));
    const sizes = Object.fromEntries(names.map((name) => [name, statSync(path.join(dir, name)).size]));
    writeFileSync(path.join(dir, programFiles), JSON.stringify(sizes));
  },
};

/** One file, to be given away: it checks the QR code of a slip without a network. */
const checkSlip: UserConfig = {
  root: 'renderer/check-slip',
  plugins: [viteSingleFile()],
  build: {
    outDir: '../../dist',
    emptyOutDir: false,
    target: 'es2022',
    rollupOptions: { input: 'renderer/check-slip/check-slip.html' },
  },
};

const main: UserConfig = {
  plugins: [listProgram],
  build: {
    ssr: true,
    outDir: 'dist',
    emptyOutDir: false,
    target: 'node24',
    sourcemap: true,
    rollupOptions: {
      input: {
        main: 'electron/main.ts',
        headless: 'electron/headless.ts',
        'checks-worker': 'electron/books/checks/checks-worker.ts',
        'segments-worker': 'electron/books/segments/segments-worker.ts',
        'backup-worker': 'electron/backup/backup-worker.ts',
        'check-thread': 'electron/verify/check-thread.ts',
        'printer-process': 'electron/printers/printer-process.ts',
      },
      external: ['electron'],
      output: { chunkFileNames: 'main-[name].js' },
    },
  },
  // In few files they are read sooner; what is native stays a package.
  ssr: { noExternal: true, external: ['better-sqlite3'] },
};

const preload: UserConfig = {
  build: {
    ssr: true,
    outDir: 'dist',
    emptyOutDir: false,
    target: 'chrome140',
    rollupOptions: {
      input: { preload: 'electron/preload.ts' },
      external: ['electron'],
      output: { format: 'cjs', entryFileNames: '[name].cjs', codeSplitting: false },
    },
  },
  ssr: { noExternal: true },
};

const tests: UserConfig = {
  plugins: [vue()],
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: ['test/harness/compile-once.ts', 'test/harness/find-browser-once.ts'],
    setupFiles: ['test/harness/same-chance.ts', 'test/harness/end-of-file.ts'],
    reporters: ['default', './test/harness/last-line.ts'],
    // One more than most machines of a CI have processors: a test of the screen waits half of its time.
    maxWorkers: 3,
    // Only what hangs shall fail by it: a busy machine takes three times as long.
    testTimeout: 90_000,
    hookTimeout: 60_000,
    // A busy machine takes longer than the second that is usual, for a PIN alone some tenths of one.
    expect: { poll: { timeout: 15_000 } },
  },
};

/** By `--mode`; a plain `vite build` is in production mode. */
const modes: Readonly<Record<string, UserConfig>> = {
  production: page,
  'check-slip': checkSlip,
  main,
  preload,
  test: tests,
};

export default defineConfig(({ mode }) => ({ logLevel: 'warn', ...(modes[mode] ?? page) }));
