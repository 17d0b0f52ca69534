import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { openLog } from '../../../electron/machine/log.ts';
import { reply, type Arrived } from '../../harness/fake-provider.ts';
import { atBench, type Bench } from '../bench.ts';
import { fixtureText, type Answer, type Change, type Kit, type Verb } from '../kit.ts';
import type { Law } from '../law.ts';

// Keys, tokens and signatures go to the provider and nowhere else, not even if the provider sends them back.

/** Every way in which a secret may stand somewhere. */
function formsOf(secret: string): readonly string[] {
  const bytes = Buffer.from(secret, 'utf8');
  return [
    secret,
    ...[secret.replaceAll('/', '\\/'), encodeURIComponent(secret)],
    ...[bytes.toString('base64'), bytes.toString('base64url')].map((text) => text.replace(/=+$/, '')),
    ...[bytes.toString('hex'), bytes.toString('hex').toUpperCase()],
    ...['md5', 'sha1', 'sha256'].map((name) => createHash(name).update(bytes).digest('hex')),
  ];
}

/** What of these secrets, in whatever form, stands in a text. */
function leaksIn(text: string, secrets: readonly string[]): readonly string[] {
  return secrets.flatMap(formsOf).filter((form) => form !== '' && text.includes(form));
}

/** All texts in a value, as they are and not as JSON would write them. */
function textsIn(value: unknown): string {
  if (typeof value === 'string') return value;
  return typeof value === 'object' && value !== null ? Object.values(value).map(textsIn).join('\n') : '';
}

/** How a provider may write the same JSON; PHP writes a slash as `\/`. */
const spellings: Readonly<Record<Kit['format'], readonly ((body: string) => string)[]>> = {
  json: [(body) => body, (body) => body.replaceAll('/', '\\/')],
  xml: [(body) => body],
};

/** How a dump of a request may write what was in it. */
const encodings: readonly ((secret: string) => string)[] = [
  encodeURIComponent,
  ...(['base64', 'base64url', 'hex'] as const).map(
    (encoding) => (secret: string) => Buffer.from(secret, 'utf8').toString(encoding),
  ),
];

