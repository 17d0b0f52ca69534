import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import type { LoketBridge } from '../../shared/api.ts';
import { cashierAt } from '../harness/cashier.ts';
import { launchApp, runtime } from '../harness/launch.ts';
import { tempFolder } from '../harness/temp-folder.ts';

// Nobody can answer the system's own dialog in real Electron, so there only the host is asked.
test.skipIf(runtime === 'electron')(
  'nothing is typed in the export dialog: the range names the file, places are chosen, a path from the page is refused',
  async () => {
    const dataDir = tempFolder();
    const chosen = tempFolder();
    const app = await launchApp({ dataDir, env: { LOKET_HOST_CHOOSES: chosen } });
    onTestFinished(() => app.stop());
    const { page } = app;
    const cashier = cashierAt(page);
    await cashier.see('number-input').waitFor();
    await page.keyboard.press('F2');
    await page.keyboard.press('F8');
    await cashier.see('place-own').waitFor();
    expect(await page.locator('dialog input, dialog textarea').count()).toBe(0);

    // By keyboard alone, into the till's own folder.
    await page.keyboard.press('Enter');
    await cashier.see('export-result').waitFor();
    const own = path.join(dataDir, 'training', 'export');
    expect(readdirSync(own)).toEqual([await cashier.see('export-name').textContent()]);

    await cashier.see('export-all').click();
    expect(await cashier.see('export-name').textContent()).toBe('loket-semua.csv');
    await cashier.see('place-choose').click();
    await cashier.see('place-chosen').and(page.locator('[aria-checked=true]')).waitFor();
    await cashier.see('export-run').click();
    await cashier.see('export-result').and(page.getByText(chosen)).waitFor();
    expect(readFileSync(path.join(chosen, 'loket-semua.csv'), 'utf8')).toContain('transactionId,');

    const file = path.join(chosen, 'evil.csv');
    const refused = await page.evaluate(
      (to) => (window as unknown as { loket: LoketBridge }).loket.call('export:run', { format: 'csv', file: to }),
      file,
    );
    expect(refused).toMatchObject({ ok: false, code: 'bad-request' });
    expect(existsSync(file)).toBe(false);
  },
);
