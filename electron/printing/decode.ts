// What is in a printer's bytes, read by a printer's rules and not by how our slips are composed. Pure.

/** Text and line ends, and commands as their bytes. What is no command that is known here is `unknown`, byte by byte. */
export type Token =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'line-end' }
  | { readonly kind: 'command' | 'unknown'; readonly bytes: Buffer };

/** How long a command is, with its first bytes; of one that is cut off, where it would end. */
type Length = number | ((bytes: Buffer, at: number) => number);

const word = (bytes: Buffer, at: number): number => (bytes[at] ?? 0) + 256 * (bytes[at + 1] ?? 0);

/** `ESC *`: so many columns of 1 or 3 bytes. */
const bitImage: Length = (bytes, at) => 5 + word(bytes, at + 3) * ((bytes[at + 2] ?? 0) >= 32 ? 3 : 1);
/** `GS v 0`: rows of so many bytes. */
const raster: Length = (bytes, at) => 8 + word(bytes, at + 4) * word(bytes, at + 6);
/** `GS V`: a feed before the cut has one byte more. */
const cut: Length = (bytes, at) => ([0, 1, 48, 49].includes(bytes[at + 2] ?? 0) ? 3 : 4);
const untilNul =
  (head: number) =>
  (bytes: Buffer, at: number): number => {
    const end = bytes.indexOf(0, at + head);
    return (end < 0 ? bytes.length : end + 1) - at;
  };
/** `GS k`: its old form ends with NUL, its new one says how long it is. */
const barCode: Length = (bytes, at) => ((bytes[at + 2] ?? 0) <= 6 ? untilNul(3)(bytes, at) : 4 + (bytes[at + 3] ?? 0));
/** `GS (` and the like: a name, then how many bytes follow. */
const counted =
  (head: number): Length =>
  (bytes, at) =>
    head + 2 + word(bytes, at + head);
const counted4: Length = (bytes, at) => 7 + word(bytes, at + 3) + 65_536 * word(bytes, at + 5);

/** Every command of so many bytes, by what stands behind ESC, FS, GS or DLE. */
const lengths: Readonly<Record<number, readonly (readonly [string, Length])[]>> = {
  0x1b: [
    ['@2<=>iLmuvz', 2],
    ['!3EGJMRSTUVadert{- \x25', 3],
    ['$\\c', 4],
    ['p', 5],
    ['W', 10],
    ['*', bitImage],
    ['D', untilNul(2)],
  ],
  0x1c: [
    ['.&', 2],
    ['!-CW', 3],
    ['Sp', 4],
    ['(', counted(3)],
  ],
  0x1d: [
    [':', 2],
    ['!BHITabfhrw/', 3],
    ['$LPW\\', 4],
    ['^', 5],
    ['V', cut],
    ['k', barCode],
    ['v', raster],
    ['(', counted(3)],
    ['8', counted4],
  ],
  0x10: [
    ['\x04\x05', 3],
    ['\x14', 5],
  ],
};

/** ESC/P, as far as our slips need it, and what they must not have of it. */
const impactLengths: typeof lengths = {
  0x1b: [
    ['@0124EFGHMOPT', 2],
    ['!RC3AJNQSWlk-xpr\x19', 3],
  ],
  ...Object.fromEntries([0x0c, 0x0d, 0x0f, 0x12].map((byte) => [byte, [['', 1]]])),
};

/** What a job is written in, by how it begins. */
export function isEscP(job: Buffer): boolean {
  return job.subarray(0, 4).equals(Buffer.from([0x1b, 0x40, 0x1b, 0x52]));
}

/** The commands and texts of a job, in their order. Every byte of it is in one of them. */
export function decode(job: Buffer): readonly Token[] {
  const known = isEscP(job) ? impactLengths : lengths;
  const tokens: Token[] = [];
  let at = 0;
  while (at < job.length) {
    const token = tokenAt(job, at, known);
    tokens.push(token);
    at += token.kind === 'line-end' ? 1 : token.kind === 'text' ? token.text.length : token.bytes.length;
  }
  return tokens;
}

function tokenAt(job: Buffer, at: number, known: typeof lengths): Token {
  const byte = job[at] ?? 0;
  if (byte === 0x0a) return { kind: 'line-end' };
  if (byte >= 0x20 && byte <= 0x7e) {
    let end = at;
    while ((job[end] ?? 0) >= 0x20 && (job[end] ?? 0) <= 0x7e) end++;
    return { kind: 'text', text: job.toString('latin1', at, end) };
  }
  const name = String.fromCharCode(job[at + 1] ?? 0xff);
  const length = known[byte]?.find(([names]) => names === '' || names.includes(name))?.[1];
  if (length === undefined) return { kind: 'unknown', bytes: job.subarray(at, at + 1) };
  const size = typeof length === 'number' ? length : length(job, at);
  // One that is cut off would swallow what comes next.
  if (at + size > job.length) return { kind: 'unknown', bytes: job.subarray(at) };
  return { kind: 'command', bytes: job.subarray(at, at + size) };
}

/** The lines of text, without what follows the last line end if that is nothing. */
export function linesOf(tokens: readonly Token[]): readonly string[] {
  const lines = [''];
  for (const token of tokens) {
    if (token.kind === 'line-end') lines.push('');
    else if (token.kind === 'text') lines.push((lines.pop() ?? '') + token.text);
  }
  return lines.at(-1) === '' ? lines.slice(0, -1) : lines;
}
