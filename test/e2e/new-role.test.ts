import { expect, test, vi } from 'vitest';
import { focused, openSignedIn, pins } from '../harness/people-counter.ts';
import { textOf } from '../harness/shift-counter.ts';

vi.setConfig({ testTimeout: 120_000 });

test('a cashier who became a supervisor at the screen could have kept an easy PIN: the role comes with a new one', async () => {
  const counter = await openSignedIn('Ibu');
  const { cashier, press } = counter;
  const problem = () => cashier.see('problem').textContent();
  const pin = async (typed: string) => {
    await cashier.see('new-pin').fill(typed);
    await cashier.see('repeat-pin').fill(typed);
    await cashier.enter();
  };
  await press('Alt+O');
  await cashier.see('person-row').filter({ hasText: 'Sri' }).click();
  await expect.poll(() => cashier.see('person-name').inputValue()).toBe('Sri');
  expect(await cashier.see('new-pin').count()).toBe(0);
  await cashier.see('role-supervisor').click();
  await cashier.enter();
  // It says so before it asks for the owner's PIN, and shows the fields.
  await cashier.see('new-pin').waitFor();
  expect(await problem()).toContain('memerlukan PIN baru');
  expect(await cashier.see('approval').count()).toBe(0);
  // The caret stood in the name, where a PIN that was typed next could be read.
  await expect.poll(() => focused(counter)).toBe('new-pin');
  await counter.picture('new-role-1');
  await pin('1111');
  await expect.poll(problem).toContain('mudah ditebak');
  expect(await cashier.see('approval').count()).toBe(0);
  await pin('5836');
  await counter.confirm(pins.Ibu);
  await cashier.see('person-saved').waitFor();
  await counter.picture('new-role-2');
  await press('Alt+Q');
  await cashier.see('person').waitFor();
  await cashier.enter();
  await counter.signIn('Sri', pins.Sri);
  await expect.poll(problem).toContain('tidak cocok');
  await counter.typePin('5836');
  await counter.isOpen();
  await press('Alt+Q');
  await expect.poll(() => textOf(counter, 'person')).toContain('Penyelia');
});
