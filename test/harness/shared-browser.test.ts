import { expect, test } from 'vitest';
import { launchApp, runtime } from './launch.ts';
import { sharedBrowser } from './shared-browser.ts';
import { tempFolder } from './temp-folder.ts';

// Apps that share a browser share nothing else. Each of these leaves something behind if it can.

test.runIf(runtime === 'host')(
  'what one app’s page keeps, sets or leaves over is not there for the next one',
  async () => {
    const first = await launchApp({ dataDir: tempFolder() });
    const look = () => ({
      stored: localStorage.getItem('left'),
      session: sessionStorage.getItem('left'),
      cookie: document.cookie,
      width: innerWidth,
      isDark: matchMedia('(prefers-color-scheme: dark)').matches,
    });
    const clean = await first.page.evaluate(look);
    expect(clean).toMatchObject({ stored: null, session: null, cookie: '', width: 1366, isDark: false });
    await first.page.evaluate(() => {
      localStorage.setItem('left', 'behind');
      sessionStorage.setItem('left', 'behind');
      document.cookie = 'left=behind';
    });
    await first.page.setViewportSize({ width: 800, height: 600 });
    await first.page.emulateMedia({ colorScheme: 'dark' });
    expect(await first.page.evaluate(look)).not.toEqual(clean);
    const second = await launchApp({ dataDir: tempFolder() });
    expect(await second.page.evaluate(look)).toEqual(clean);
    await first.stop();
    const third = await launchApp({ dataDir: tempFolder() });
    expect(await third.page.evaluate(look)).toEqual(clean);
    await Promise.all([second.stop(), third.stop()]);
  },
);

test.runIf(runtime === 'host')('a killed app leaves no page in the browser', async () => {
  const { seen } = await sharedBrowser();
  const before = seen.pages().length;
  const app = await launchApp({ dataDir: tempFolder() });
  expect(seen.pages()).toHaveLength(before + 1);
  app.kill();
  await app.exited;
  await expect.poll(() => seen.pages().length).toBe(before);
});

test.runIf(runtime === 'host')('a browser that crashed is followed by another, for the next app', async () => {
  const app = await launchApp({ dataDir: tempFolder() });
  const { seen, address } = await sharedBrowser();
  const gone = seen.waitForEvent('close');
  const session = await seen.newCDPSession(app.page);
  await session.send('Browser.crash').catch(() => undefined);
  await gone;
  await app.exited;
  const next = await launchApp({ dataDir: tempFolder() });
  expect((await sharedBrowser()).address).not.toBe(address);
  expect(await next.page.title()).not.toBe('');
  await next.stop();
});
