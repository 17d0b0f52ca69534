import fs from 'node:fs';
import http from 'node:http';
import { syncBuiltinESMExports } from 'node:module';
import type { Socket } from 'node:net';
import Database from 'better-sqlite3';

// Loaded into the till before its own code: at one named moment of its work it interrupts the process, once. The file named
// in LOKET_FAULTS_INTERRUPTION says which moment and how, and is gone once that has happened. For machines without strace too.

/** `freeze` stops it until somebody sends SIGCONT; `throw` is a bug that nobody catches. */
export const interruptions = ['kill', 'abort', 'term', 'throw', 'freeze'] as const;
export type InterruptionKind = (typeof interruptions)[number];

export interface Interruption {
  /**
   * `line`: a pay line was read. `KIND.insert`, `.append`, `.half` (of the line is written), `.sync`, `.commit`, `.committed`: on
   * the way of a record of that kind to the disk, each before the call of that name but the last. `pay.connected`, `pay.half`,
   * `pay.sent`: on the way of a payment. `reply`, `replied`: before and after its answer is written. `checkpoint`, `checkpointed`.
   * `exec.N`: before the N-th script of the database. `export`: before a block of an export is written.
   */
  readonly moment: string;
  readonly how: InterruptionKind;
}

/** Environment of a till that is to be interrupted as `file` says, and that writes down all its moments if they get a file. */
export function interruptionEnv(file: string, momentsFile?: string): Record<string, string> {
  const moments = momentsFile === undefined ? {} : { LOKET_FAULTS_MOMENTS: momentsFile };
  return { NODE_OPTIONS: `--import ${import.meta.url}`, LOKET_FAULTS_INTERRUPTION: file, ...moments };
}

const { LOKET_FAULTS_INTERRUPTION: file, LOKET_FAULTS_MOMENTS: momentsFile } = process.env;
if (file !== undefined) install(file, momentsFile);

function install(file: string, momentsFile: string | undefined): void {
  const { appendFileSync, readFileSync, rmSync } = { ...fs };
  const wanted = (): Interruption | null => {
    try {
      return JSON.parse(readFileSync(file, 'utf8')) as Interruption;
    } catch {
      return null;
    }
  };
  const isAt = (moment: string): boolean => wanted()?.moment === moment;
  const reached = (moment: string): void => {
    if (momentsFile !== undefined) appendFileSync(momentsFile, `${moment}\n`);
    const interruption = wanted();
    if (interruption?.moment !== moment) return;
    rmSync(file, { force: true });
    perform(interruption.how);
  };
  hookRecords(reached, isAt, () => wanted()?.moment.split('.')[0]);
  hookScripts(reached);
  hookPayments(reached, isAt);
  hookLines(reached);
  process.on('SIGUSR2', () => perform('throw'));
}

/** Interrupts a till from outside; only in one that was started with `interruptionEnv` a bug can be had. */
export function signalOf(how: InterruptionKind): NodeJS.Signals {
  return ({ kill: 'SIGKILL', abort: 'SIGABRT', term: 'SIGTERM', throw: 'SIGUSR2', freeze: 'SIGSTOP' } as const)[how];
}

function perform(how: InterruptionKind): void {
  switch (how) {
    case 'kill':
      return void process.kill(process.pid, 'SIGKILL');
    case 'abort':
      return void process.kill(process.pid, 'SIGABRT');
    case 'term':
      return void process.kill(process.pid, 'SIGTERM');
    case 'freeze':
      return void process.kill(process.pid, 'SIGSTOP');
    case 'throw':
      return queueMicrotask(() => {
        throw new Error('a bug that nobody catches');
      });
  }
}

type Reached = (moment: string) => void;
type IsAt = (moment: string) => boolean;
type AnyFunction = (...args: unknown[]) => unknown;

/** A method of an object, with something done before it or in its place. */
function hook(
  object: object,
  name: string,
  around: (call: () => unknown, args: unknown[], self: unknown) => unknown,
): void {
  const methods = object as Record<string, AnyFunction>;
  const real = methods[name];
  if (!real) throw new Error(`there is no ${name} to hook`);
  methods[name] = function (this: unknown, ...args: unknown[]): unknown {
    return around(() => real.apply(this, args), args, this);
  };
}

