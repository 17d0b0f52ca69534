import type { Bug } from './bug.ts';
import type { SeenFile } from './vitest.ts';

export type Verdict =
  { readonly caught: true; readonly how: string } | { readonly caught: false; readonly why: string };

/** Whether the named test noticed the bug: it ran, and an assertion of its own failed, or what the bug says it fails with. */
export function verdictOf(bug: Bug, seen: ReadonlyMap<string, SeenFile> | null): Verdict {
  const missed = (why: string): Verdict => ({ caught: false, why });
  const { file, test, says } = bug.caughtBy;
  if (!seen) return missed('the test did not end');
  const loaded = seen.get(file);
  if (!loaded) return missed(`there is no ${file}`);
  const found = loaded.tests.get(test);
  if (!found) return missed(loaded.message ? `${file} can't be loaded: ${firstLine(loaded.message)}` : 'no such test');
  if (found.status === 'passed') return missed('the test passes all the same');
  if (found.status !== 'failed') return missed(`the test was ${found.status}`);
  const [how] = found.failures.filter((failure) =>
    says === undefined ? failure.startsWith('AssertionError') : failure.includes(says),
  );
  const other = `the test fails for another reason: ${firstLine(found.failures[0] ?? '')}`;
  return how === undefined ? missed(other) : { caught: true, how: firstLine(how) };
}

function firstLine(text: string): string {
  return (text.split('\n')[0] ?? '').slice(0, 200);
}
