import type { Locator } from 'playwright-core';
import type { LaunchedApp } from './launch.ts';

/** A finger on a thing, with nothing else that could press it. */
export async function touch({ page }: LaunchedApp, what: Locator): Promise<void> {
  await what.scrollIntoViewIfNeeded();
  const box = await what.boundingBox();
  if (!box) throw new Error('nothing there to touch');
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  const session = await page.context().newCDPSession(page);
  await session.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: [{ x, y }] });
  await session.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
  await session.detach();
}

/** A key of the letters that come up under a touched field, by what it says. */
export const letterOf = ({ page }: LaunchedApp, sign: string): Locator =>
  page.getByTestId('letter-pad').getByRole('button', { name: sign, exact: true });

/** Types into a field by touch alone: lower case letters, digits and spaces. */
export async function touchIn(app: LaunchedApp, field: Locator, text: string): Promise<void> {
  await touch(app, field);
  for (const sign of text) await touch(app, sign === ' ' ? app.page.getByTestId('letter-space') : letterOf(app, sign));
}