/** The journal's file and the database's statements. */
function hookRecords(reached: Reached, isAt: IsAt, awaited: () => string | undefined): void {
  let kind = '';
  hook(fs, 'writeSync', (call, args) => {
    const [fd, bytes, ...rest] = args as [number, unknown, ...number[]];
    const kinds = bytes instanceof Uint8Array ? kindsIn(bytes) : [];
    const last = kinds.at(-1);
    if (last === undefined || !(bytes instanceof Uint8Array)) return call();
    // Records that are written together have the moments of the one that is waited for.
    kind = kinds.find((one) => one === awaited()) ?? last;
    reached(`${kind}.append`);
    if (!isAt(`${kind}.half`)) return call();
    const [from = 0, length = bytes.length, at = null] = rest;
    fs.writevSync(fd, [bytes.subarray(from, from + (length >> 1))], at ?? undefined);
    reached(`${kind}.half`);
    return call();
  });
  hook(fs, 'fdatasyncSync', (call) => {
    if (kind !== '') reached(`${kind}.sync`);
    return call();
  });
  hook(fs, 'createWriteStream', (call) => {
    const stream = call() as object;
    hook(stream, 'write', (write) => (reached('export'), write()));
    return stream;
  });
  syncBuiltinESMExports();
  const db = new Database(':memory:');
  const statement = Object.getPrototypeOf(db.prepare('SELECT 1')) as object;
  db.close();
  hook(statement, 'run', (call, args, self) => {
    const { source } = self as { readonly source: string };
    if (/^INSERT OR FAIL INTO journal /.test(source)) reached(`${String(args[2])}.insert`);
    const ends = /^COMMIT/.test(source) && kind !== '';
    if (ends) reached(`${kind}.commit`);
    const result = call();
    if (ends) {
      reached(`${kind}.committed`);
      kind = '';
    }
    return result;
  });
}

function kindsIn(bytes: Uint8Array): readonly string[] {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8');
  if (!text.startsWith('{"n":')) return [];
  return text
    .trimEnd()
    .split('\n')
    .flatMap((line) => /"kind":"([\w-]+)"/.exec(line)?.[1] ?? []);
}

function hookScripts(reached: Reached): void {
  let scripts = 0;
  hook(Database.prototype, 'exec', (call) => {
    reached(`exec.${++scripts}`);
    return call();
  });
  hook(Database.prototype, 'pragma', (call, [text]) => {
    const isOne = String(text).startsWith('wal_checkpoint');
    if (isOne) reached('checkpoint');
    const result = call();
    if (isOne) reached('checkpointed');
    return result;
  });
}

/** Payments on their way out; a reading is not one. */
function hookPayments(reached: Reached, isAt: IsAt): void {
  hook(http.ClientRequest.prototype, 'end', (call, [chunk], self) => {
    const request = self as http.ClientRequest;
    const body = chunk as Buffer;
    if (!isPayment(request.path, body)) return call();
    request.once('socket', (socket: Socket) => {
      socket.once('connect', () => reached('pay.connected'));
    });
    request.once('finish', () => reached('pay.sent'));
    if (!isAt('pay.half')) return call();
    const half = body.length >> 1;
    return request.write(body.subarray(0, half), () => {
      reached('pay.half');
      request.end(body.subarray(half));
    });
  });
}

function isPayment(path: string, body: unknown): boolean {
  return /bill\/payment$|\/transaction$/.test(path) || String(body).includes('pay-pasca');
}

/** Pay lines and their answers. */
function hookLines(reached: Reached): void {
  const ids = new Set<unknown>();
  hook(JSON, 'parse', (call, [text]) => {
    const value = call() as { readonly id?: unknown; readonly channel?: unknown } | null;
    if (typeof text === 'string' && text.includes('"payment:pay"') && value?.channel === 'payment:pay') {
      ids.add(value.id);
      reached('line');
    }
    return value;
  });
  hook(process.stdout, 'write', (call, [text]) => {
    const id = /^\{"id":(\d+),/.exec(String(text))?.[1];
    const isReply = id !== undefined && ids.delete(Number(id));
    if (isReply) reached('reply');
    const result = call();
    if (isReply) reached('replied');
    return result;
  });
}
