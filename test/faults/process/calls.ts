/** A system call of a till that nobody disturbs, as strace's `when` counts it. */
export interface Call {
  /** Which of its threads makes it; 0 is the one that makes the first call of all. */
  readonly thread: number;
  readonly name: string;
  /** Its place among those of its name in its thread, from 1. */
  readonly nth: number;
  /** As strace wrote it. */
  readonly line: string;
}

/** The calls of a trace, in the order in which they begin. */
export function callsIn(trace: string): readonly Call[] {
  const threads: string[] = [];
  const counts = new Map<string, number>();
  return [...trace.matchAll(/^(\d+) +(\w+)\(.*$/gm)].map(([line, pid = '', name = '']) => {
    if (!threads.includes(pid)) threads.push(pid);
    const nth = (counts.get(`${pid} ${name}`) ?? 0) + 1;
    counts.set(`${pid} ${name}`, nth);
    return { thread: threads.indexOf(pid), name, nth, line };
  });
}

export function isWrite(name: string): boolean {
  return name === 'pwrite64' || name === 'write';
}

/** Of every row of writes those after which a part of it is in the file: one, half of it, all but one. */
export function within(calls: readonly Call[]): readonly Call[] {
  const rows: Call[][] = [[]];
  for (const call of calls) {
    if (isWrite(call.name)) rows.at(-1)?.push(call);
    else if (rows.at(-1)?.length) rows.push([]);
  }
  return rows.flatMap((row) => {
    const places = new Set([1, row.length >> 1, row.length - 1]);
    return row.filter((_call, at) => at > 0 && places.has(at));
  });
}
