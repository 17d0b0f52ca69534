import path from 'node:path';

// A recording of the till's system calls, as strace writes it with `-f -y -xx`, read into what happened to files, what was said and
// what was sent.

/** One event, in the order in which the calls returned. Paths are whole. */
export type Op =
  | { readonly kind: 'create'; readonly file: string }
  | { readonly kind: 'write'; readonly file: string; readonly at: number; readonly bytes: Buffer }
  | { readonly kind: 'cut'; readonly file: string; readonly size: number }
  | { readonly kind: 'sync'; readonly file: string }
  | { readonly kind: 'rename'; readonly file: string; readonly to: string }
  | { readonly kind: 'unlink'; readonly file: string }
  /** Bytes on standard output. */
  | { readonly kind: 'said'; readonly text: string }
  /** Bytes from standard input. */
  | { readonly kind: 'heard'; readonly text: string }
  /** Bytes to, and from, somebody on the network. */
  | { readonly kind: 'sent' | 'received'; readonly bytes: Buffer }
  | { readonly kind: 'connect' };

/** The calls that a recording must hold. */
export const recordedCalls =
  'openat,read,write,pwrite64,writev,sendto,connect,fsync,fdatasync,ftruncate,rename,renameat2,unlink,unlinkat,close';

/** Arguments of strace for a recording into `file`: every byte of every call. */
export function recordArgs(file: string): readonly string[] {
  return ['-f', '-y', '-xx', '-s', '2000000', '-e', `trace=${recordedCalls}`, '-e', 'signal=none', '-o', file];
}

/** Reads a recording of one process. `folder`: whose files matter; calls on others are left out. */
export function readTrace(text: string, folder: string): readonly Op[] {
  const begun = new Map<string, string>();
  const positions = new Map<string, number>();
  const ops: Op[] = [];
  for (const raw of text.split('\n')) {
    const [, pid = '', said = ''] = /^(\d+) +(.*)$/.exec(raw) ?? [];
    const unfinished = said.indexOf(' <unfinished ...>');
    if (unfinished >= 0) {
      begun.set(pid, said.slice(0, unfinished));
      continue;
    }
    const resumed = /^<\.\.\. \w+ resumed>(.*)$/.exec(said);
    const line = resumed ? `${begun.get(pid) ?? ''}${resumed[1] ?? ''}` : said;
    const op = opOf(line, folder, positions);
    if (op) ops.push(op);
  }
  return ops;
}

function opOf(line: string, folder: string, positions: Map<string, number>): Op | null {
  const open = line.indexOf('(');
  const end = line.lastIndexOf(') ');
  if (open < 0 || end < 0) return null;
  const name = line.slice(0, open);
  const args = line.slice(open + 1, end);
  const result = parseInt(line.slice(end + 1).replace(/^[ =]+/, ''), 10);
  if (name === 'connect') return { kind: 'connect' };
  if (!(result >= 0)) return null;
  const fd = /^(\d+)<([^>]*)>/.exec(args);
  const file = fd ? textOf(fd[2] ?? '').replace(/ \(deleted\)$/, '') : '';
  const isOurs = file === folder || file.startsWith(`${folder}/`);
  switch (name) {
    case 'openat':
      return opened(args, folder, positions, line);
    case 'close':
      if (isOurs) positions.delete(`${fd?.[1]} ${file}`);
      return null;
    case 'fsync':
    case 'fdatasync':
      return isOurs ? { kind: 'sync', file } : null;
    case 'ftruncate':
      return isOurs ? { kind: 'cut', file, size: Number(args.split(', ').at(-1)) } : null;
    case 'rename':
    case 'renameat2': {
      const [from = '', to = ''] = stringsIn(args).map((bytes) => bytes.toString());
      return from.startsWith(folder) ? { kind: 'rename', file: from, to } : null;
    }
    case 'unlink':
    case 'unlinkat': {
      // Below the folder that is named by its number, where one is.
      const gone = path.resolve(file || '/', stringsIn(args)[0]?.toString() ?? '');
      return gone.startsWith(folder) ? { kind: 'unlink', file: gone } : null;
    }
    default:
      return moved(name, { args, file, fd: fd?.[1] ?? '', result, isOurs, positions });
  }
}

/** A file that was made, or emptied, by opening it; an open that does neither is nothing. */
function opened(args: string, folder: string, positions: Map<string, number>, line: string): Op | null {
  const name = stringsIn(args)[0]?.toString() ?? '';
  if (!name.startsWith(`${folder}${path.sep}`)) return null;
  const made = /= (\d+)</.exec(line)?.[1];
  positions.set(`${made} ${name}`, args.includes('O_APPEND') ? -1 : 0);
  if (args.includes('O_TRUNC')) return { kind: 'cut', file: name, size: 0 };
  return args.includes('O_CREAT') ? { kind: 'create', file: name } : null;
}

interface Moved {
  readonly args: string;
  readonly file: string;
  readonly fd: string;
  readonly result: number;
  readonly isOurs: boolean;
  readonly positions: Map<string, number>;
}

function moved(name: string, { args, file, fd, result, isOurs, positions }: Moved): Op | null {
  const bytes = (): Buffer => Buffer.concat(stringsIn(args)).subarray(0, result);
  if (isOurs) {
    if (name === 'read') return null;
    if (name === 'pwrite64') return { kind: 'write', file, at: Number(args.split(', ').at(-1)), bytes: bytes() };
    const key = `${fd} ${file}`;
    const at = positions.get(key) ?? 0;
    if (at >= 0) positions.set(key, at + result);
    return { kind: 'write', file, at, bytes: bytes() };
  }
  if (fd === '0' && name === 'read') return { kind: 'heard', text: bytes().toString() };
  if (fd === '1' && name !== 'read') return { kind: 'said', text: bytes().toString() };
  if (fd === '2' || !/^(socket|TCP|UNIX)/.test(file)) return null;
  return { kind: name === 'read' ? 'received' : 'sent', bytes: bytes() };
}

/** Every string among the arguments of a call. Escaped as they are, no quote can stand in one. */
function stringsIn(args: string): readonly Buffer[] {
  const strings: Buffer[] = [];
  for (let start = args.indexOf('"'); start >= 0; start = args.indexOf('"', start)) {
    const end = args.indexOf('"', start + 1);
    strings.push(bytesOf(args.slice(start + 1, end)));
    start = end + 1;
  }
  return strings;
}

function bytesOf(escaped: string): Buffer {
  return Buffer.from(escaped.replaceAll('\\x', ''), 'hex');
}

/** A path as `-y` writes it, which may be escaped or not. */
function textOf(name: string): string {
  return name.startsWith('\\x') ? bytesOf(name).toString() : name;
}
