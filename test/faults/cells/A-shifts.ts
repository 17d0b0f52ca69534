import { must, type AnyCell } from '../cell.ts';
import { during, openInterruptible, type InterruptibleStage } from '../process/interruptible-stage.ts';
import type { Stage } from '../stage/stage.ts';

// The till dies at each step of each record of a shift. O12 has the Zs beside what was handed over.

const steps = ['insert', 'append', 'half', 'sync', 'commit', 'committed'] as const;

/** The last shift, as the till says after each of its deaths. */
async function last(stage: Stage): Promise<{ readonly shiftId: string; readonly isOpen: boolean } | null> {
  const { items } = await stage.must('shift:list', { limit: 1 });
  const [shift] = items;
  return shift ? { shiftId: shift.shiftId, isOpen: shift.closedAt === null } : null;
}

/** A call at which the till dies, and what it says afterwards. */
async function killedAt(
  { stage, interruptible }: { readonly stage: Stage; readonly interruptible: InterruptibleStage },
  moment: string,
  call: () => Promise<unknown>,
): Promise<ReturnType<typeof last> extends Promise<infer T> ? T : never> {
  return during(moment, async () => {
    interruptible.arm({ moment, how: 'kill' });
    await call().catch(() => undefined);
    must(interruptible.wasInterrupted(), 'the till never came there');
    await interruptible.over('kill');
    return last(stage);
  });
}

/** Opens, sells, moves cash, counts, closes and opens again, each killed at that step; then closes for good. */
async function shiftKilledAt(stage: Stage, interruptible: InterruptibleStage, step: string): Promise<void> {
  const parts = { stage, interruptible };
  const opened = await killedAt(parts, `shift-opened.${step}`, () => stage.call('shift:open', { float: 50_000 }));
  if (!opened?.isOpen) await stage.must('shift:open', { float: 60_000 });
  await stage.pay(await stage.quote('iak'));
  const move = { kind: 'in', amount: 5_000, reason: `receh ${step}` } as const;
  await killedAt(parts, `shift-cash.${step}`, () => stage.call('shift:cash', move));
  const counted = (await stage.must('shift:x', {})).expected ?? 0;
  await killedAt(parts, `shift-counted.${step}`, () => stage.call('shift:close', { counted: counted - 500 }));
  const closed = await killedAt(parts, `shift-closed.${step}`, () => stage.call('shift:close', { counted }));
  if (closed?.isOpen) await stage.must('shift:close', { counted });
  const again = { shiftId: closed?.shiftId ?? '', reason: 'masih ada pelanggan' };
  const reopened = await killedAt(parts, `shift-reopened.${step}`, () => stage.call('shift:reopen', again));
  if (!reopened?.isOpen) return;
  await stage.pay(await stage.quote('iak'));
  await stage.must('shift:close', { counted: (await stage.must('shift:x', {})).expected ?? 0 });
}

export const cells: readonly AnyCell[] = [
  ...steps.map((step, at): AnyCell => ({
    id: `A27.${at + 1}`,
    title: `killed at ${step} of each record of a shift`,
    async run(stage) {
      const interruptible = await openInterruptible(stage, { providers: ['iak'] });
      await shiftKilledAt(stage, interruptible, step);
    },
  })),
];
