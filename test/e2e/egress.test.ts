import dgram from 'node:dgram';
import { mkdtempSync, rmSync } from 'node:fs';
import net, { type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchApp, pageOrigin, type LaunchedApp } from '../harness/launch.ts';

// The ways by which a page can send something out, each towards sinks on this machine: nothing may arrive.

/** Where the sinks are; each way has its name in the address, so that what arrives names it. */
interface Sinks {
  readonly host: string;
  readonly tcp: number;
  readonly udp: number;
}

type Way = (sinks: Sinks) => unknown;

const dataDir = mkdtempSync(join(tmpdir(), 'loket-egress-'));
const arrived: string[] = [];
const sockets = new Set<net.Socket>();
const tcp = net.createServer((socket) => {
  sockets.add(socket);
  socket.on('error', () => undefined).on('data', (bytes) => arrived.push(`tcp ${bytes.toString('latin1', 0, 80)}`));
  arrived.push('tcp connection');
});
const udp = dgram.createSocket('udp4', (bytes) => void arrived.push(`udp ${bytes.toString('hex', 0, 40)}`));
let app: LaunchedApp;
let sinks: Sinks;

beforeAll(async () => {
  const host = '127.0.0.1';
  await new Promise<void>((resolve) => tcp.listen(0, host, resolve));
  await new Promise<void>((resolve) => udp.bind(0, host, resolve));
  sinks = { host, tcp: (tcp.address() as AddressInfo).port, udp: udp.address().port };
  app = await launchApp({ dataDir, ownBrowser: true });
}, 60_000);

afterAll(async () => {
  await app.stop();
  for (const socket of sockets) socket.destroy();
  tcp.close();
  udp.close();
  rmSync(dataDir, { recursive: true, force: true });
});

/** How long what was tried may take to arrive, in ms. */
const patienceMs = 1_500;

/** Tries a way in the page. That it throws or waits for ever there is one way of being closed. */
async function attempt(way: Way): Promise<void> {
  await Promise.race([app.page.evaluate(way, sinks).catch(() => undefined), sleep(500)]);
}

const scripted: Readonly<Record<string, Way>> = {
  fetch: (to) => fetch(`http://${to.host}:${to.tcp}/fetch`, { mode: 'no-cors' }),
  'fetch kept alive': (to) => fetch(`http://${to.host}:${to.tcp}/keep`, { method: 'POST', keepalive: true, body: 'x' }),
  XMLHttpRequest(to) {
    const request = new XMLHttpRequest();
    request.open('GET', `http://${to.host}:${to.tcp}/xhr`);
    request.send();
  },
  sendBeacon: (to) => navigator.sendBeacon(`http://${to.host}:${to.tcp}/beacon`, 'x'),
  WebSocket: (to) => new WebSocket(`ws://${to.host}:${to.tcp}/socket`),
  EventSource: (to) => new EventSource(`http://${to.host}:${to.tcp}/events`),
  WebTransport: (to) => new WebTransport(`https://${to.host}:${to.udp}/transport`).ready,
  worker: (to) => new Worker(`http://${to.host}:${to.tcp}/worker.js`),
  'worker from a blob'(to) {
    const code = `fetch('http://${to.host}:${to.tcp}/blob')`;
    return new Worker(URL.createObjectURL(new Blob([code], { type: 'text/javascript' })));
  },
  'shared worker': (to) => new SharedWorker(`http://${to.host}:${to.tcp}/shared.js`),
  'service worker': (to) => navigator.serviceWorker.register(`http://${to.host}:${to.tcp}/service.js`),
  'font face': (to) => new FontFace('x', `url(http://${to.host}:${to.tcp}/face.woff2)`).load(),
  notification: (to) => new Notification('x', { icon: `http://${to.host}:${to.tcp}/icon.png` }),
  audio: (to) => new Audio(`http://${to.host}:${to.tcp}/audio.mp3`).play(),
};

test.each(Object.keys(scripted))('nothing leaves the page by a script’s %s', async (name) => {
  await leavesNothing(scripted[name] as Way);
});

async function leavesNothing(way: Way): Promise<void> {
  arrived.length = 0;
  await attempt(way);
  await sleep(patienceMs / 5);
  expect(arrived).toEqual([]);
}

/** Elements, each by its tag and attributes; URL stands for the sink's address. */
const elements: Readonly<Record<string, readonly [string, Readonly<Record<string, string>>]>> = {
  image: ['img', { src: 'URL' }],
  'image set': ['img', { srcset: 'URL 1x' }],
  'style sheet': ['link', { rel: 'stylesheet', href: 'URL' }],
  'script from elsewhere': ['script', { src: 'URL' }],
  'module preload': ['link', { rel: 'modulepreload', href: 'URL' }],
  prefetch: ['link', { rel: 'prefetch', href: 'URL' }],
  preload: ['link', { rel: 'preload', as: 'image', href: 'URL' }],
  preconnect: ['link', { rel: 'preconnect', href: 'URL' }],
  'dns-prefetch': ['link', { rel: 'dns-prefetch', href: 'URL' }],
  favicon: ['link', { rel: 'icon', href: 'URL' }],
  manifest: ['link', { rel: 'manifest', href: 'URL' }],
  iframe: ['iframe', { src: 'URL' }],
  object: ['object', { data: 'URL' }],
  embed: ['embed', { src: 'URL' }],
  video: ['video', { src: 'URL', poster: 'URL', preload: 'auto' }],
  'style attribute': ['p', { style: 'background: url(URL)' }],
  'policy report': ['meta', { 'http-equiv': 'Content-Security-Policy', content: "img-src 'none'; report-uri URL" }],
  'speculation rules': ['script', { type: 'speculationrules' }],
};

