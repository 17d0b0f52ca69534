import { randomInt } from 'node:crypto';

const [lowSeed, highSeed] = [randomInt(2 ** 32) | 0, randomInt(2 ** 32) | 0];
let low = 0;
let high = 0;

/**
 * Leaves 64 bits of a text in `low` and `high`. Nobody can make two texts that have the same: the seeds are other ones in each run. Of
 * ten million texts two have the same by chance once in 370,000 runs.
 */
function takePrint(text: string): void {
  let [one, other] = [lowSeed, highSeed];
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    one = Math.imul(one ^ code, 0x9e3779b1);
    one ^= one >>> 15;
    other = Math.imul(other ^ code, 0x5f356495);
    other = (other << 13) | (other >>> 19);
  }
  low = Math.imul(one ^ (one >>> 16), 0x85ebca6b) ^ Math.imul(other ^ (other >>> 13), 0xc2b2ae35);
  high = Math.imul(other ^ (other >>> 16), 0x85ebca6b) ^ Math.imul(low ^ (low >>> 13), 0xc2b2ae35);
}

/** 32 bits of a text, to tell whether another is the same. */
export function printOf(text: string): number {
  takePrint(text);
  return low;
}

/** Numbers of 32 bits by texts, of which none is kept: about 20 bytes each, so that a million are no burden. */
export interface SmallMap {
  readonly has: (text: string) => boolean;
  readonly get: (text: string) => number | undefined;
  readonly set: (text: string, value: number) => void;
  /** Whether a value is not this one. */
  readonly someOtherThan: (value: number) => boolean;
}

export function createSmallMap(): SmallMap {
  /** A slot is `low`, `high` and the value; one that is free has two zeros. There are a power of two of them. */
  let slots = new Int32Array(3 * 1024);
  let count = 0;

  /** Where the slot of `low` and `high` begins, or the free one that they would get. */
  function slotOf(): number {
    const last = slots.length / 3 - 1;
    for (let slot = low & last; ; slot = (slot + 1) & last) {
      const at = 3 * slot;
      if ((slots[at] === low && slots[at + 1] === high) || (slots[at] === 0 && slots[at + 1] === 0)) return at;
    }
  }

  function find(text: string): number {
    takePrint(text);
    low ||= 1;
    return slotOf();
  }

  function put(at: number, value: number): void {
    slots[at] = low;
    slots[at + 1] = high;
    slots[at + 2] = value;
  }

  function grow(): void {
    const before = slots;
    slots = new Int32Array(before.length * 2);
    for (let at = 0; at < before.length; at += 3) {
      low = before[at] ?? 0;
      high = before[at + 1] ?? 0;
      if (low !== 0) put(slotOf(), before[at + 2] ?? 0);
    }
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
      put(at, value);
      // Three of four slots are taken.
      if (isNew && ++count * 4 > slots.length) grow();
    },
    someOtherThan(value) {
      for (let at = 0; at < slots.length; at += 3) if (slots[at] !== 0 && slots[at + 2] !== value) return true;
      return false;
    },
  };
}
