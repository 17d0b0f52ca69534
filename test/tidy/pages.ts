import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** Every Markdown page that we wrote, as a project path with forward slashes. */
export function pages(): readonly string[] {
  const folders = ['decisions', 'electron', 'renderer', 'shared', 'test'];
  return ['*.md', ...folders.map((folder) => `${folder}/**/*.md`)]
    .flatMap((pattern) => globSync(pattern))
    .map((file) => file.replaceAll('\\', '/'))
    .sort();
}

/** A page's text without its blocks of code, in which `#` begins no heading. */
function proseOf(text: string): string {
  return text.replace(/^```[\s\S]*?^```/gm, '');
}

/** The name by which a link finds a heading, as Git hosts make it. */
export function anchorOf(heading: string): string {
  return heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N}_\- ]/gu, '')
    .replaceAll(' ', '-');
}

function headingsOf(text: string): readonly string[] {
  return [...proseOf(text).matchAll(/^#+ (.+)$/gm)].map((match) => match[1] ?? '');
}

/** The targets of a page's links, as written, without those to the web. */
export function linksOf(text: string): readonly string[] {
  return [
    ...proseOf(text)
      .replace(/`[^`\n]*`/g, '')
      .matchAll(/\]\(([^)\s]+)\)/g),
  ]
    .map((match) => match[1] ?? '')
    .filter((target) => !/^[a-z]+:/.test(target));
}

/** The files that a page names in passing, such as `books.ts` or `window/ipc.ts`, without what leads out of its folder. */
export function filesNamedIn(text: string): readonly string[] {
  return [...proseOf(text).matchAll(/`(?:\.\.?\/)*([\w./-]*\w\.(?:ts|vue|css))`/g)].map((match) => match[1] ?? '');
}

/** What is wrong with a link of a page; null if it leads somewhere. `exists` answers for a project path. */
export function linkProblem(page: string, link: string, exists: (file: string) => boolean): string | null {
  const [file = '', anchor] = link.split('#');
  const target = file === '' ? page : path.posix.join(path.posix.dirname(page), file);
  if (!exists(target)) return `${page}: ${link} leads nowhere`;
  if (anchor === undefined || !target.endsWith('.md')) return null;
  const anchors = headingsOf(readFileSync(target, 'utf8')).map(anchorOf);
  return anchors.includes(anchor) ? null : `${page}: ${link} names no heading`;
}
