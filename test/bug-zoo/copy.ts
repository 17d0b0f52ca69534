import { execFile } from 'node:child_process';
import { cpSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import type { Texts } from './collect.ts';

/** A copy of the project's sources, to be spoilt. */
export interface Copy {
  readonly folder: string;
  /** Writes changed texts; answers a function that puts the files right again. */
  change(texts: Texts): () => void;
  /** Builds the page, the main process with the headless till, and the preload script. */
  build(): Promise<void>;
}

/** Not sources; `node_modules` is shared. */
const left: readonly string[] = ['node_modules', 'dist', 'out', 'release', '.git'];

/** Copies a project into a new folder. */
export function copyProject(from: string, folder: string): Copy {
  mkdirSync(folder);
  for (const name of readdirSync(from).filter((name) => !left.includes(name)))
    cpSync(path.join(from, name), path.join(folder, name), { recursive: true });
  symlinkSync(path.join(from, 'node_modules'), path.join(folder, 'node_modules'), 'junction');
  return {
    folder,
    change(texts) {
      const before = [...texts.keys()].map((file) => [file, readFileSync(path.join(folder, file), 'utf8')] as const);
      const write = (file: string, text: string): void => writeFileSync(path.join(folder, file), text);
      for (const [file, text] of texts) write(file, text);
      return () => before.forEach(([file, text]) => write(file, text));
    },
    async build() {
      const vite = path.join(folder, 'node_modules/vite/bin/vite.js');
      for (const mode of ['production', 'main', 'preload'])
        await promisify(execFile)(process.execPath, [vite, 'build', '--mode', mode], { cwd: folder });
    },
  };
}
