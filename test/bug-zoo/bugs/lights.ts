import type { Bug } from '../bug.ts';

// Mistakes of the status lights: what is not known, or not well, is shown as well.

const screen = 'test/unit/renderer/status/lights.test.ts';
const till = 'test/till/lights.test.ts';

export const bugs: readonly Bug[] = [
  {
    name: 'a provider that nobody asked yet is green',
    file: 'renderer/status/lights.ts',
    find: "const states = { ok: 'ok', slow: 'warn', down: 'bad', unknown: 'unknown' } as const;",
    replace: "const states = { ok: 'ok', slow: 'warn', down: 'bad', unknown: 'ok' } as const;",
    caughtBy: { file: screen, test: 'what nobody has asked yet is never green' },
  },
  {
    name: 'a clock that nobody compared is green',
    file: 'renderer/status/lights.ts',
    find: "if (skewMs === null) return { id: 'clock', state: 'unknown',",
    replace: "if (skewMs === null) return { id: 'clock', state: 'ok',",
    caughtBy: { file: screen, test: 'what nobody has asked yet is never green' },
  },
  {
    name: 'a provider that refuses the shop’s key is well',
    file: 'electron/providers/health.ts',
    find: 'return accessRefusedByStatus(status) ?? (status >= 500',
    replace: 'return (status >= 500',
    caughtBy: { file: till, test: 'a provider that is down tells the cause as a code: key-refused' },
  },
  {
    name: 'a hotspot’s page counts as the provider',
    file: 'electron/providers/health.ts',
    find: "if (outcome.kind === 'failed') return outcome.because ?? null;",
    replace: "if (outcome.kind === 'failed') return null;",
    caughtBy: { file: till, test: 'a provider that is down tells the cause as a code: unreadable-reply' },
  },
  {
    name: 'books that are damaged are told as a full disk',
    file: 'electron/till-status.ts',
    find: "if (state === 'damaged') return 'damaged';",
    replace: "if (state === 'damaged') return 'no-room';",
    caughtBy: {
      file: till,
      test: 'storage that is well has no cause, and nobody says that the whole database was read before it was',
    },
  },
];
