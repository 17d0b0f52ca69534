import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';

export interface ImportLine {
  /** `electron/till.ts`, with forward slashes. */
  readonly from: string;
  /** A project file, or the package as written. */
  readonly to: string;
}

/** Every file we wrote in the folders of the program. */
export function sourceFiles(folders: readonly string[]): readonly string[] {
  return folders.flatMap((folder) => globSync(`${folder}/**/*.{ts,vue,css}`)).map((file) => file.replaceAll('\\', '/'));
}

/** The imports of a source text, static, dynamic and re-exporting; relative ones as project paths. */
export function importsOf(from: string, text: string): readonly ImportLine[] {
  const pattern = /(?<!['"\w])(?:from\s*|import\s*\(\s*|import\s+)['"]([^'"\n]+)['"]/g;
  return [...text.matchAll(pattern)].map((match) => {
    const name = match[1] ?? '';
    return { from, to: name.startsWith('.') ? path.posix.join(path.posix.dirname(from), name) : name };
  });
}

export function allImports(folders: readonly string[]): readonly ImportLine[] {
  return sourceFiles(folders).flatMap((file) => importsOf(file, readFileSync(file, 'utf8')));
}
