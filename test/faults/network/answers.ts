import { existsSync, readFileSync } from 'node:fs';
import http from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { gzipSync } from 'node:zlib';
import { must, pause } from '../cell.ts';
import type { Exchange } from '../wire/proxy.ts';
import { writeAnswer, type Answer } from '../wire/wire.ts';
import { shortMs, type Bench, type Fault, type Variant } from './bench.ts';
import { arrived } from './reaching.ts';

// D7 to D20: what becomes of a request that arrived, and of its answer.

const unsure = { inquiry: 'fails', pay: 'pending', status: 'open' } as const;

/** Treats whole requests of the call. */
function asked(what: string, treat: (exchange: Exchange, bench: Bench) => void | Promise<void>, more = {}): Variant {
  return {
    what,
    ...unsure,
    on(bench) {
      bench.proxy.on(bench.call, async (exchange) => {
        bench.happened();
        await treat(exchange, bench);
      });
    },
    ...more,
  };
}

/** As `asked`, with the provider having done what was asked, and its answer as bytes. */
function answered(
  what: string,
  treat: (exchange: Exchange, answer: Answer, bytes: Buffer) => void | Promise<void>,
  more = {},
) {
  return asked(
    what,
    async (exchange) => {
      const answer = await exchange.forward();
      await treat(exchange, answer, writeAnswer(answer));
    },
    more,
  );
}

/** The first bytes, then nothing but the end of the connection. */
async function cutAt(exchange: Exchange, bytes: Buffer, end: (socket: Socket) => void): Promise<void> {
  exchange.write(bytes);
  await arrived();
  end(exchange.socket);
}

const byReset = (socket: Socket): unknown => socket.resetAndDestroy();
const byEnd = (socket: Socket): unknown => socket.end();

function headEnd(bytes: Buffer): number {
  return bytes.indexOf('\r\n\r\n') + 4;
}

function longer(answer: Answer, by: number): Buffer {
  const length = Buffer.byteLength(answer.body) + by;
  return writeAnswer({ ...answer, headers: { ...answer.headers, 'Content-Length': String(length) } });
}

const html = '<!doctype html><html><title>Login WiFi</title><form action="/login">00 SUCCESS</form></html>';
const asHtml = { 'Content-Type': 'text/html' };

/** An answer of somebody on the way, the provider having done what was asked. */
function instead(what: string, status: number, body: string, headers: Answer['headers'] = asHtml): Variant {
  return answered(what, (exchange) => exchange.answer({ status, headers, body }));
}

/** Says twice what was said once; the till gets the answer to the first or to the second. */
function replayed(which: 0 | 1, words: Pick<Variant, 'inquiry' | 'pay'>): Variant {
  return asked(
    `the answer to the ${which === 0 ? 'first' : 'second'}`,
    async (exchange) => {
      const answers = [await exchange.forward(), await exchange.forward()];
      exchange.answer(answers[which] as Answer);
    },
    { status: 'works', ...words },
  );
}

/** A host that must never hear of any of this. */
function redirect(status: number): Variant {
  return {
    what: `HTTP ${status}`,
    ...unsure,
    async on(bench) {
      let reached = 0;
      const elsewhere = http.createServer((_request, response) => {
        reached++;
        response.end();
      });
      elsewhere.on('connection', () => reached++);
      await new Promise<void>((resolve) => elsewhere.listen(0, '127.0.0.1', resolve));
      bench.stage.atEnd(() => elsewhere.close());
      bench.check(async () => {
        await pause(20);
        must(reached === 0, `${reached} connections or requests reached the other host`);
      });
      const { port } = elsewhere.address() as AddressInfo;
      bench.proxy.on(bench.call, async (exchange) => {
        bench.happened();
        const answer = await exchange.forward();
        exchange.answer({ ...answer, status, headers: { ...answer.headers, Location: `http://localhost:${port}/x` } });
      });
    },
  };
}

/** 1 GiB of zeros, made when it is first needed. */
let bomb: Buffer | null = null;
function theBomb(): Buffer {
  const member = (): Buffer => gzipSync(Buffer.alloc(16 * 1024 * 1024), { level: 9 });
  bomb ??= Buffer.concat(new Array<Buffer>(64).fill(member()));
  return bomb;
}
const gibibyte = 1024 ** 3;
/** A till that reads on is told by what it let us write; sockets hold a few MB. */
const writtenMax = 32 * 1024 * 1024;
const memoryMaxKb = 400_000;

async function pour(exchange: Exchange): Promise<void> {
  const { socket } = exchange;
  let written = 0;
  const chunk = Buffer.alloc(256 * 1024, 0x20);
  exchange.write(`HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: ${gibibyte}\r\n\r\n`);
  while (!socket.destroyed && written < gibibyte) {
    written += chunk.length;
    if (written > writtenMax) throw new Error(`the till took ${written} bytes of an answer`);
    if (!socket.write(chunk)) {
      await new Promise<void>((resolve) => {
        socket.once('drain', resolve);
        socket.once('close', () => resolve());
      });
    }
  }
}