/** Answers that send back all that was asked: in the words of a success, of a failure, in each spelling, and as it is. */
function echoes(kit: Kit, verb: Verb): readonly (readonly [string, (request: Arrived) => Answer])[] {
  const step = verb === 'balance' || verb === 'products' ? 'pay' : verb;
  // Element by element and line by line, as far as it is text that any format can carry.
  const all = ({ head, body }: Arrived): string =>
    `${head} ${body} ${kit.secrets.join(' ')}`.replace(/[<>&"\\]|[^\x20-\x7e]/g, ' ');
  const saying = (change: Change) => (request: Arrived) => kit.answer(step, { ...change, words: all(request) });
  const told = Object.entries({ 'a success': {}, 'a failure': kit.failure[step] }).flatMap(([what, change]) =>
    spellings[kit.format].map((spelt, at) => ({
      what: at === 0 ? what : `${what} as PHP writes it`,
      body: (request: Arrived) => spelt(saying(change)(request)),
    })),
  );
  const plain = {
    what: 'no answer at all',
    body: (request: Arrived): string => {
      const encoded = kit.secrets.flatMap((secret) => [secret, ...encodings.map((encode) => encode(secret))]);
      return `${request.head}\r\n\r\n${request.body}\r\n${encoded.join('\r\n')}`;
    },
  };
  return [...told, plain].flatMap(({ what, body }) =>
    [200, 400, 500].map(
      (status) => [`${what}, HTTP ${status},`, (request) => ({ status, body: body(request) })] as const,
    ),
  );
}

const kept: Law = {
  name: 'no secret in an outcome, an exchange or the log',
  run: (kit, check) =>
    atBench(kit, async (bench) => {
      const folder = mkdtempSync(path.join(tmpdir(), 'loket-contract-'));
      const file = path.join(folder, 'loket.log');
      let lines = 0;
      // A log that knows no secret: what it is given has to be clean.
      const log = openLog({ file, now: () => 0, newId: () => String(++lines), secrets: [] });
      const secrets = new Set(kit.secrets);
      try {
        for (const verb of bench.verbs) {
          for (const [what, answer] of echoes(kit, verb)) {
            bench.say(answer);
            const outcome = await bench.run(verb);
            const request = bench.server.arrived.at(-1) ?? { head: '', body: '' };
            for (const secret of kit.secretsOf(request)) secrets.add(secret);
            const sent = `${request.head}${request.body}`;
            check.equal(
              `${verb} is authorised`,
              [...secrets].some((secret) => sent.includes(secret)),
              true,
            );
            check.equal(`${what} at ${verb}`, leaksIn(textsIn(outcome), [...secrets]), []);
            log.write('contract', { verb, outcome });
          }
        }
        check.equal('the log', leaksIn(readFileSync(file, 'utf8').replaceAll('\\\\', '\\'), [...secrets]), []);
      } finally {
        rmSync(folder, { recursive: true });
      }
    }),
};

interface Exchanged {
  readonly verb: Verb;
  /** As the server saw it, line by line. */
  readonly head: readonly string[];
  readonly body: string;
  readonly status: number;
  readonly reply: string;
}

/** What is stored of it: `provider.ts`, `Exchange`, without what a clock tells. */
interface Stored {
  readonly verb: Verb;
  readonly request: string;
  readonly result: string;
  readonly status: number | null;
  readonly text: string;
}

/** By kit. The raw one holds the secrets of the kits, the scrubbed one is what the till may store of it. */
type Transcript<T> = Readonly<Record<string, readonly T[]>>;

const transcript: Law = {
  name: 'a raw transcript is stored as its scrubbed twin',
  async run(kit, check) {
    const raw = (JSON.parse(fixtureText(kit.id, 'transcript.raw.json')) as Transcript<Exchanged>)[kit.name] ?? [];
    const twin = (JSON.parse(fixtureText(kit.id, 'transcript.scrubbed.json')) as Transcript<Stored>)[kit.name] ?? [];
    await atBench(kit, async (bench) => {
      const seen = await record(kit, bench);
      const place = new RegExp(bench.server.baseUrl.replace('http://', ''), 'g');
      const portless = <T>(value: T): T => JSON.parse(JSON.stringify(value).replace(place, '127.0.0.1:PORT')) as T;
      check.equal('the raw transcript', portless(seen.map(({ raw: one }) => one)), raw);
      check.equal('its twin', portless(seen.map(({ stored }) => stored)), twin);
      const secrets = [...kit.secrets, ...seen.flatMap(({ request }) => kit.secretsOf(request))];
      for (const secret of secrets) {
        check.equal('a secret that the raw one holds', textsIn(raw).includes(secret), true);
        check.equal('and the twin does not', leaksIn(textsIn(twin), [secret]), []);
      }
    });
  },
};

/** One exchange a verb; the provider repeats every secret in its words. */
async function record(kit: Kit, { verbs, run, server }: Bench) {
  const seen: { raw: Exchanged; stored: Stored; request: Arrived }[] = [];
  for (const verb of verbs) {
    let body = '';
    server.answer(() => {
      const request = server.arrived.at(-1) ?? { head: '', body: '' };
      const words = `kunci ${[...kit.secrets, ...kit.secretsOf(request)].join(' ')}.`;
      const other = verb === 'balance' ? kit.balance : verb === 'products' ? kit.products : undefined;
      body = other?.body ?? kit.answer(verb === 'balance' || verb === 'products' ? 'pay' : verb, { words });
      return { raw: reply(200, body) };
    });
    const outcome = (await run(verb)) as { readonly exchange: Stored };
    const request = server.arrived.at(-1) ?? { head: '', body: '' };
    const { request: asked, result, status, text } = outcome.exchange;
    seen.push({
      request,
      raw: { verb, head: request.head.split('\r\n'), body: request.body, status: 200, reply: body },
      stored: { verb, request: asked, result, status, text },
    });
  }
  return seen;
}

export const secretLaws: readonly Law[] = [kept, transcript];
