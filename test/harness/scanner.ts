import type { CDPSession, Page } from 'playwright-core';
import { setTimeout as sleep } from 'node:timers/promises';

/** A bar code scanner at the till's USB port: to the browser it is a keyboard, only faster. */
export interface Scanner {
  /**
   * Types a code and Enter, `paceMs` from key to key. The browser is told when each key went down, so that the pace is kept even
   * where this machine is busy.
   */
  scan(code: string, paceMs: number): Promise<void>;
  /** Types at a pace, without an Enter: what a scanner without one does, or, slowly, a person. */
  type(keys: string, paceMs: number): Promise<void>;
}

/** Until a hand is back at the keyboard: keys that follow a scan without a pause belong to it. */
const handMs = 400;

export async function plugInScanner(page: Page): Promise<Scanner> {
  const session = await page.context().newCDPSession(page);

  async function type(keys: readonly string[], paceMs: number): Promise<void> {
    const startMs = Date.now();
    for (const [at, key] of keys.entries()) {
      const downAt = startMs + at * paceMs;
      await sleep(Math.max(0, downAt - Date.now()));
      await press(session, key, downAt);
    }
    await sleep(handMs);
  }

  return {
    scan: (code, paceMs) => type([...code, 'Enter'], paceMs),
    type: (keys, paceMs) => type([...keys], paceMs),
  };
}

async function press(session: CDPSession, key: string, atMs: number): Promise<void> {
  const text = key === 'Enter' ? '\r' : key;
  const code = key === 'Enter' ? 13 : key.toUpperCase().charCodeAt(0);
  // Other signs have codes of the keyboard's own, which nobody looks at.
  const common = { key, ...(/\w/.test(key) ? { windowsVirtualKeyCode: code } : {}), timestamp: atMs / 1000 };
  await session.send('Input.dispatchKeyEvent', { ...common, type: 'keyDown', text, unmodifiedText: text });
  await session.send('Input.dispatchKeyEvent', { ...common, type: 'keyUp' });
}