function withSmallMemory(variant: Variant): Variant {
  return {
    ...variant,
    async on(bench) {
      await variant.on(bench);
      bench.check(() => memoryStaysSmall(bench.stage.till.pid));
    },
  };
}

/** Where the system tells it. */
function memoryStaysSmall(pid: number): void {
  const file = `/proc/${pid}/status`;
  const peak = existsSync(file) ? /VmHWM:\s+(\d+)/.exec(readFileSync(file, 'utf8'))?.[1] : '0';
  must(Number(peak) < memoryMaxKb, `the till grew to ${peak} kB`);
}

export const answers: readonly Fault[] = [
  {
    id: 'D7',
    title: 'ended after the full request',
    variants: [
      answered('reset, the provider has it', (exchange) => exchange.reset()),
      asked('reset, the provider never got it', (exchange) => exchange.reset()),
      answered('closed, the provider has it', (exchange) => void exchange.socket.end()),
    ],
  },
  {
    id: 'D8',
    title: 'ended in the head of the answer',
    variants: [
      answered('in the first line', (exchange, _answer, bytes) => cutAt(exchange, bytes.subarray(0, 11), byReset)),
      answered('between two headers', (exchange, _answer, bytes) => cutAt(exchange, bytes.subarray(0, 40), byReset)),
    ],
  },
  {
    id: 'D9',
    title: 'ended in the body of the answer',
    variants: [
      answered('reset', (exchange, _answer, bytes) => cutAt(exchange, bytes.subarray(0, headEnd(bytes) + 50), byReset)),
      answered('closed', (exchange, _answer, bytes) => cutAt(exchange, bytes.subarray(0, -30), byEnd)),
    ],
  },
  {
    id: 'D10',
    title: 'a body of another length than its head says',
    variants: [
      answered('too short, then closed', (exchange, answer) => cutAt(exchange, longer(answer, 9), byEnd)),
      answered('too short, kept open', (exchange, answer) => exchange.write(longer(answer, 9)), { slow: true }),
      answered('too long', (exchange, answer) => exchange.write(longer(answer, -9))),
    ],
  },
  {
    id: 'D11',
    title: 'one byte a second',
    variants: [
      answered(
        'beyond the limit',
        async (exchange, _answer, bytes) => {
          for (let at = 0; at < bytes.length && !exchange.socket.destroyed; at++) {
            exchange.write(bytes.subarray(at, at + 1));
            await pause(1_000);
          }
        },
        { slow: true },
      ),
    ],
  },
  {
    id: 'D12',
    title: 'an answer after the limit',
    variants: [
      answered(
        'a success that comes too late',
        async (exchange, answer) => {
          await pause(shortMs + 150);
          exchange.answer(answer);
        },
        { slow: true },
      ),
    ],
  },
  { id: 'D13', title: 'no answer ever', variants: [answered('the provider has it', () => undefined, { slow: true })] },
  {
    id: 'D14',
    title: 'the request arrives twice',
    variants: [
      replayed(0, { inquiry: 'works', pay: 'works' }),
      replayed(1, {
        // IAK takes a reference once.
        inquiry: { alfakios: 'works', ayoconnect: 'works', iak: 'fails' },
        // Only Alfakios answers the second as the first; the others say that it was paid already.
        pay: { alfakios: 'works', ayoconnect: 'pending', iak: 'pending' },
      }),
    ],
  },
  {
    id: 'D15',
    title: 'captive portal',
    variants: [asked('HTTP 200', (exchange) => exchange.answer({ status: 200, headers: asHtml, body: html }))],
  },
  { id: 'D16', title: 'sent to another host', variants: [301, 302, 303, 307, 308].map(redirect) },
  {
    id: 'D17',
    title: 'too many requests',
    variants: [
      asked('HTTP 429, Retry-After', (exchange) =>
        exchange.answer({
          status: 429,
          headers: { 'Content-Type': 'application/json', 'Retry-After': '3600' },
          body: '{"message":"Too Many Requests"}',
        }),
      ),
    ],
  },
  {
    id: 'D18',
    title: 'a server error, although done',
    variants: [500, 502, 503, 504].map((status) => instead(`HTTP ${status}`, status, html)),
  },
  {
    id: 'D19',
    title: 'HTTP 400, although done',
    // Not a body of the provider's own: where its documents call that a failure, it is one.
    variants: [
      instead('a web page', 400, html),
      instead('an empty body', 400, ''),
      answered('with the success inside', (exchange, answer) => exchange.answer({ ...answer, status: 400 })),
    ],
  },
  {
    id: 'D20',
    title: 'a body without end',
    variants: [
      answered('1 GiB in gzip', (exchange) => {
        const headers = { 'Content-Type': 'application/json', 'Content-Encoding': 'gzip' };
        exchange.answer({ status: 200, headers, body: theBomb() });
      }),
      answered('1 GiB as it is', (exchange) => pour(exchange)),
    ].map(withSmallMemory),
  },
];
