import path from 'node:path';

/**
 * Before any test: what Node compiles for one process is kept for those that follow. A run starts some hundreds, each of which reads the
 * same packages, Playwright above all. Kept by what was compiled, so a changed file is compiled anew. NODE_COMPILE_CACHE names another folder.
 */
export default function compileOnce(): void {
  process.env.NODE_COMPILE_CACHE ??= path.resolve(import.meta.dirname, '../../node_modules/.cache/compiled');
}
