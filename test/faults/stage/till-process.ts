import { spawn, type ChildProcess } from 'node:child_process';
import path from 'node:path';
import { createInterface } from 'node:readline';
import type { Channel, Input, Outputs } from '../../../shared/api.ts';
import type { Reply } from '../../../shared/errors.ts';

/** Longest wait for one answer, in ms. */
const answerLimitMs = 30_000;

const root = path.resolve(import.meta.dirname, '../../..');

/** The folder of the build under test. */
export const dist = path.resolve(root, process.env.LOKET_DIST ?? 'dist');

/** One message of a till, with the call it answers, or a call as it goes out. Kept over every restart of a stage. */
export interface Said {
  /** Which start of the till said it, from 1. */
  readonly run: number;
  readonly at: number;
  /** Null for an event. */
  readonly call: { readonly channel: string; readonly input: unknown } | null;
  /** Null for a call that goes out. */
  readonly message: Readonly<Record<string, unknown>> | null;
}

export interface TillProcess {
  readonly pid: number;
  call<C extends Channel>(channel: C, input: Input<C>): Promise<Reply<Outputs[C]>>;
  /** As `call`; throws unless the answer is ok. */
  must<C extends Channel>(channel: C, input: Input<C>): Promise<Outputs[C]>;
  /** Writes a line as it is and answers the next message with this id. Rejects if the till ends first. */
  raw(line: string, id: unknown): Promise<Readonly<Record<string, unknown>>>;
  /** The first event for which `matches` holds, past or to come. */
  event(matches: (data: Record<string, unknown>) => boolean): Promise<Readonly<Record<string, unknown>>>;
  readonly messages: readonly Readonly<Record<string, unknown>>[];
  stdout(): string;
  stderr(): string;
  readonly ended: () => boolean;
  endInput(): void;
  signal(name: NodeJS.Signals): void;
  /** The exit code, or the name of the signal that ended it. */
  readonly exited: Promise<number | string>;
}

export interface TillStart {
  readonly args: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** Goes before the node command: `['strace', '-f']`. */
  readonly wrap?: readonly string[];
  readonly nodeArgs?: readonly string[];
  readonly run: number;
  /** Takes note of everything the till says. */
  readonly said: (said: Said) => void;
}

/** Starts the built headless till in a process of its own. */
export function startTillProcess({ args, env, wrap = [], nodeArgs = [], run, said }: TillStart): TillProcess {
  const command = [...wrap, process.execPath, ...nodeArgs, path.join(dist, 'headless.js'), ...args];
  const wrapped = wrap.length > 0;
  const child = spawn(command[0] ?? '', command.slice(1), {
    cwd: root,
    stdio: ['pipe', 'pipe', 'pipe'],
    env: { ...process.env, ...env },
    // A wrapper and the till are ended together, as a group.
    detached: wrapped,
  });
  const messages: Record<string, unknown>[] = [];
  const calls = new Map<unknown, { channel: string; input: unknown }>();
  const waiting = new Set<() => void>();
  const look = (): void => [...waiting].forEach((one) => one());
  let [stdout, stderr, lastId, over] = ['', '', 0, false];
  child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString('utf8')));
  child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString('utf8')));
  child.stdin.on('error', () => undefined);
  createInterface({ input: child.stdout }).on('line', (line) => {
    const message = parse(line);
    messages.push(message);
    said({ run, at: Date.now(), call: calls.get(message['id']) ?? null, message });
    look();
  });
  const exited = exitOf(child).then((code) => {
    over = true;
    look();
    return code;
  });

  function message(matches: (one: Record<string, unknown>) => boolean): Promise<Record<string, unknown>> {
    return new Promise((resolve, reject) => {
      const end = (settle: () => void): void => {
        clearTimeout(timer);
        waiting.delete(look);
        settle();
      };
      const look = (): void => {
        const found = messages.find(matches);
        if (found) end(() => resolve(found));
        else if (over) end(() => reject(new Error(`the till ended without an answer; stderr: ${stderr}`)));
      };
      const timer = setTimeout(
        () => end(() => reject(new Error(`no answer within ${answerLimitMs} ms; stderr: ${stderr}`))),
        answerLimitMs,
      );
      waiting.add(look);
      look();
    });
  }

  const till: TillProcess = {
    pid: child.pid ?? -1,
    async call(channel, input) {
      const id = ++lastId;
      const asked = { channel, input };
      calls.set(id, asked);
      said({ run, at: Date.now(), call: asked, message: null });
      const { id: _id, ...reply } = await till.raw(JSON.stringify({ id, channel, input }), id);
      return reply as never;
    },
    async must(channel, input) {
      const reply = await till.call(channel, input);
      if (!reply.ok) throw new Error(`${channel} failed: ${reply.code}`);
      return reply.value;
    },
    raw(line, id) {
      child.stdin.write(`${line}\n`);
      return message((one) => 'id' in one && one['id'] === id);
    },
    event: (matches) => message((one) => 'event' in one && matches(one['data'] as Record<string, unknown>)),
    messages,
    stdout: () => stdout,
    stderr: () => stderr,
    ended: () => over,
    endInput: () => void child.stdin.end(),
    signal(name) {
      if (over || child.pid === undefined) return;
      if (wrapped) process.kill(-child.pid, name);
      else child.kill(name);
    },
    exited,
  };
  return till;
}

/** A line that is no JSON is kept as a message of its own, for nothing else may be on stdout. */
function parse(line: string): Record<string, unknown> {
  try {
    return JSON.parse(line) as Record<string, unknown>;
  } catch {
    return { noJson: line };
  }
}

function exitOf(child: ChildProcess): Promise<number | string> {
  return new Promise((resolve) => {
    child.once('error', (error) => resolve(error.message));
    // Not `exit`: what it wrote last is read first.
    child.once('close', (code, signal) => resolve(code ?? signal ?? 'unknown'));
  });
}
