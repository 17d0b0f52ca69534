import { vi } from 'vitest';
import { startFakeProvider, reply, type Arrived } from '../../harness/fake-provider.ts';
import { rupiah } from '../../../shared/money.ts';
import { atBench } from '../bench.ts';
import type { Kit, Verb } from '../kit.ts';
import type { Law } from '../law.ts';

// What goes out: where to, in which bytes, and signed.

const bytes: Law = {
  name: 'same input, same bytes',
  async run(kit, check) {
    const first = await requestsOn(kit, '2026-11-21T07:00:00Z');
    const second = await requestsOn(kit, '2027-03-01T19:30:01Z');
    for (const [verb, request] of first) check.equal(`${verb} on another day`, second.get(verb), request);
    await atBench(kit, async (bench) => {
      bench.say({ body: kit.answer('pay') });
      const { order } = kit;
      const others = {
        customer: { ...order, customerNumber: '512345670000' },
        reference: { ...order, providerRef: 'OTHER1' },
        quote: { ...order, memo: { ...order.memo, [kit.memoKey]: '777' }, bill: rupiah(1), admin: rupiah(2) },
      };
      await bench.outcome('pay');
      const [plain] = bench.server.arrived;
      const differing = [];
      for (const [what, other] of Object.entries(others)) {
        await bench.outcome('pay', other);
        const { head, body } = bench.server.arrived.at(-1) ?? { head: '', body: '' };
        if (head !== plain?.head || body !== plain.body) differing.push(what);
      }
      // Which of them a payment is told by, the provider decides; by none it can't be.
      check.equal('another order makes other bytes', differing.length > 0, true);
    });
  },
};

/** Every verb's request on a day, without the port, which is the server's. */
async function requestsOn(kit: Kit, day: string): Promise<ReadonlyMap<Verb, Arrived>> {
  const requests = new Map<Verb, Arrived>();
  vi.useFakeTimers({ toFake: ['Date'], now: new Date(day) });
  try {
    await atBench(kit, async ({ verbs, run, say, server }) => {
      say({ body: kit.answer('pay') });
      for (const verb of verbs) {
        await run(verb);
        const { head = '', body = '' } = server.arrived.at(-1) ?? {};
        requests.set(verb, { head: head.replace(/127\.0\.0\.1:\d+/, 'HOST'), body });
      }
    });
  } finally {
    vi.useRealTimers();
  }
  return requests;
}

const proofs: Law = {
  name: 'signatures as reckoned by hand',
  run: (kit, check) =>
    atBench(kit, async ({ verbs, run, say, server }) => {
      for (const verb of verbs) {
        say({ body: kit.answer('pay') });
        await run(verb);
        const request = server.arrived.at(-1) ?? { head: '', body: '' };
        check.equal(verb, kit.proofOf(request), kit.proofs[verb]);
        check.equal(`${verb} is a POST`, /^POST \/\S* HTTP\/1\.1\r\n/.test(request.head), true);
        check.equal(`${verb} wants no compression`, /\r\nAccept-Encoding: identity(\r\n|$)/i.test(request.head), true);
      }
    }),
};

const hosts: Law = {
  name: 'only declared hosts are spoken to',
  async run(kit, check) {
    const [other, stranger] = [await startFakeProvider(), await startFakeProvider()];
    other.answer(() => ({ raw: reply(200, kit.balance?.body ?? '{}') }));
    const run = atBench(
      kit,
      async (bench) => {
        const configured = [bench.server.baseUrl, other.baseUrl].map((url) => new URL(url).host);
        const { hosts: declared } = bench.provider;
        check.equal(
          'only configured hosts are declared',
          declared.filter((host) => !configured.includes(host)),
          [],
        );
        const link = `${stranger.baseUrl}/next`;
        for (const verb of bench.verbs) {
          const step = verb === 'balance' || verb === 'products' ? 'pay' : verb;
          for (const answer of [
            { body: kit.answer(step) },
            { body: kit.answer(step, { words: link, fields: { url: link, next: link, callbackUrl: link } }) },
            { raw: reply(302, kit.answer(step), [`Location: ${link}`]) },
            { raw: reply(200, kit.answer(step), [`Location: ${link}`, `Refresh: 0; url=${link}`]) },
          ]) {
            bench.say(answer);
            await bench.run(verb);
          }
          const urls = bench.sent.splice(0).map(({ url }) => new URL(url));
          check.equal(`${verb} is sent`, urls.length, 4);
          check.equal(
            `${verb} to a stranger`,
            urls.map(({ host }) => host).filter((host) => !declared.includes(host)),
            [],
          );
          check.equal(
            `${verb} with a secret in its address`,
            urls.filter(({ href }) => kit.secrets.some((one) => href.includes(one))),
            [],
          );
        }
        check.equal('what the stranger was asked', stranger.arrived, []);
      },
      { otherUrl: other.baseUrl },
    );
    await run.finally(() => Promise.all([other.close(), stranger.close()]));
  },
};

export const wireLaws: readonly Law[] = [bytes, proofs, hosts];
