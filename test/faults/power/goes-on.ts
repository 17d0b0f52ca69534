import { readdirSync } from 'node:fs';
import path from 'node:path';
import { must } from '../cell.ts';
import { putBack } from '../disk/books-folder.ts';
import { during } from '../process/interruptible-stage.ts';
import { openStage } from '../stage/open-stage.ts';
import { compiledOnce, type Stage } from '../stage/stage.ts';
import { ownerPins } from './days.ts';

// The whole, built till in what a power cut left: it opens, lets people in, sells, and closes a shift by the next Z.

/** More than were recorded. */
const salesMax = 50;

/** Starts one in a copy of each folder in `kept`. Throws what is wrong. */
export async function goesOn(runFolder: string, kept: string, args: readonly string[]): Promise<void> {
  const names = readdirSync(kept);
  must(names.length > 0, 'no state was kept');
  for (const name of names) {
    const opened = openStage(runFolder);
    try {
      await during(`a till in state ${name}`, () => opensAndSells(opened.stage, path.join(kept, name), args));
    } finally {
      await opened.close();
    }
  }
}

async function opensAndSells(stage: Stage, folder: string, args: readonly string[]): Promise<void> {
  await stage.open({ providers: ['iak'], env: compiledOnce(stage), start: false });
  putBack(folder, stage.data);
  await stage.start({ args });
  const { mode, storage } = await stage.must('till:status', {});
  must(mode === 'normal' && storage.ok, `it is not open: ${mode}, ${JSON.stringify(storage)}`);
  if (args.includes('--sign-in')) await signIn(stage);
  const numberOf = async (): Promise<number> => {
    const { items } = await stage.must('shift:list', {});
    return Math.max(0, ...items.map(({ number }) => number ?? 0));
  };
  const before = await numberOf();
  if ((await stage.must('till:status', {})).shift === null) await stage.must('shift:open', { float: 10_000 });
  // No bill that the recorded till sold.
  for (let n = 0; n < salesMax; n++) stage.newNumber('iak');
  const paid = await stage.pay(await stage.quote('iak'));
  must(paid.ok && paid.value.status === 'paid', `it does not sell: ${JSON.stringify(paid)}`);
  const { expected } = await stage.must('shift:x', {});
  const z = await stage.must('shift:close', { counted: expected ?? 0, reason: 'listrik padam' });
  must(z.number === before + 1 && z.balance === 0, `after Z ${before} came ${z.number}, balance ${z.balance}`);
  await stage.stop();
}

/** The owner, by the first PIN or by the one that the phrase gave; where nobody was saved yet, somebody is. */
async function signIn(stage: Stage): Promise<void> {
  const { items } = await stage.must('people:list', {});
  const [pin, newPin] = ownerPins;
  const owner = items.find(({ role }) => role === 'owner');
  const { personId } = owner ?? (await stage.must('people:save', { name: 'Ibu', role: 'owner', pin, active: true }));
  const first = await stage.call('session:sign-in', { personId, pin });
  if (!first.ok) await stage.must('session:sign-in', { personId, pin: newPin });
}
