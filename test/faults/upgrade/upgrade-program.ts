import { spawn } from 'node:child_process';
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, truncateSync } from 'node:fs';
import path from 'node:path';
import { programFiles } from '../../../electron/machine/whole-program.ts';
import { must } from '../cell.ts';
import { objections, sell } from '../stage/sales.ts';
import { compiledOnce, type Stage } from '../stage/stage.ts';
import { dist } from '../stage/till-process.ts';
import { bytesIn, touchedFiles } from './upgrade-books.ts';

// The till's program as a copy that broke off left it.

type Spoil = (file: string) => void;
const spoils: Readonly<Record<string, Spoil>> = {
  missing: (file) => rmSync(file),
  half: (file) => truncateSync(file, readFileSync(file).length >> 1),
  empty: (file) => truncateSync(file, 0),
};

/** Starts the till from a program of which one file is missing or cut: no such start may touch the books. */
export async function startsFromHalfCopy(stage: Stage): Promise<void> {
  await stage.open({ env: compiledOnce(stage) });
  await sell(stage, 'alfakios');
  await stage.stop();
  const copy = path.join(stage.folder, 'program');
  mkdirSync(copy);
  // Where the program finds its packages.
  symlinkSync(path.resolve(import.meta.dirname, '../../../node_modules'), path.join(copy, 'node_modules'));
  // The threads' and the late ones too; of the app's own entry the headless till knows nothing.
  const names = readdirSync(dist).filter(
    (name) => (name.endsWith('.js') && name !== 'main.js') || name === programFiles,
  );
  const fill = (): void => {
    for (const name of names) cpSync(path.join(dist, name), path.join(copy, name));
  };
  fill();
  const whole = await runProgram(stage, copy);
  must(whole.code === 0 && whole.stdout.includes('"ready":true'), `the whole program ended with ${whole.code}`);
  must(names.length > 5 && names.includes(programFiles), `the program is only ${names.join(', ')}`);
  const wrong = objections();
  for (const name of names) {
    for (const [how, spoil] of Object.entries(spoils)) {
      // Nothing of an empty program says that it is one.
      if (name === 'headless.js' && how === 'empty') continue;
      spoil(path.join(copy, name));
      const before = bytesIn(stage.data);
      const { code, stdout, stderr } = await runProgram(stage, copy);
      const what = `${name} ${how}`;
      wrong.note(code !== 0, `${what}: it ended with 0`);
      wrong.note(stdout === '', `${what}: stdout has ${stdout.slice(0, 200)}`);
      wrong.note(stderr.trim() !== '', `${what}: nothing on stderr`);
      const touched = touchedFiles(before, stage.data);
      wrong.note(touched.length === 0, `${what}: touched ${touched.join(', ')}`);
      fill();
    }
  }
  await stage.start();
  wrong.raise();
}

/** One start of a program in that folder, which is asked how it is and then told to end. */
function runProgram(stage: Stage, folder: string): Promise<{ code: number | string; stdout: string; stderr: string }> {
  const args = [path.join(folder, 'headless.js'), '--data', stage.data, '--config', stage.configFile];
  const child = spawn(process.execPath, args, { stdio: ['pipe', 'pipe', 'pipe'] });
  stage.atEnd(() => void child.kill('SIGKILL'));
  let [stdout, stderr] = ['', ''];
  child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString('utf8')));
  child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString('utf8')));
  child.stdin.on('error', () => undefined);
  child.stdin.end('{"id":1,"channel":"till:status","input":{}}\n');
  return new Promise((resolve) => {
    child.once('close', (code, signal) => resolve({ code: code ?? signal ?? 'unknown', stdout, stderr }));
  });
}
