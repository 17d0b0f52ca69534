import { randomInt } from 'node:crypto';

/** Two numbers of 32 bits, `low` and `high`, that stand for a text. */
const print = { low: 0, high: 0 };
const [lowSeed, highSeed] = [randomInt(2 ** 32), randomInt(2 ** 32)];

/**
 * 64 bits of a text, left in `print`. Nobody can make two texts that have the same: the seeds are other ones in each run. Of ten
 * million texts two have the same by chance once in 370,000 runs.
 */
function takePrint(text: string): void {
  let low = lowSeed;
  let high = highSeed;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    low = Math.imul(low ^ code, 0x9e3779b1);
    high = Math.imul(high ^ code, 0x5f356495);
    low ^= low >>> 15;
    high = (high << 13) | (high >>> 19);
  }
  low = Math.imul(low ^ (low >>> 16), 0x85ebca6b) ^ Math.imul(high ^ (high >>> 13), 0xc2b2ae35);
  high = Math.imul(high ^ (high >>> 16), 0x85ebca6b) ^ Math.imul(low ^ (low >>> 13), 0xc2b2ae35);
  print.low = low >>> 0;
  print.high = high >>> 0;
}

/** 32 bits of a text, to tell whether another is the same. */
export function printOf(text: string): number {
  takePrint(text);
  return print.low;
}

/** Numbers of 32 bits by texts, of which none is kept: about 20 bytes each, so that a million are no burden. */
export interface SmallMap {
  readonly has: (text: string) => boolean;
  readonly get: (text: string) => number | undefined;
  readonly set: (text: string, value: number) => void;
}

export function createSmallMap(): SmallMap {
  /** A slot is `low`, `high` and the value; one with two zeros is free. */
  let slots = new Uint32Array(3 * 1024);
  let count = 0;

  /** Where the print's slot begins: its own, or the free one that it would get. */
  function slotOf(low: number, high: number): number {
    const most = slots.length / 3;
    for (let slot = low % most; ; slot = (slot + 1) % most) {
      const at = 3 * slot;
      if ((slots[at] === low && slots[at + 1] === high) || (slots[at] === 0 && slots[at + 1] === 0)) return at;
    }
  }

  function find(text: string): number {
    takePrint(text);
    print.low ||= 1;
    return slotOf(print.low, print.high);
  }

  function grow(): void {
    const before = slots;
    slots = new Uint32Array(before.length * 2);
    for (let at = 0; at < before.length; at += 3)
      if (before[at] !== 0) slots.set(before.subarray(at, at + 3), slotOf(before[at] ?? 0, before[at + 1] ?? 0));
  }

  return {
    has: (text) => slots[find(text)] !== 0,
    get(text) {
      const at = find(text);
      return slots[at] === 0 ? undefined : slots[at + 2];
    },
    set(text, value) {
      const at = find(text);
      const isNew = slots[at] === 0;
      slots[at] = print.low;
      slots[at + 1] = print.high;
      slots[at + 2] = value;
      if (isNew && ++count > slots.length / 4) grow();
    },
  };
}
