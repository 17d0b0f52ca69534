import { spawn } from 'node:child_process';
import https from 'node:https';
import net, { type AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { createSend, type OutgoingRequest } from '../../../../electron/providers/wire/http.ts';
import { reply, startFakeProvider, type FakeProvider } from '../../../harness/fake-provider.ts';

// A key and a certificate for localhost that it signed itself, good until 2120. Nobody vouches for it, so no till may.
const key = `-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgeGss1kUVZZrvclSh
/bcnIGMRcP90nO7CS8VN8NF+mXehRANCAAR3g7GPs/lM5ULWZYp/qlF50WkuYwhV
g7f7QEDfOIKRwTras4m5M/JISlq4paESuUoqd4Gv409WMb7GWwLgnZWs
-----END PRIVATE KEY-----`;
const cert = `-----BEGIN CERTIFICATE-----
MIIBVTCB/KADAgECAgEBMAoGCCqGSM49BAMCMBQxEjAQBgNVBAMMCWxvY2FsaG9z
dDAgFw0yMDAxMDEwMDAwMDBaGA8yMTIwMDEwMTAwMDAwMFowFDESMBAGA1UEAwwJ
bG9jYWxob3N0MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEd4Oxj7P5TOVC1mWK
f6pRedFpLmMIVYO3+0BA3ziCkcE62rOJuTPySEpauKWhErlKKneBr+NPVjG+xlsC
4J2VrKM9MDswGgYDVR0RBBMwEYIJbG9jYWxob3N0hwR/AAABMB0GA1UdDgQWBBTf
Vvc4TByGQSB5AynhrOrbk2jQGTAKBggqhkjOPQQDAgNIADBFAiEAht+BSVvv0+Mh
yS9wnzQ8ZDxxFGOnhVetykaRLFRx0DYCIGNiF5SUlgGyc5yJu1WsFB0yOZErEUt4
FbkWVbbdpow4
-----END CERTIFICATE-----`;

/** A server that nobody vouches for, and what arrived at it once TLS was done. */
async function startSelfSigned(options: https.ServerOptions = {}): Promise<{ url: string; arrived: string[] }> {
  const arrived: string[] = [];
  const server = https.createServer({ key, cert, ...options }, (_request, response) => response.end('{}'));
  server.on('secureConnection', (socket) => socket.on('data', (bytes) => arrived.push(bytes.toString('latin1'))));
  server.on('tlsClientError', () => undefined);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => new Promise((resolve) => server.close(() => resolve())));
  return { url: `https://localhost:${(server.address() as AddressInfo).port}/`, arrived };
}

const kinds = ['reading', 'payment'] as const;

function requestTo(url: string, more: Partial<OutgoingRequest> = {}): OutgoingRequest {
  return { url, headers: {}, body: 'CANARY', kind: 'reading', timeoutMs: 20_000, secrets: [], ...more };
}

function sendHere(keptMs?: Parameters<typeof createSend>[1]): ReturnType<typeof createSend> {
  const cut = new AbortController();
  onTestFinished(() => cut.abort());
  return createSend(cut.signal, keptMs);
}

test.for(kinds)('a server whose certificate nobody vouches for gets no byte of a %s', async (kind) => {
  const { url, arrived } = await startSelfSigned();
  expect(await sendHere()(requestTo(url, { kind }))).toMatchObject({
    kind: 'not-sent',
    why: expect.stringMatching(/self.signed/) as string,
  });
  expect(arrived).toEqual([]);
});

/** Sends in a Node of its own, and answers what it printed. */
async function sendElsewhere(request: OutgoingRequest, env: NodeJS.ProcessEnv): Promise<string> {
  const program = `
    const { createSend } = await import('./electron/providers/wire/http.ts');
    const result = await createSend(new AbortController().signal)(${JSON.stringify(request)});
    console.log(JSON.stringify(result));
    process.exit(0);`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', program], { env: { ...process.env, ...env } });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (bytes: Buffer) => (said += bytes.toString()));
  await new Promise((resolve) => child.once('close', resolve));
  return said;
}

