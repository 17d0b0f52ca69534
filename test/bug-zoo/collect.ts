import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { edited, editsOf, type Bug } from './bug.ts';

/** Every bug of every file in `bugs/`. One name twice is a mistake. */
export async function collectBugs(): Promise<readonly Bug[]> {
  const folder = path.join(import.meta.dirname, 'bugs');
  const bugs: Bug[] = [];
  for (const name of readdirSync(folder).sort()) {
    const module = (await import(path.join(folder, name))) as { readonly bugs: readonly Bug[] };
    bugs.push(...module.bugs);
  }
  const names = bugs.map(({ name }) => name);
  const twice = names.find((name, at) => names.indexOf(name) !== at);
  if (twice !== undefined) throw new Error(`two bugs are called "${twice}"`);
  return bugs;
}

/** Texts of changed files, by their paths in the project. */
export type Texts = ReadonlyMap<string, string>;

/** What a project's files are with these bugs planted, one after the other. Throws if one has no place there any more. */
export function changedTexts(folder: string, bugs: readonly Bug[]): Texts {
  const texts = new Map<string, string>();
  for (const edit of bugs.flatMap(editsOf)) {
    const { file } = edit;
    texts.set(file, edited(texts.get(file) ?? readFileSync(path.join(folder, file), 'utf8'), edit));
  }
  return texts;
}
