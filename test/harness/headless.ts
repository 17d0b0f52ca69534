import { spawn, type ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { Channel, Input, Outputs } from '../../shared/api.ts';
import type { Reply } from '../../shared/errors.ts';

/** A limit in ms for one call, longer than any scenario takes. */
const callTimeoutMs = 30_000;

/** The built headless till in a process of its own, as a program outside drives it. */
export interface Headless {
  call<C extends Channel>(channel: C, input: Input<C>): Promise<Reply<Outputs[C]>>;
  /** As `call`, and fails the test unless the answer is ok. */
  must<C extends Channel>(channel: C, input: Input<C>): Promise<Outputs[C]>;
  /** Writes a line as it is and answers the next message that has this id. */
  raw(line: string, id: unknown): Promise<Record<string, unknown>>;
  /** Everything that came on stdout so far. */
  readonly messages: readonly Record<string, unknown>[];
  /** The first event for which `matches` holds, past or to come. */
  event(matches: (data: Record<string, unknown>) => boolean): Promise<Record<string, unknown>>;
  stderr(): string;
  /** Ends the input and answers the exit code. */
  end(): Promise<number | null>;
  signal(name: NodeJS.Signals): void;
  readonly exited: Promise<number | null>;
  /** Of the program that was started. */
  readonly pid: number;
}

/** `wrap` is a program that runs it, with its arguments; `nodeArgs` are Node's own; `cwd` is a project that was built. */
export function startHeadless(
  args: readonly string[],
  {
    wrap = [],
    nodeArgs = [],
    cwd = '.',
  }: { readonly wrap?: readonly string[]; readonly nodeArgs?: readonly string[]; readonly cwd?: string } = {},
): Headless {
  const [program = '', ...rest] = [...wrap, process.execPath, ...nodeArgs, 'dist/headless.js', ...args];
  const child = spawn(program, rest, { stdio: ['pipe', 'pipe', 'pipe'], cwd });
  const messages: Record<string, unknown>[] = [];
  const waiting = new Set<() => void>();
  let stderr = '';
  let lastId = 0;
  child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
  createInterface({ input: child.stdout }).on('line', (line) => {
    messages.push(JSON.parse(line) as Record<string, unknown>);
    for (const look of [...waiting]) look();
  });
  child.stdin.on('error', () => undefined);
  const exited = exitOf(child);

  function message(matches: (one: Record<string, unknown>) => boolean): Promise<Record<string, unknown>> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error(`no answer; stderr: ${stderr}`)), callTimeoutMs);
      const look = (): void => {
        const found = messages.find(matches);
        if (!found) return;
        clearTimeout(timer);
        waiting.delete(look);
        resolve(found);
      };
      waiting.add(look);
      look();
    });
  }

  const headless: Headless = {
    async call(channel, input) {
      const id = ++lastId;
      const { id: _id, ...reply } = await headless.raw(JSON.stringify({ id, channel, input }), id);
      return reply as never;
    },
    async must(channel, input) {
      const reply = await headless.call(channel, input);
      if (!reply.ok) throw new Error(`${channel} failed: ${reply.code}`);
      return reply.value;
    },
    raw(line, id) {
      child.stdin.write(`${line}\n`);
      return message((one) => 'id' in one && one['id'] === id);
    },
    messages,
    event: (matches) => message((one) => 'event' in one && matches(one['data'] as Record<string, unknown>)),
    stderr: () => stderr,
    end() {
      child.stdin.end();
      return exited;
    },
    signal: (name) => void child.kill(name),
    exited,
    pid: child.pid ?? 0,
  };
  return headless;
}

function exitOf(child: ChildProcess): Promise<number | null> {
  return new Promise((resolve) => child.once('exit', (code) => resolve(code)));
}
