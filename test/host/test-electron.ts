import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { electronBinary } from './electron-binary.ts';

// `npm run test:electron`: the end-to-end tests on Electron itself. `npm test` runs the same ones on the test host.

if (electronBinary()) {
  const vitest = join(createRequire(import.meta.url).resolve('vitest/package.json'), '../vitest.mjs');
  const env = { ...process.env, LOKET_E2E_RUNTIME: 'electron' };
  process.exitCode = spawnSync(process.execPath, [vitest, 'run', 'test/e2e'], { stdio: 'inherit', env }).status ?? 1;
} else {
  const fetch = 'npx install-electron --no';
  process.stderr.write(
    `SKIPPED: Electron's program is not on this machine, so NO test ran on Electron itself.\n` +
      `The tests of test/e2e ran only on the test host, under npm test. To run them here: ${fetch}\n`,
  );
}
