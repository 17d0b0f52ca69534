import { expect, test, vi } from 'vitest';
import type { LoketBridge } from '../../shared/api.ts';
import { openSignedIn } from '../harness/people-counter.ts';
import { textOf } from '../harness/shift-counter.ts';

/** In the page. */
declare const loket: LoketBridge;

vi.setConfig({ testTimeout: 120_000 });

test('the earlier Zs of a shift that was opened again were there for touch alone: the arrows go through them', async () => {
  const counter = await openSignedIn('Ibu', { shift: false });
  const { cashier, app } = counter;
  const shiftId = await app.page.evaluate(async () => {
    const opened = await loket.call('shift:open', { float: 100_000 });
    return opened.ok ? opened.value.shiftId : '';
  });
  const close = (again: boolean) =>
    app.page.evaluate(
      async ([shiftId, again]) => {
        const closed = await loket.call('shift:close', { counted: 100_000 });
        if (closed.ok && again) await loket.call('shift:reopen', { shiftId, reason: 'belum selesai' });
      },
      [shiftId, again] as const,
    );
  const shows = (z: number) => expect.poll(() => textOf(counter, 'paper')).toContain(`LAPORAN Z ${z}`);
  const toList = async () => {
    await counter.press('Alt+L');
    await counter.press('F10');
    await cashier.see('shift-row').waitFor();
  };
  await close(true);
  // Open again: its Z is the one from before.
  await toList();
  await counter.press('ArrowLeft');
  await shows(1);
  await counter.press('Escape');
  await counter.press('Escape');
  await close(false);
  await toList();
  await shows(2);
  await counter.press('ArrowLeft');
  await shows(1);
  await counter.picture('earlier-z');
  expect(await cashier.see('earlier-z').filter({ hasText: 'Z 1' }).getAttribute('aria-pressed')).toBe('true');
  await counter.press('ArrowLeft');
  await shows(1);
  await counter.press('ArrowRight');
  await shows(2);
});
