import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Transaction } from '../../../shared/transaction.ts';
import type { Cut } from './disk.ts';
import type { Phase } from './phases.ts';
import { readTrace, type Op } from './trace.ts';

/** What one or more tills, one after the other, did to a data folder. */
export interface Recording {
  readonly folder: string;
  /** What was in the folder before, safely on the disk. */
  readonly before: Cut;
  /** What the till had told of payments before, and the head that a slip carries, if there were any. */
  readonly known?: { readonly payments: readonly Transaction[]; readonly short: string };
  /** How far the till's clock was ahead of this PC's, in ms. */
  readonly aheadMs?: number;
  /** One list a start of the till. */
  readonly runs: readonly { readonly start: Phase; readonly ops: readonly Op[] }[];
}

const uninteresting = /loket\.(log|lock)(\.1)?$|-shm$|\/export(\/|$)/;

/** Reads what strace wrote of one start. */
export function readRun(file: string, folder: string, start: Phase): Recording['runs'][number] {
  const ops = readTrace(readFileSync(file, 'latin1'), folder);
  return { start, ops: ops.filter((op) => !('file' in op) || !uninteresting.test(op.file)) };
}

/** Every file of a folder. */
export function filesNow(folder: string): Cut {
  const all = existsSync(folder) ? readdirSync(folder, { withFileTypes: true, recursive: true }) : [];
  const wanted = all
    .filter((one) => one.isFile())
    .map((one) => path.join(one.parentPath, one.name))
    .filter((name) => !uninteresting.test(name));
  return new Map(wanted.map((name) => [name, readFileSync(name)]));
}

/** Buffers as base64, so that a recording is one file of JSON. */
export function saveRecording(file: string, recording: Recording): void {
  const before = [...recording.before];
  writeFileSync(file, JSON.stringify({ ...recording, before }, asBase64));
}

export function loadRecording(file: string): Recording {
  const read = JSON.parse(readFileSync(file, 'utf8'), fromBase64) as Omit<Recording, 'before'> & {
    readonly before: readonly (readonly [string, Buffer])[];
  };
  return { ...read, before: new Map(read.before) };
}

function asBase64(this: unknown, key: string, value: unknown): unknown {
  const real = (this as Record<string, unknown>)[key];
  return real instanceof Uint8Array ? { base64: Buffer.from(real).toString('base64') } : value;
}

function fromBase64(_key: string, value: unknown): unknown {
  const { base64 } = (value ?? {}) as { readonly base64?: unknown };
  return typeof base64 === 'string' ? Buffer.from(base64, 'base64') : value;
}
