import { hash, scryptSync } from 'node:crypto';
import { expect, test } from 'vitest';
import { createHashes, isPin, storedPin, type HashPin } from '../../electron/people/pin.ts';
import { createTries, pauseMs } from '../../electron/people/tries.ts';
import { applyRecord } from '../../electron/books/apply-record.ts';
import type { Books } from '../../electron/books/books.ts';
import { emptyHead } from '../../electron/books/journal/line.ts';
import type { Entry } from '../../electron/books/journal/record.ts';
import { openDatabase } from '../../electron/db/open.ts';
import { createChance } from '../harness/chance.ts';
import { tempFolder } from '../harness/temp-folder.ts';

// A PIN has four digits. What keeps guessers out is counted here.

const quick: HashPin = (text, salt) => Promise.resolve(hash('sha256', `${salt} ${text}`, 'buffer'));
const randomBytes = (size: number): Buffer => Buffer.alloc(size, 7);

/** A door with one person behind it, whose till can die and whose clock can be set. */
async function openDoor(pin: string) {
  const opened = openDatabase(`${tempFolder()}/loket.db`);
  if (!opened.ok) throw new Error(opened.problem);
  const { db } = opened;
  db.pragma('synchronous = OFF');
  const keep = (entries: readonly Entry[]): void => {
    for (const { kind, at, transactionId, data } of entries)
      applyRecord(db, { ...emptyHead, more: 0, text: '', data: '', kind, at, transactionId }, data);
  };
  const stored = await storedPin(quick, pin, randomBytes);
  const sri = { personId: 'sri', name: 'Sri', role: 'owner', active: true, pin: stored, by: 'owner' } as const;
  keep([{ at: 0, kind: 'person', transactionId: null, data: sri }]);
  const clock = { elapsed: 0, wall: 0 };
  const begin = () =>
    createTries({
      books: { db, keep } as unknown as Books,
      clock: { now: () => clock.wall, elapsed: () => clock.elapsed, after: () => () => undefined },
      hashes: { pin: quick, phrase: quick },
    });
  let tries = begin();
  return {
    clock,
    /** The till dies and starts again; what only was in its memory is gone. */
    die: () => void (tries = begin()),
    letIn: () => keep([{ at: 0, kind: 'signed-in', transactionId: null, data: { personId: 'sri' } }]),
    check: (typed: string) => tries.check({ kind: 'pin', personId: 'sri' }, typed, () => undefined),
  };
}

test('the pause is 30 s after five wrong ones, doubles, and is never longer than half an hour', () => {
  expect([0, 4, 5, 6, 7, 10, 11, 12, 500].map(pauseMs)).toEqual([
    ...[0, 0, 30_000, 60_000, 120_000, 960_000],
    ...[1_800_000, 1_800_000, 1_800_000],
  ]);
});

test('a hundred thousand random sequences of tries, waits, kills and clocks that are set let nobody in early', async () => {
  const chance = createChance(Number(process.env['LOKET_SEED'] ?? 7));
  const door = await openDoor('7305');
  // The longest that a guesser who does nothing else could have had to wait, reckoned beside the till.
  let [wrong, freeAt, looked, early] = [0, 0, 0, 0];
  for (let step = 0; step < 100_000; step++) {
    const kind = chance.next();
    if (kind < 0.01) {
      door.die();
      // Nobody knows how much of a pause was over.
      if (pauseMs(wrong) > 0) freeAt = door.clock.elapsed + pauseMs(wrong);
    } else if (kind < 0.1) door.clock.wall += Math.floor((chance.next() - 0.5) * 1e12);
    else if (kind < 0.4) door.clock.elapsed += chance.int(900_000);
    else {
      // Now and then the right one, also in the middle of a pause.
      const isRight = chance.happens(0.02);
      const refused = await door.check(isRight ? '7305' : String(chance.int(7_000)).padStart(4, '0'));
      const mayLook = door.clock.elapsed >= freeAt;
      if (!mayLook && refused === null) early++;
      if (!mayLook) continue;
      looked++;
      expect(refused?.code ?? 'in', `step ${step}`).toBe(isRight ? 'in' : 'wrong-pin');
      if (isRight) door.letIn();
      wrong = isRight ? 0 : wrong + 1;
      if (!isRight) freeAt = door.clock.elapsed + pauseMs(wrong);
    }
  }
  expect(early).toBe(0);
  expect(looked).toBeGreaterThan(5_000);
});

test('what is stored of a PIN is salted, needs the till’s own secret, and takes 128 MiB away from the main thread', async () => {
  const mac = (key: string) => (text: string) => hash('sha256', `${key} ${text}`, 'base64url');
  const { pin: hashPin } = createHashes(mac('ours'));
  let turns = 0;
  const timer = setInterval(() => turns++, 1);
  const stored = await storedPin(hashPin, '1357', randomBytes);
  clearInterval(timer);
  expect(turns).toBeGreaterThan(0);
  // scrypt takes 128 * N * r bytes: 128 MiB (RFC 7914, 5). How much the process grew is the machine's matter.
  const options = { N: 2 ** 17, r: 8, p: 1, maxmem: 2 ** 28 };
  const salt = Buffer.from(stored.salt, 'base64url');
  const expected = scryptSync(mac('ours')(`pin ${stored.salt} 1357`), salt, 32, options);
  expect(stored.hash).toBe(expected.toString('base64url'));
  expect(await isPin(hashPin, '1357', stored)).toBe(true);
  expect(await isPin(hashPin, '1358', stored)).toBe(false);
  expect(await isPin(createHashes(mac('another')).pin, '1357', stored)).toBe(false);
  const other = await storedPin(hashPin, '1357', () => Buffer.alloc(16, 9));
  expect(other.hash).not.toBe(stored.hash);
});
