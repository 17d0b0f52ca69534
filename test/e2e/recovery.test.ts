import { expect, onTestFinished, test, vi } from 'vitest';
import type { LoketBridge } from '../../shared/api.ts';
import { cashierAt } from '../harness/cashier.ts';
import { launchApp } from '../harness/launch.ts';
import { openSignedIn, pins } from '../harness/people-counter.ts';

vi.setConfig({ testTimeout: 120_000 });

/** In the page. */
declare const loket: LoketBridge;

test('after a recovery by the phrase nobody asked for a new one: a bar does, until it is on paper, also after a kill', async () => {
  const counter = await openSignedIn('Ibu');
  const { app, cashier, press } = counter;
  await press('Alt+O');
  await cashier.see('people').waitFor();
  expect(await cashier.see('phrase-bar').count()).toBe(0);
  await press('F9');
  await cashier.enter();
  await counter.confirm(pins.Ibu);
  const phrase = (await cashier.see('phrase-text').textContent()) ?? '';
  await cashier.armed('phrase-written');
  await cashier.enter();
  await cashier.see('phrase-dialog').waitFor({ state: 'detached' });
  await press('Escape');
  await cashier.see('number-input').waitFor();
  await press('Alt+K');
  await cashier.see('locked').waitFor();
  await press('F4');
  await cashier.see('phrase').fill(phrase);
  await cashier.see('new-pin').fill('5836');
  await cashier.see('repeat-pin').fill('5836');
  await cashier.enter();
  await counter.isOpen();
  await cashier.see('phrase-bar').waitFor();
  await counter.picture('recovery-1-bar');
  app.kill();
  await app.exited;

  const again = await launchApp({ dataDir: counter.data, configFile: counter.configFile });
  onTestFinished(() => again.stop());
  const next = cashierAt(again.page);
  await next.see('person-tile').first().waitFor();
  expect(await next.see('phrase-bar').count()).toBe(0);
  await again.page.keyboard.press('i');
  await next.enter();
  await next.see('pin').waitFor();
  await again.page.keyboard.type('5836');
  await next.enter();
  await next.see('phrase-bar').waitFor();
  await again.page.keyboard.press('Alt+W');
  await next.armed('confirm-yes');
  await next.enter();
  await next.see('approval').getByTestId('pin').waitFor();
  await again.page.keyboard.type('5836');
  await next.enter();
  await next.see('phrase-text').waitFor();
  expect(await next.see('phrase-text').textContent()).not.toBe(phrase);
  await next.armed('phrase-written');
  await next.enter();
  await next.see('phrase-dialog').waitFor({ state: 'detached' });
  expect(await next.see('phrase-bar').count()).toBe(0);
  const status = await again.page.evaluate(() => loket.call('till:status', {}));
  expect(status).toMatchObject({ ok: true, value: { recoveryPhrase: 'kept' } });
});
