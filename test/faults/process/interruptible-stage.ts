import { existsSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { ProviderId } from '../../../shared/product.ts';
import { must, Skipped, until } from '../cell.ts';
import type { Stage, StageOptions } from '../stage/stage.ts';
import { stateOf } from './strace.ts';
import { signalOf, interruptionEnv, type Interruption, type InterruptionKind } from './interruption.ts';

// A stage whose tills are interrupted at a named moment, and started again.

/** A frozen till stands still for this long, in ms: longer than the limits of its exchanges, as a minute is for the real ones. */
const freezeMs = 4_500;
/** Long enough that no exchange of a busy machine runs into them, or the moments after its answer would never come. In ms. */
const limits = { inquiry: 4_000, pay: 4_000, status: 4_000 };

/** LOKET_FAULTS_ALL=1 takes every point where otherwise some are left out. */
export const takesAll = process.env.LOKET_FAULTS_ALL === '1';

export interface InterruptibleStage {
  /** The next time that this moment comes, the till is interrupted. */
  arm(interruption: Interruption): void;
  /** Whether it was. */
  wasInterrupted(): boolean;
  /** Interrupts the till from outside, now. */
  interrupt(how: InterruptionKind): void;
  /** Waits for the interrupted till to end in that way, and starts it again; a frozen one is thawed. */
  over(how: InterruptionKind): Promise<void>;
  /** Sells one bill of this provider; the sale is interrupted, and goes on after the restart. */
  sell(provider: ProviderId, interruption: Interruption): Promise<void>;
}

export async function openInterruptible(stage: Stage, options: StageOptions = {}): Promise<InterruptibleStage> {
  const file = path.join(stage.folder, 'interruption.json');
  const env = { ...interruptionEnv(file), NODE_COMPILE_CACHE: path.join(stage.runFolder, 'compiled') };
  await stage.open({ timeoutMs: limits, ...options, env: { ...env, ...options.env } });
  const interruptible: InterruptibleStage = {
    arm: (interruption) => writeFileSync(file, JSON.stringify(interruption)),
    wasInterrupted: () => !existsSync(file),
    interrupt: (how) => stage.till.signal(signalOf(how)),
    async over(how) {
      if (how === 'freeze') return thaw(stage);
      const expected = { kill: 'SIGKILL', abort: 'SIGABRT', term: 0, throw: 1 }[how];
      const startedAt = performance.now();
      const ended = await stage.till.exited;
      must(ended === expected, `the till ended with ${ended} and not ${expected}: ${stage.till.stderr().trim()}`);
      must(performance.now() - startedAt < 5_000, 'the till took more than 5 s to end');
      await startAgain(stage);
    },
    async sell(provider, interruption) {
      const quote = await stage.quote(provider);
      interruptible.arm(interruption);
      let answer = 'nothing';
      const paying = stage.pay(quote).then(
        (reply) => void (answer = reply.ok ? reply.value.status : reply.code),
        (error: unknown) => void (answer = String(error)),
      );
      await until(`${interruption.moment} came`, () => interruptible.wasInterrupted() || stage.till.ended()).catch(
        (cause: unknown) => {
          throw new Error(`${interruption.moment} never came, and paying was answered with ${answer}`, { cause });
        },
      );
      must(interruptible.wasInterrupted(), 'the till ended before it was interrupted');
      await interruptible.over(interruption.how);
      await paying;
    },
  };
  return interruptible;
}

/** Says what was being done when it failed. */
export async function during<T>(what: string, action: () => Promise<T>): Promise<T> {
  try {
    return await action();
  } catch (error) {
    if (!(error instanceof Error) || error instanceof Skipped) throw error;
    throw new Error(`${what}: ${error.message}`, { cause: error });
  }
}

/** Starts the till after it died, and makes sure that it is open for business by itself. */
export async function startAgain(stage: Stage): Promise<void> {
  await stage.start();
  const { mode, storage } = await stage.must('till:status', {});
  must(mode === 'normal', 'the till takes its own files for restored ones');
  must(storage.ok, 'the till does not trust its disk after a restart');
}

async function thaw(stage: Stage): Promise<void> {
  const { pid } = stage.till;
  await until('the till stood still', () => stateOf(pid) === 'T');
  await new Promise((resolve) => setTimeout(resolve, freezeMs));
  stage.till.signal('SIGCONT');
  await stage.must('till:status', {});
}
