import type { ProviderId } from '../../../shared/product.ts';
import { must, pause, until, type AnyCell, type Cell } from '../cell.ts';
import { failure } from '../provider/dialect.ts';
import type { Exchange } from '../wire/proxy.ts';
import type { Stage } from '../stage/stage.ts';
import { interruptions, type InterruptionKind } from '../process/interruption.ts';
import { during, openInterruptible, type InterruptibleStage } from '../process/interruptible-stage.ts';
import { writeAnswer } from '../wire/wire.ts';

// The till dies, or stands still, at a named moment of a payment. These moments are reached by hooks in the till and by what
// arrives at the provider; `A-calls.ts` does it at every system call.

const providers: readonly ProviderId[] = ['alfakios', 'ayoconnect', 'iak'];

/** Moments inside the till, in the order in which a payment comes to them. */
const inside: Readonly<Record<string, { readonly when: string; readonly moments: readonly string[] }>> = {
  A1: { when: 'before the intent', moments: ['line'] },
  A2: { when: 'inside the intent’s commit', moments: stepsOf('intent') },
  A3: { when: 'after the intent, before the connection', moments: ['intent.committed'] },
  A4: { when: 'connected, before the first byte', moments: ['pay.connected'] },
  A5: { when: 'after half a request', moments: ['pay.half'] },
  'A6.sent': { when: 'after the request has left', moments: ['pay.sent'] },
  A9: { when: 'after the answer, before the outcome’s commit', moments: ['sent.insert'] },
  A10: { when: 'inside the outcome’s commit', moments: stepsOf('paid') },
  A11: { when: 'after the outcome, before the reply', moments: ['paid.committed', 'reply'] },
  A12: {
    when: 'around the reply, before the slip',
    moments: [...stepsOf('printing'), 'printing.committed', 'replied'],
  },
  A14: { when: 'after the slip, before that is stored', moments: [...stepsOf('print'), 'print.committed'] },
};

function stepsOf(kind: string): readonly string[] {
  return ['insert', 'append', 'half', 'sync', 'commit'].map((step) => `${kind}.${step}`);
}

interface Blow {
  readonly moment: string;
  readonly how: InterruptionKind;
  readonly provider: ProviderId;
}

/** One moment: killed with every provider, and the other interruptions with one each. Many: killed and one other way at each. */
function blowsAt(moments: readonly string[]): readonly Blow[] {
  const others = interruptions.filter((how) => how !== 'kill');
  const turn = <T>(of: readonly T[], at: number): readonly T[] => of.filter((_one, index) => index === at % of.length);
  return moments.flatMap((moment, at) => {
    const alone = moments.length === 1;
    const killed = (alone ? providers : turn(providers, at)).map((provider) => ({
      moment,
      how: 'kill' as const,
      provider,
    }));
    const rest = (alone ? others : turn(others, at)).flatMap((how, column) =>
      turn(providers, at + column + 1).map((provider) => ({ moment, how, provider })),
    );
    return [...killed, ...rest];
  });
}

function said({ moment, how, provider }: Blow): string {
  return `${how} at ${moment} with ${provider}`;
}

const insideCells = Object.entries(inside).map(([id, { when, moments }]): Cell => ({
  id,
  title: `killed, aborted, told to end, ended by a bug or frozen ${when}`,
  async run(stage) {
    const interruptible = await openInterruptible(stage);
    for (const blow of blowsAt(moments)) await during(said(blow), () => interruptible.sell(blow.provider, blow));
  },
}));

type Treat = (exchange: Exchange) => Promise<unknown>;

