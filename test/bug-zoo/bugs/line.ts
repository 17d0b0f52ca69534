import type { Bug } from '../bug.ts';

// Mistakes on the way to a provider and back.

const http = 'electron/providers/http.ts';
const outcomes = 'test/till/outcomes.test.ts';

export const bugs: readonly Bug[] = [
  {
    name: 'no answer in time is taken as failed',
    file: 'electron/providers/alfakios/index.ts',
    find: `return { kind: 'pending', why: 'no-reply', message: null, exchange };`,
    replace: `return { kind: 'refused', code: 'rejected', message: null, exchange };`,
    caughtBy: { file: outcomes, test: 'when no answer comes in time: pending no-reply' },
  },
  {
    name: 'a connection that broke counts as not sent',
    file: http,
    find: `kind: connected ? 'no-reply' : 'not-sent'`,
    replace: `kind: /ECONNRESET|hang up/.test(why) || !connected ? 'not-sent' : 'no-reply'`,
    caughtBy: { file: outcomes, test: 'when the connection is reset: pending no-reply' },
  },
  {
    name: 'a payment rides on a kept-alive connection',
    file: http,
    find: `agent: request.kind === 'payment' ? false : agents[secure ? 'https:' : 'http:'],`,
    replace: `agent: agents[secure ? 'https:' : 'http:'],`,
    caughtBy: {
      file: outcomes,
      test: 'a stale kept-alive connection never makes a payment go out twice or an inquiry fail',
    },
  },
  {
    name: 'a payment on a connection that broke is sent once more',
    file: http,
    find: ` && request.kind === 'reading' && !signal.aborted`,
    replace: ' && !signal.aborted',
    also: [
      {
        file: http,
        find: `agent: request.kind === 'payment' ? false : agents[secure ? 'https:' : 'http:'],`,
        replace: `agent: agents[secure ? 'https:' : 'http:'],`,
      },
    ],
    caughtBy: { file: outcomes, test: 'when the connection is reset: pending no-reply' },
  },
  {
    name: 'a redirect is followed',
    file: http,
    find: `outgoing.on('response', (incoming) => readReply(incoming, finish, stop));`,
    replace: `outgoing.on('response', (incoming) => {
      const { location } = incoming.headers;
      if (location === undefined) return readReply(incoming, finish, stop);
      incoming.resume();
      void attempt({ ...request, url: new URL(location, url).href }, agents, signal).then(finish);
    });`,
    caughtBy: { file: outcomes, test: 'when a redirect: pending http-status' },
  },
  {
    name: 'any certificate will do',
    file: http,
    find: `      method: 'POST',\n`,
    replace: `      method: 'POST',\n      rejectUnauthorized: false,\n`,
    caughtBy: {
      file: 'test/unit/http.test.ts',
      test: 'a server whose certificate nobody vouches for gets no byte of a payment',
    },
  },
  {
    name: 'plain http is allowed to the world',
    file: 'electron/config.ts',
    find: "    if (settings.baseUrl.startsWith('http:')) return `providers.${id}.baseUrl must be https outside this machine`;\n",
    replace: '',
    caughtBy: { file: 'test/unit/config.test.ts', test: 'plain http outside is refused by its path' },
  },
  {
    name: 'what a provider repeats of the key stays in log and trail',
    file: http,
    find: `const text = redact(raw.kind === 'reply' ? raw.body : raw.why, request.secrets).slice(0, exchangeTextMax);`,
    replace: `const text = (raw.kind === 'reply' ? raw.body : raw.why).slice(0, exchangeTextMax);`,
    caughtBy: { file: outcomes, test: 'neither log nor trail holds the key' },
  },
  {
    name: 'the log takes secrets out by the name of their field only',
    file: 'electron/log.ts',
    find: 'redact(line, options.secrets).slice(0, lineCharsMax)',
    replace: 'line.slice(0, lineCharsMax)',
    also: [
      { file: 'electron/log.ts', find: `import { redact } from './providers/http.ts';\n`, replace: '' },
      { file: 'electron/log.ts', find: 'redact(value, options.secrets)', replace: 'value' },
    ],
    caughtBy: {
      file: 'test/unit/log.test.ts',
      test: 'a secret is taken out of the log by its value, however it is spelt, and by the name of its field',
    },
  },
  {
    name: 'a reason of the customer’s sends the inquiry on to the next provider',
    file: 'electron/providers/routing.ts',
    find: `if (outcome.kind === 'bill' || !providersReasons.includes(outcome.code)) return routed;`,
    replace: `if (outcome.kind === 'bill') return routed;`,
    caughtBy: { file: 'test/till/routing.test.ts', test: 'a reason of the customer’s ends the search' },
  },
];