test.for(kinds)('NODE_TLS_REJECT_UNAUTHORIZED=0 does not switch the check off: no byte of a %s', async (kind) => {
  const { url, arrived } = await startSelfSigned();
  const said = await sendElsewhere(requestTo(url, { kind }), { NODE_TLS_REJECT_UNAUTHORIZED: '0' });
  expect(said).toMatch(/"kind":"not-sent","why":"self.signed/);
  expect(arrived).toEqual([]);
});

test.for(kinds)('NODE_OPTIONS=--tls-min-v1.0 does not bring TLS 1.1 back for a %s', async (kind) => {
  const old = { minVersion: 'TLSv1', maxVersion: 'TLSv1.1', ciphers: 'DEFAULT@SECLEVEL=0' } as const;
  const { url, arrived } = await startSelfSigned(old);
  const weak = { NODE_OPTIONS: '--tls-min-v1.0 --tls-cipher-list=DEFAULT@SECLEVEL=0' };
  expect(await sendElsewhere(requestTo(url, { kind }), weak)).toMatch(/"kind":"not-sent","why":"(?!self)/);
  expect(arrived).toEqual([]);
});

/** A line that forgets its connections, as a router does that restarts: what comes on them is swallowed, and nobody is told. */
interface ForgetfulLine {
  readonly url: string;
  /** Bytes that were swallowed so far. */
  readonly swallowed: () => number;
  readonly connections: () => number;
  forget(): void;
}

async function startForgetfulLine(provider: FakeProvider): Promise<ForgetfulLine> {
  const sockets = new Set<net.Socket>();
  const forgotten = new Set<net.Socket>();
  let [swallowed, connections] = [0, 0];
  const server = net.createServer((socket) => {
    connections++;
    const there = net.connect(Number(new URL(provider.baseUrl).port), '127.0.0.1');
    for (const end of [socket, there]) {
      sockets.add(end);
      end.on('error', () => undefined);
    }
    socket.on('data', (bytes) => (forgotten.has(socket) ? (swallowed += bytes.length) : there.write(bytes)));
    there.on('data', (bytes) => forgotten.has(socket) || socket.write(bytes));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
    return new Promise((resolve) => server.close(() => resolve()));
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    swallowed: () => swallowed,
    connections: () => connections,
    forget: () => sockets.forEach((socket) => forgotten.add(socket)),
  };
}

async function startAnswering(afterMs = 0): Promise<FakeProvider> {
  const provider = await startFakeProvider();
  onTestFinished(() => provider.close());
  provider.answer(() => ({ raw: reply(200, '{}'), afterMs }));
  return provider;
}

const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

test('after a router’s restart the next inquiry goes out on a new connection and does not wait for its limit', async () => {
  const line = await startForgetfulLine(await startAnswering());
  const send = sendHere(100);
  expect(await send(requestTo(line.url))).toMatchObject({ kind: 'reply' });
  line.forget();
  await wait(400);
  expect(await send(requestTo(line.url, { timeoutMs: 5_000 }))).toMatchObject({ kind: 'reply' });
  expect([line.connections(), line.swallowed()]).toEqual([2, 0]);
});

test('a connection is kept from one reading to the next, however slow the answer; a payment has its own', async () => {
  const provider = await startAnswering(300);
  const line = await startForgetfulLine(provider);
  const send = sendHere(100);
  for (let time = 0; time < 3; time++) expect(await send(requestTo(line.url))).toMatchObject({ kind: 'reply' });
  expect([line.connections(), provider.arrived.length]).toEqual([1, 3]);
  expect(await send(requestTo(line.url, { kind: 'payment' }))).toMatchObject({ kind: 'reply' });
  expect([line.connections(), provider.arrived.length]).toEqual([2, 4]);
});