/** What the provider does when the payment has arrived; answers when the till is to be interrupted. */
const outside: Readonly<Record<string, { readonly when: string; readonly treat: Treat }>> = {
  'A6.unpaid': { when: 'after the request, which the provider drops', treat: () => Promise.resolve() },
  'A6.paid': { when: 'after the request, which the provider paid', treat: (exchange) => exchange.forward() },
  A7: { when: 'after the answer’s head', treat: (exchange) => begin(exchange, (bytes) => headEnd(bytes)) },
  A8: {
    when: 'in the middle of the answer',
    treat: (exchange) => begin(exchange, (bytes) => (headEnd(bytes) + bytes.length) >> 1),
  },
};

function headEnd(bytes: Buffer): number {
  return bytes.indexOf('\r\n\r\n') + 4;
}

async function begin(exchange: Exchange, lengthOf: (bytes: Buffer) => number): Promise<void> {
  const bytes = writeAnswer(await exchange.forward());
  exchange.write(bytes.subarray(0, lengthOf(bytes)));
  // So that it has read them.
  await pause(20);
}

const outsideCells = Object.entries(outside).map(([id, { when, treat }]): Cell => ({
  id,
  title: `killed, aborted, told to end, ended by a bug or frozen ${when}`,
  async run(stage) {
    const interruptible = await openInterruptible(stage);
    for (const blow of blowsAt([id])) {
      await during(said(blow), () => interruptOnArrival(stage, interruptible, { ...blow, call: 'pay', treat }));
    }
  },
}));

interface Arrival extends Omit<Blow, 'moment'> {
  readonly call: 'pay' | 'status';
  readonly treat: Treat;
}

/** Sells a bill, and interrupts the till once that request has arrived and was treated. */
async function interruptOnArrival(
  stage: Stage,
  interruptible: InterruptibleStage,
  { provider, call, how, treat }: Arrival,
): Promise<void> {
  let hasArrived = false;
  stage.proxy(provider).on(call, async (exchange) => {
    await treat(exchange);
    hasArrived = true;
  });
  const quote = await stage.quote(provider);
  const paying = stage.pay(quote).catch(() => null);
  await until('the request arrived', () => hasArrived);
  interruptible.interrupt(how);
  await interruptible.over(how);
  await paying;
  await stage.proxy(provider).clear();
}

/** The provider takes the money and its answer is lost, so that the till has to ask. */
function loseAnswers(stage: Stage, provider: ProviderId): void {
  stage.proxy(provider).on('pay', async (exchange) => {
    await exchange.forward();
    exchange.reset();
  });
}

const askable = ['ayoconnect', 'iak'] as const;
const questions: Readonly<Record<string, Treat>> = {
  asked: () => Promise.resolve(),
  answering: (exchange) => begin(exchange, (bytes) => bytes.length - 5),
};

const pollCells = Object.entries(questions).map(([name, treat]): Cell => ({
  id: `A15.${name}`,
  title: `killed, aborted, told to end, ended by a bug or frozen while a status check is ${name}`,
  async run(stage) {
    const interruptible = await openInterruptible(stage);
    for (const [at, how] of interruptions.entries()) {
      for (const provider of askable.filter((_one, index) => how === 'kill' || index === at % 2)) {
        loseAnswers(stage, provider);
        const arrival = { provider, call: 'status', how, treat } as const;
        await during(`${how} with ${provider}`, () => interruptOnArrival(stage, interruptible, arrival));
      }
    }
  },
}));

const storingCell: Cell = {
  id: 'A15.storing',
  title: 'killed, aborted, told to end, ended by a bug or frozen while what a question brought is stored',
  async run(stage) {
    const interruptible = await openInterruptible(stage);
    for (const blow of blowsAt([...stepsOf('asked'), ...stepsOf('paid'), 'paid.committed'])) {
      const isAsked = blow.moment.startsWith('asked');
      const provider = isAsked ? 'ayoconnect' : 'iak';
      await during(said({ ...blow, provider }), async () => {
        loseAnswers(stage, provider);
        if (isAsked) stage.proxy(provider).on('status', (exchange) => exchange.answer(badGateway));
        const quote = await stage.quote(provider);
        interruptible.arm(blow);
        const paying = stage.pay(quote).catch(() => null);
        await until(`${blow.moment} came`, () => interruptible.wasInterrupted());
        await interruptible.over(blow.how);
        await paying;
        await stage.proxy(provider).clear();
      });
    }
  },
};