test.each(Object.keys(elements))('nothing leaves the page by an element: %s', async (name) => {
  const [tag, attributes] = elements[name] as (typeof elements)[string];
  const url = `http://${sinks.host}:${sinks.tcp}/element`;
  const filled = Object.entries(attributes).map(([key, value]) => [key, value.replaceAll('URL', url)] as const);
  arrived.length = 0;
  const tried = app.page.evaluate(
    ([kind, pairs]) => {
      const element = document.createElement(kind);
      for (const [key, value] of pairs) element.setAttribute(key, value);
      (kind === 'link' || kind === 'meta' ? document.head : document.body).append(element);
    },
    [tag, filled] as const,
  );
  await tried.catch(() => undefined);
  await sleep(patienceMs / 5);
  expect(arrived).toEqual([]);
});

const servers: Readonly<Record<string, (to: Sinks) => string>> = {
  'STUN over UDP': (to) => `stun:${to.host}:${to.udp}`,
  'TURN over UDP': (to) => `turn:${to.host}:${to.udp}?transport=udp`,
  'TURN over TCP': (to) => `turn:${to.host}:${to.tcp}?transport=tcp`,
  'TURN over TLS': (to) => `turns:${to.host}:${to.tcp}?transport=tcp`,
};

test.each(Object.keys(servers))('nothing leaves the page by WebRTC: %s', async (name) => {
  arrived.length = 0;
  const urls = servers[name]?.(sinks) ?? '';
  await app.page.evaluate(async (address) => {
    const server = { urls: address, ...(address.startsWith('turn') && { username: '512345678901', credential: 'x' }) };
    const connection = new RTCPeerConnection({ iceServers: [server] });
    connection.createDataChannel('x');
    await connection.setLocalDescription(await connection.createOffer());
  }, urls);
  await sleep(patienceMs);
  expect(arrived).toEqual([]);
});

test('nothing leaves the page by WebRTC: a peer that was made up', async () => {
  arrived.length = 0;
  await app.page.evaluate(async ({ host, udp: port }) => {
    const [one, other] = [new RTCPeerConnection(), new RTCPeerConnection()];
    one.createDataChannel('x');
    await one.setLocalDescription(await one.createOffer());
    await other.setRemoteDescription(one.localDescription as RTCSessionDescription);
    await other.setLocalDescription(await other.createAnswer());
    await one.setRemoteDescription(other.localDescription as RTCSessionDescription);
    await one.addIceCandidate({ candidate: `candidate:1 1 udp 2122260223 ${host} ${port} typ host`, sdpMid: '0' });
  }, sinks);
  await sleep(patienceMs);
  expect(arrived).toEqual([]);
});

const departures: Readonly<Record<string, Way>> = {
  location: (to) => void (window.location.href = `http://${to.host}:${to.tcp}/location`),
  'window.open': (to) => window.open(`http://${to.host}:${to.tcp}/open`),
  'a link’s ping'(to) {
    const link = document.createElement('a');
    link.href = '#';
    link.ping = `http://${to.host}:${to.tcp}/ping`;
    document.body.append(link);
    link.click();
  },
  download(to) {
    const link = document.createElement('a');
    link.href = `http://${to.host}:${to.tcp}/download`;
    link.download = 'x';
    document.body.append(link);
    link.click();
  },
  form(to) {
    const form = document.createElement('form');
    form.action = `http://${to.host}:${to.tcp}/form`;
    document.body.append(form);
    form.submit();
  },
  'meta refresh'(to) {
    const meta = document.createElement('meta');
    meta.httpEquiv = 'refresh';
    meta.content = `0; url=http://${to.host}:${to.tcp}/refresh`;
    document.head.append(meta);
  },
};

test.each(Object.keys(departures))('nothing leaves the page by going away: %s', async (name) => {
  await leavesNothing(departures[name] as Way);
  await app.page.goto(`${pageOrigin}/index.html`).catch(() => undefined);
});

test('the sinks hear what is sent to them', async () => {
  arrived.length = 0;
  await fetch(`http://${sinks.host}:${sinks.tcp}/heard`, { signal: AbortSignal.timeout(200) }).catch(() => undefined);
  const sender = dgram.createSocket('udp4');
  sender.send('heard', sinks.udp, sinks.host, () => sender.close());
  await expect.poll(() => arrived.some((one) => one.startsWith('udp'))).toBe(true);
  expect(arrived.some((one) => one.includes('GET /heard'))).toBe(true);
});
