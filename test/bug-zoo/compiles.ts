import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';
import { editsOf, type Bug } from './bug.ts';
import { changedTexts, type Texts } from './collect.ts';

/**
 * What the compiler says of each bug in a project's folder; empty if it is content with all of them. A planted mistake must compile:
 * one that can't even be loaded would be "caught" by every test. Names that it leaves unused don't count.
 */
export function compilerSays(root: string, bugs: readonly Bug[]): ReadonlyMap<Bug, readonly string[]> {
  const check = createCheck(root);
  const said = new Map<Bug, readonly string[]>();
  for (const { members, texts } of heapsOf(root, bugs)) {
    const wrong = check(texts);
    // Only a file with problems is looked at again, with one bug at a time.
    for (const bug of members.filter((one) => editsOf(one).some(({ file }) => wrong.has(file)))) {
      const own = [...check(changedTexts(root, [bug])).values()].flat();
      if (own.length > 0) said.set(bug, own);
    }
  }
  return said;
}

interface Heap {
  readonly members: Bug[];
  texts: Texts;
}

/** Bugs that do not stand in each other's way, planted together: a compiler that starts anew for each takes far longer. */
function heapsOf(root: string, bugs: readonly Bug[]): readonly Heap[] {
  const heaps: Heap[] = [];
  for (const bug of bugs) {
    const heap = heaps.find((one) => planted(root, one, bug));
    if (!heap) heaps.push({ members: [bug], texts: changedTexts(root, [bug]) });
  }
  return heaps;
}

function planted(root: string, heap: Heap, bug: Bug): boolean {
  try {
    heap.texts = changedTexts(root, [...heap.members, bug]);
    heap.members.push(bug);
    return true;
  } catch {
    return false;
  }
}

/** Checks changed files; answers the problems of each that has any. */
function createCheck(root: string): (changed: Texts) => ReadonlyMap<string, readonly string[]> {
  const options = { ...readOptions(root), noUnusedLocals: false, noUnusedParameters: false };
  const files = globSync('{electron,shared,renderer}/**/*.ts', { cwd: root }).map((file) => path.join(root, file));
  let changed: Texts = new Map();
  /** A file's text has a new version each time that it is changed or put right again. */
  const versions = new Map<string, number>();
  const service = ts.createLanguageService({
    getCompilationSettings: () => options,
    getScriptFileNames: () => files,
    getScriptVersion: (file) => String(versions.get(file) ?? 0),
    getScriptSnapshot(file) {
      const text = changed.get(path.relative(root, file)) ?? ts.sys.readFile(file);
      return text === undefined ? undefined : ts.ScriptSnapshot.fromString(text);
    },
    getCurrentDirectory: () => root,
    getDefaultLibFileName: ts.getDefaultLibFilePath,
    fileExists: (file) => ts.sys.fileExists(file),
    readFile: (file) => ts.sys.readFile(file),
    readDirectory: (...how) => ts.sys.readDirectory(...how),
    directoryExists: (file) => ts.sys.directoryExists(file),
    getDirectories: (file) => ts.sys.getDirectories(file),
  });

  return (texts) => {
    for (const file of new Set([...changed.keys(), ...texts.keys()])) {
      const name = path.join(root, file);
      versions.set(name, (versions.get(name) ?? 0) + 1);
    }
    changed = texts;
    const problemsOf = (file: string): readonly string[] => {
      const name = path.join(root, file);
      const found = [...service.getSyntacticDiagnostics(name), ...service.getSemanticDiagnostics(name)];
      return found.map((one) => `${file}: ${ts.flattenDiagnosticMessageText(one.messageText, ' ')}`);
    };
    // Components are not the compiler's to read; what spoils one is seen when the page is built.
    const all = [...texts.keys()]
      .filter((file) => file.endsWith('.ts'))
      .map((file) => [file, problemsOf(file)] as const);
    return new Map(all.filter(([, problems]) => problems.length > 0));
  };
}

function readOptions(root: string): ts.CompilerOptions {
  const file = path.join(root, 'electron/tsconfig.json');
  const { config } = ts.readConfigFile(file, (name) => readFileSync(name, 'utf8')) as { config: unknown };
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, path.dirname(file));
  // One program for the main process and the page.
  return { ...options, lib: [...(options.lib ?? []), 'lib.dom.d.ts', 'lib.dom.iterable.d.ts'] };
}
