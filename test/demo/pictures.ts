import path from 'node:path';
import type { LaunchedApp } from '../harness/launch.ts';

export type Shoot = (name: string) => Promise<void>;

/** Takes pictures of a till's page into `folder`, numbered in their order. */
export function photographer(page: LaunchedApp['page'], folder: string, till: string): Shoot {
  let pictures = 0;
  return async (name) => {
    const file = `${till}-${String(++pictures).padStart(2, '0')}-${name}.png`;
    await page.screenshot({ path: path.join(folder, file) });
  };
}
