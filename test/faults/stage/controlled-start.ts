import dns from 'node:dns';
import { readFileSync, writeFileSync } from 'node:fs';

// Loaded into the till before its own code where a stage controls its clock and its name look-ups: the file named in
// LOKET_FAULTS_CONTROL says by how much `Date` is ahead, and what a look-up answers. SIGUSR2 has it read again.

export interface Control {
  readonly offsetMs: number;
  /** An error code, addresses in this order, or null for the real look-up. */
  readonly lookup: string | readonly string[] | null;
}

const file = process.env.LOKET_FAULTS_CONTROL;
if (file !== undefined) install(file);

function install(file: string): void {
  let control = read(file);
  process.on('SIGUSR2', () => {
    control = read(file);
    writeFileSync(`${file}.read`, JSON.stringify(control));
  });

  const RealDate = Date;
  globalThis.Date = class extends RealDate {
    constructor(...args: readonly unknown[]) {
      if (args.length === 0) super(RealDate.now() + control.offsetMs);
      else super(...(args as ConstructorParameters<DateConstructor>));
    }
    static override now(): number {
      return RealDate.now() + control.offsetMs;
    }
  } as DateConstructor;

  const realLookup = dns.lookup;
  dns.lookup = ((host: string, options: unknown, answered: unknown): void => {
    const { lookup } = control;
    const answer = (typeof options === 'function' ? options : answered) as (...said: readonly unknown[]) => void;
    if (lookup === null) return realLookup(host, options as dns.LookupAllOptions, answer as never);
    if (typeof lookup === 'string') {
      const error = Object.assign(new Error(`getaddrinfo ${lookup} ${host}`), { code: lookup, syscall: 'getaddrinfo' });
      process.nextTick(() => answer(error));
      return;
    }
    const all = lookup.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }));
    const wantsAll = typeof options === 'object' && (options as dns.LookupOptions).all;
    process.nextTick(() => (wantsAll ? answer(null, all) : answer(null, all[0]?.address, all[0]?.family)));
  }) as typeof dns.lookup;
}

function read(file: string): Control {
  return JSON.parse(readFileSync(file, 'utf8')) as Control;
}
