import { writeSync } from 'node:fs';
import type { Reporter, TestModule } from 'vitest/node';

/**
 * The sums of a run as its last line, in the plain form that whoever runs the tests can read: `12 passed, 0 failed, 1 skipped`.
 * A file that could not be loaded, or fails outside its tests, has failed once; so has an error that belongs to no test.
 */
export default class LastLine implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], unhandled: readonly unknown[]): void {
    const states = modules.flatMap((module) => [...module.children.allTests()].map((test) => test.result().state));
    const broken = modules.filter(
      (module) => module.state() === 'failed' && ![...module.children.allTests('failed')].length,
    );
    const count = (state: (typeof states)[number]): number => states.filter((each) => each === state).length;
    const failed = count('failed') + broken.length + unhandled.length;
    const skipped = count('skipped');
    const line = `${String(count('passed'))} passed, ${String(failed)} failed${skipped ? `, ${String(skipped)} skipped` : ''}\n`;
    // Other reporters write until the very end, and colour what they write.
    process.once('exit', () => writeSync(process.stdout.fd, line));
  }
}
