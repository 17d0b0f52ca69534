import { setTimeout as sleep } from 'node:timers/promises';
import { registry } from '../../../electron/providers/index.ts';
import { reply, startFakeProvider } from '../../harness/fake-provider.ts';
import { atBench, ifStarts, kindOf, nothing } from '../bench.ts';
import { faults, type Fault } from '../faults.ts';
import type { Kit, Step } from '../kit.ts';
import type { Check, Law } from '../law.ts';
import { startRudeServer } from '../rude-server.ts';

// Whatever the line does: a payment goes out once, and is refused only if it never left.

/** Long enough for a request too many to arrive, in ms. */
const afterwardsMs = 60;

/** What a step becomes after a fault, and how often the provider was asked. */
interface Seen {
  readonly became: string;
  readonly requests: number;
}

async function suffer(kit: Kit, step: Step, fault: Fault): Promise<Seen> {
  const rude = 'rude' in fault ? await startRudeServer(fault.rude(kit.answer(step))) : null;
  let seen: Seen = { became: 'nothing', requests: 0 };
  const options = {
    ...(fault.limitMs !== undefined && { limitMs: fault.limitMs }),
    ...(rude && { baseUrl: rude.baseUrl.replace('http:', 'scheme' in fault ? `${fault.scheme}:` : 'http:') }),
    ...('unreachable' in fault && { baseUrl: fault.unreachable(await freeAddress()) }),
  };
  await atBench(
    kit,
    async (bench) => {
      if ('answer' in fault) bench.say(fault.answer(kit.answer(step), bench.server.baseUrl));
      const became = await bench.shortly(step);
      await sleep(afterwardsMs);
      seen = { became, requests: rude?.connections() ?? bench.server.arrived.length };
    },
    options,
  );
  await rude?.close();
  return seen;
}

/** An address where nobody listens. */
async function freeAddress(): Promise<string> {
  const server = await startFakeProvider();
  await server.close();
  return server.baseUrl;
}

/** Every fault at one step, many at a time; those that wait for the time limit apart, so that only they are late. */
async function sufferAll(kit: Kit, step: Step, check: Check, wanted: (fault: Fault) => string): Promise<void> {
  const all = (some: readonly Fault[]) =>
    Promise.all(some.map(async (fault) => ({ fault, ...(await suffer(kit, step, fault)) })));
  const seen = await all(faults.filter(({ limitMs }) => limitMs === undefined));
  seen.push(...(await all(faults.filter(({ limitMs }) => limitMs !== undefined))));
  for (const { fault, became, requests } of seen) {
    check.equal(`${fault.what} at ${step}`, ifStarts(became, wanted(fault)), wanted(fault));
    check.equal(`${fault.what} at ${step}: requests`, requests, 'unreachable' in fault ? 0 : 1);
  }
}

const atPayment: Law = {
  name: 'each fault of the line at a payment: pending, one request',
  run: (kit, check) => sufferAll(kit, 'pay', check, ({ atPay: wanted }) => wanted),
};

const elsewhere: Law = {
  name: 'each fault of the line at a question settles nothing',
  async run(kit, check) {
    const wanted = (step: Step, { atPay }: Fault): string =>
      atPay !== 'paid' ? nothing(step) : step === 'inquiry' ? 'bill' : 'paid';
    const questions = kindOf(kit).steps.filter((step) => step !== 'pay');
    await Promise.all(questions.map((step) => sufferAll(kit, step, check, (fault) => wanted(step, fault))));
  },
};

const once: Law = {
  name: 'a payment is one request, whatever is answered',
  run: (kit, check) =>
    atBench(kit, async (bench) => {
      const requestsOf = async (step: Step): Promise<number> => {
        const before = bench.server.arrived.length;
        await bench.outcome(step);
        return bench.server.arrived.length - before;
      };
      for (const { code } of registry[kit.id].codes) {
        for (const answer of kit.coded('pay', code)) {
          bench.say(answer);
          check.equal(`a payment answered ${answer.what}`, await requestsOf('pay'), 1);
        }
      }
      for (const change of kit.unknown) {
        bench.say({ body: kit.answer('pay', change) });
        check.equal(`a payment answered ${JSON.stringify(change)}`, await requestsOf('pay'), 1);
      }
      // Connections that the server closes right after its answer, without saying so, are dead when they are used again.
      bench.say({ raw: reply(200, kit.answer('inquiry')), thenCut: true });
      for (let time = 0; time < 4; time++)
        check.equal('an inquiry on a stale connection', await bench.shortly('inquiry'), 'bill');
      bench.say({ raw: reply(200, kit.answer('pay')), thenCut: true });
      check.equal('a payment after stale connections', await requestsOf('pay'), 1);
      const all = bench.server.arrived.length;
      await sleep(afterwardsMs);
      check.equal('afterwards', bench.server.arrived.length, all);
    }),
};

export const transportLaws: readonly Law[] = [atPayment, elsewhere, once];