/** The provider takes the money and says that it failed, so that the till looks at it again. */
function refuseAnswers(stage: Stage, provider: (typeof askable)[number]): void {
  const code = provider === 'iak' ? '07' : '105';
  stage
    .proxy(provider)
    .alter('pay', (_body, { key }) =>
      failure(provider, 'json', code, 'TRANSAKSI GAGAL', { ref: provider === 'iak' ? null : key }),
    );
}

const lookCell: Cell = {
  id: 'A15.looking',
  title:
    'killed, aborted, told to end, ended by a bug or frozen while what a second look at a refusal brought is stored',
  async run(stage) {
    const interruptible = await openInterruptible(stage, { training: { ayoconnect: { settleAfterMs: 0 } } });
    for (const blow of blowsAt([...stepsOf('looked'), ...stepsOf('alarm'), 'alarm.committed'])) {
      const isLooked = blow.moment.startsWith('looked');
      const provider = isLooked ? 'ayoconnect' : 'iak';
      await during(said({ ...blow, provider }), async () => {
        refuseAnswers(stage, provider);
        if (isLooked) stage.proxy(provider).on('status', (exchange) => exchange.answer(badGateway));
        const quote = await stage.quote(provider);
        const reply = await stage.pay(quote);
        must(reply.ok && reply.value.status === 'refused', 'a payment that was refused is refused');
        interruptible.arm(blow);
        await until(`${blow.moment} came`, () => interruptible.wasInterrupted());
        await stage.proxy(provider).clear();
        await interruptible.over(blow.how);
        const { transactionId } = reply.value;
        await until('it is paid after all', async () => (await stage.get(transactionId)).status === 'paid');
      });
    }
  },
};

const badGateway = { status: 502, headers: { 'Content-Type': 'text/html' }, body: '<h1>Bad gateway</h1>' } as const;

const printCell: Cell = {
  id: 'A13',
  title: 'killed, aborted, told to end, ended by a bug or frozen before, in and after a slip',
  async run(stage) {
    const interruptible = await openInterruptible(stage);
    const parts = [0, 0.5, 1] as const;
    for (const [at, how] of interruptions.entries()) {
      for (const part of parts.filter((_part, index) => how === 'kill' || index === at % parts.length)) {
        await during(`${how} with ${part} of the slip out`, () => interruptSlip(stage, interruptible, how, part));
      }
    }
  },
};

/** Interrupts the till when that part of a slip is out. */
async function interruptSlip(
  stage: Stage,
  interruptible: InterruptibleStage,
  how: InterruptionKind,
  part: number,
): Promise<void> {
  let isOut = false;
  stage.printer.behaviour = (socket, keep) => {
    socket.once('data', (bytes: Buffer) => {
      // What is behind that never came out.
      if (part > 0) keep(bytes.subarray(0, Math.ceil(bytes.length * part)));
      socket.on('data', () => undefined);
      socket.on('end', () => socket.end());
      isOut = true;
    });
  };
  const reply = await stage.pay(await stage.quote('alfakios'));
  must(reply.ok && reply.value.status === 'paid', 'a payment without a fault is paid');
  const { transactionId } = reply.value;
  await until('the slip began', () => isOut);
  interruptible.interrupt(how);
  await interruptible.over(how);
  stage.printer.behaviour = null;
  await until('its end was stored', async () => (await stage.get(transactionId)).events.some(isPrint));
}

function isPrint({ kind }: { readonly kind: string }): boolean {
  return kind === 'print';
}

export const cells: readonly AnyCell[] = [
  ...insideCells,
  ...outsideCells,
  printCell,
  ...pollCells,
  storingCell,
  lookCell,
];
