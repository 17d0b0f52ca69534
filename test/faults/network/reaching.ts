import { setTimeout as wait } from 'node:timers/promises';
import { startBlackHole } from '../wire/black-hole.ts';
import { must, skip } from '../cell.ts';
import { certificatesIn, type BadCertificate } from '../wire/certificates.ts';
import { reset, type OnConnection } from '../wire/proxy.ts';
import { defaultScale } from '../stage/stage.ts';
import type { Bench, Fault, Variant } from './bench.ts';

// D1 to D6 and D21 to D23: what keeps a request from arriving whole.

const unsent = { inquiry: 'fails', pay: 'not-sent', status: 'open' } as const;
const unsure = { inquiry: 'fails', pay: 'pending', status: 'open' } as const;

/** Names come into play only where none is written as an address, and only with a new connection. */
const byName = { control: true, host: 'localhost' } as const;

function lookup(what: string, answer: string): Variant {
  return {
    what,
    ...unsent,
    async on({ stage, proxy, happened }) {
      await stage.lookup(answer);
      proxy.dropConnections();
      happened();
    },
  };
}

/**
 * As the system itself says it, of a name longer than one may be, so that no name server is asked. Outside this machine the
 * config demands longer limits.
 */
const realLookup: Variant = {
  what: 'the system finds no such name',
  calls: ['inquiry', 'pay'],
  ...unsent,
  async on({ stage, provider, proxy, happened, atOff }) {
    const nowhere = `https://${'x'.repeat(64)}.invalid`;
    const limits = { inquiry: 5_000, pay: 5_000, status: 5_000 };
    const lead = async (baseUrl: string, settleScale: number): Promise<void> => {
      const addresses = provider === 'iak' ? { baseUrl, prepaidBaseUrl: baseUrl } : { baseUrl };
      stage.configure({ settleScale, providers: { [provider]: { ...addresses, timeoutMs: limits } } });
      await stage.restart();
    };
    await lead(nowhere, 1);
    atOff(() => lead(`http://localhost:${proxy.port}`, defaultScale));
    happened();
  },
};

const badCertificates: readonly BadCertificate[] = [
  'expired',
  'for another host',
  'self-signed',
  'by a CA nobody trusts',
  'TLS 1.1 only',
];

function badCertificate(which: BadCertificate): Variant {
  return {
    what: `a certificate ${which}`,
    ...unsent,
    async on({ stage, proxy, happened, check }) {
      const certificates = await certificatesIn(stage.runFolder);
      await proxy.listen(certificates?.bad[which]);
      const before = proxy.received.bytes;
      happened();
      check(() => must(proxy.received.bytes === before, 'bytes of a request reached a host that is not proven'));
    },
  };
}

async function withCertificates(stage: Bench['stage']) {
  const certificates = await certificatesIn(stage.runFolder);
  return { tls: certificates ?? skip('there is no openssl program to make certificates with') };
}

function atConnection(what: string, treat: OnConnection): Variant {
  return {
    what,
    inquiry: 'fails',
    pay: 'open',
    status: 'open',
    on({ proxy, happened }) {
      proxy.dropConnections();
      proxy.onConnection((socket) => {
        happened();
        treat(socket);
      });
    },
  };
}

function atFirstBytes(what: string, treat: OnConnection): Variant {
  return {
    what,
    ...unsure,
    on({ proxy, happened }) {
      proxy.dropConnections();
      proxy.onBytes((socket) => {
        happened();
        treat(socket);
      });
    },
  };
}

const refused: Variant['on'] = async ({ proxy, happened }) => {
  await proxy.refuse();
  happened();
};

/** A connection that was kept alive dies as it is used again; on a new one all is well. */
function stale(what: string, had: boolean, words: Pick<Variant, 'inquiry'>): Variant {
  return {
    what,
    pay: 'works',
    status: 'works',
    ...words,
    async on({ stage, provider, proxy, call, happened }) {
      // So that there is a connection to be kept.
      await stage.quote(provider);
      proxy.on(call, async (exchange) => {
        if (call === 'pay') must(exchange.use === 1, 'a payment rode on a connection that was kept alive');
        if (exchange.use > 1 || call === 'pay') happened();
        const answer = exchange.use === 1 || had ? await exchange.forward() : null;
        if (exchange.use > 1 || !answer) exchange.reset();
        else exchange.answer(answer);
      });
    },
  };
}

/** How long a connection is tried at one address before the next one is, in ms (Node's own time). */
const attemptMs = 200;

export const reaching: readonly Fault[] = [
  {
    id: 'D1',
    title: 'the host has no address',
    options: () => byName,
    variants: [
      lookup('there is no such name', 'ENOTFOUND'),
      lookup('the name server does not answer', 'EAI_AGAIN'),
      realLookup,
    ],
  },
  { id: 'D2', title: 'refused', variants: [{ what: 'nobody listens', ...unsent, on: refused }] },
  {
    id: 'D3',
    title: 'connect time-out',
    variants: [
      {
        what: 'a listener whose queue is full',
        ...unsent,
        slow: true,
        async on({ stage, proxy, happened, atOff }) {
          await proxy.refuse();
          const hole = await startBlackHole(proxy.port, '127.0.0.1');
          atOff(() => hole.close());
          stage.atEnd(() => hole.close());
          happened();
        },
      },
    ],
  },
  {
    id: 'D4',
    title: 'TLS that is not to be trusted',
    options: withCertificates,
    variants: badCertificates.map(badCertificate),
  },
  {
    id: 'D5',
    title: 'ended before the request',
    variants: [atConnection('reset', reset), atConnection('closed', (socket) => socket.end())],
  },
  {
    id: 'D6',
    title: 'ended while the request arrives',
    variants: [atFirstBytes('reset', reset), atFirstBytes('closed', (socket) => socket.end())],
  },
  {
    id: 'D21',
    title: 'IPv6 leads nowhere',
    options: () => byName,
    variants: [
      {
        what: 'nobody listens there',
        inquiry: 'works',
        pay: 'works',
        status: 'works',
        async on({ stage, proxy, happened }) {
          await stage.lookup(['::1', '127.0.0.1']);
          proxy.dropConnections();
          happened();
        },
      },
      {
        what: 'nobody answers there',
        inquiry: 'works',
        pay: 'works',
        status: 'works',
        async on({ stage, proxy, call, happened, check, atOff }) {
          const hole = await startBlackHole(proxy.port, '::1').catch(() => skip('this machine has no IPv6 loopback'));
          atOff(() => hole.close());
          stage.atEnd(() => hole.close());
          await stage.lookup(['::1', '127.0.0.1']);
          proxy.dropConnections();
          happened();
          check((tookMs) =>
            must(call === 'status' || tookMs >= attemptMs, `it took only ${tookMs} ms: nothing was tried over IPv6`),
          );
        },
      },
    ],
  },
  {
    id: 'D22',
    title: 'a kept connection dies as it is used',
    variants: [
      stale('the provider never got it', false, { inquiry: 'works' }),
      stale('the provider has it', true, { inquiry: { alfakios: 'works', ayoconnect: 'works', iak: 'fails' } }),
    ],
  },
  {
    id: 'D23',
    title: 'the link is down for 8 hours',
    options: () => ({ control: true }),
    variants: [{ what: 'nobody listens', ...unsent, on: refused, laterMs: 8 * 3_600_000 }],
  },
];

/** Lets what was written arrive before the connection is reset. */
export const arriveMs = 20;
export const arrived = (): Promise<void> => wait(arriveMs);
