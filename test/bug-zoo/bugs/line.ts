import type { Bug } from '../bug.ts';

// Mistakes on the way to a provider and back.

const http = 'electron/providers/wire/http.ts';
const withoutSecrets = 'electron/providers/without-secrets.ts';
const outcomes = 'test/till/outcomes.test.ts';

export const bugs: readonly Bug[] = [
  {
    name: 'no answer in time is taken as failed',
    file: 'electron/providers/answer.ts',
    find: `if (result.kind !== 'reply') return pending('no-reply', noWords, exchange);`,
    replace: `if (result.kind !== 'reply') return { kind: 'refused', code: 'rejected', ...noWords, exchange };`,
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
    find: ` && request.kind === 'reading' && timeoutMs > 0`,
    replace: ' && timeoutMs > 0',
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
    find: 'rejectUnauthorized: true',
    replace: 'rejectUnauthorized: false',
    caughtBy: {
      file: 'test/unit/providers/wire/http.test.ts',
      test: 'a server whose certificate nobody vouches for gets no byte of a payment',
    },
  },
  {
    name: 'whether certificates are checked is left to the environment',
    file: http,
    find: `{ rejectUnauthorized: true, minVersion: 'TLSv1.2' }`,
    replace: `{ minVersion: 'TLSv1.2' }`,
    caughtBy: {
      file: 'test/unit/providers/wire/http.test.ts',
      test: 'NODE_TLS_REJECT_UNAUTHORIZED=0 does not switch the check off: no byte of a payment',
    },
  },
  {
    name: 'the till starts while certificates are not checked',
    file: 'electron/machine/environment.ts',
    find: `env['NODE_TLS_REJECT_UNAUTHORIZED'] === '0'`,
    replace: `env['NODE_TLS_REJECT_UNAUTHORIZED'] === 'off'`,
    caughtBy: {
      file: 'test/unit/machine/environment.test.ts',
      test: 'a start with {"NODE_TLS_REJECT_UNAUTHORIZED":"0"} is refused with one sentence that names it, and makes nothing',
    },
  },
  {
    name: 'a connection is kept for ever',
    file: http,
    find: 'maxSockets: 8, timeout: idleMs }',
    replace: 'maxSockets: 8, timeout: idleMs * 1_000 }',
    caughtBy: {
      file: 'test/unit/providers/wire/http.test.ts',
      test: 'after a router’s restart the next inquiry goes out on a new connection and does not wait for its limit',
    },
  },
  {
    name: 'plain http is allowed to the world',
    file: 'electron/config.ts',
    find: "  if (baseUrl?.startsWith('http:')) return 'baseUrl must be https outside this machine';\n",
    replace: '',
    caughtBy: { file: 'test/unit/config.test.ts', test: 'plain http outside is refused by its path' },
  },
  {
    name: 'what a provider repeats of the key stays in log and trail',
    file: http,
    find: 'const redact = createRedact(request.secrets);',
    replace: 'const redact = (text: string): string => text;',
    also: [
      { file: http, find: `import { createRedact } from './redact.ts';\n`, replace: '' },
      { file: withoutSecrets, find: '(ourWords.has(place) ? value : redact(value)) as T', replace: 'value' },
    ],
    caughtBy: { file: outcomes, test: 'neither log nor trail holds the key' },
  },
  {
    name: 'a secret that a provider puts into a field is printed, exported and stored',
    file: 'electron/providers/index.ts',
    find: 'withoutSecrets((by) => registry[id].connect(own, by), send)',
    replace: 'registry[id].connect(own, send)',
    also: [
      {
        file: 'electron/providers/index.ts',
        find: `import { withoutSecrets } from './without-secrets.ts';\n`,
        replace: '',
      },
    ],
    caughtBy: {
      file: 'test/till/secrets.test.ts',
      test: 'a secret that iak-xml puts into a field is in no answer, on no paper and in no file',
    },
  },
  {
    name: 'a secret is known as it is written only, not by what its escapes mean',
    file: 'electron/providers/wire/redact.ts',
    find: 'hasEscape.test(text) && mayHold(read(text), words)',
    replace: 'false as boolean',
    also: [{ file: 'electron/providers/wire/redact.ts', find: 'const hasEscape = /[\\\\%&]/;\n', replace: '' }],
    caughtBy: {
      file: 'test/till/secrets.test.ts',
      test: 'a secret that alfakios puts into a field is in no answer, on no paper and in no file',
    },
  },
  {
    name: 'the partner’s id stands in every record',
    file: 'electron/providers/ayoconnect/index.ts',
    find: `request.replace(JSON.stringify(partnerId), '"[secret]"')`,
    replace: 'request',
    also: [
      {
        file: 'electron/providers/ayoconnect/index.ts',
        find: 'secrets: [token, apiSecret, apiKey, partnerId],',
        replace: 'secrets: [token, apiSecret, apiKey],',
      },
    ],
    caughtBy: {
      file: 'test/till/secrets.test.ts',
      test: 'a secret that ayoconnect puts into a field is in no answer, on no paper and in no file',
    },
  },
  {
    name: 'the log takes secrets out by the name of their field only',
    file: 'electron/machine/log.ts',
    find: 'redact(line).slice(0, lineCharsMax)',
    replace: 'line.slice(0, lineCharsMax)',
    also: [
      {
        file: 'electron/machine/log.ts',
        find: `import { createRedact } from '../providers/wire/redact.ts';\n`,
        replace: '',
      },
      { file: 'electron/machine/log.ts', find: '  const redact = createRedact(options.secrets);\n', replace: '' },
    ],
    caughtBy: {
      file: 'test/unit/machine/log.test.ts',
      test: 'a secret is taken out of the log by its value, however it is spelt, and by the name of its field',
    },
  },
  {
    name: 'a password in an address goes into log and records',
    file: 'electron/config.ts',
    find: `  .regex(/^[^:]+:\\/\\/[^/?#@]+(\\/[^?#]*)?$/, 'must hold no user, password, query or fragment')\n`,
    replace: '',
    caughtBy: {
      file: 'test/unit/config.test.ts',
      test: 'a user and a password in an address is refused by its path',
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
