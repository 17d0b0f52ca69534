import { BrowserWindow, ipcMain, type IpcMainInvokeEvent } from 'electron';
import { channels, type Channel } from '../../shared/channels.ts';
import type { ErrorCode, Reply } from '../../shared/errors.ts';
import type { Log } from '../machine/log.ts';
import { isOurPage } from './page-protocol.ts';
import type { Till } from '../till.ts';

// The only place that touches ipcMain: every message of the page comes through here.

const slowCallMs = 250;
/** These wait for a provider or a thread, so being slow says nothing about the till. */
const waitsForOthers: readonly Channel[] = [
  'bill:inquire',
  'payment:pay',
  'payment:check',
  'journal:verify',
  'diagnostics:save',
  'export:choose',
  'export:run',
  'people:save',
  'people:phrase',
  'session:sign-in',
  'session:recover',
  'settings:save',
  'secrets:unlock',
  'printer:test',
  'provider:test',
];

/** Calls of the page that may be open at the same time; ours has a handful. */
const openCallsMax = 100;

/** Answers the page's calls by the till, and passes the till's events to every window that shows our page. */
export function serveTill(till: Pick<Till, 'call' | 'onEvent'>, log: Pick<Log, 'write'>): void {
  let open = 0;
  for (const channel of channels) {
    ipcMain.handle(channel, async (event, input: unknown, approval: unknown) => {
      if (!isFromOurPage(event)) return forbid(channel, event, log);
      if (open >= openCallsMax) return refuse('busy', log.write('ipc-busy', { channel }));
      open++;
      try {
        return await timed(channel, till.call(channel, input, 'page', approval), log);
      } finally {
        open--;
      }
    });
  }
  till.onEvent((name, data) => {
    for (const { webContents } of BrowserWindow.getAllWindows())
      if (isOurPage(webContents.getURL())) webContents.send(name, data);
  });
}

/** A frame inside the page may show anything, so only the page itself is heard. */
function isFromOurPage({ senderFrame }: IpcMainInvokeEvent): boolean {
  return senderFrame !== null && senderFrame.parent === null && isOurPage(senderFrame.url);
}

function forbid(channel: Channel, event: IpcMainInvokeEvent, log: Pick<Log, 'write'>): Reply<never> {
  return refuse('forbidden', log.write('ipc-forbidden', { channel, from: event.senderFrame?.url ?? null }));
}

function refuse(code: ErrorCode, logId: string): Reply<never> {
  return { ok: false, code, logId };
}

async function timed(
  channel: Channel,
  call: Promise<Reply<unknown>>,
  log: Pick<Log, 'write'>,
): Promise<Reply<unknown>> {
  const start = performance.now();
  const reply = await call;
  const ms = Math.round(performance.now() - start);
  if (ms > slowCallMs && !waitsForOthers.includes(channel)) log.write('ipc-slow', { channel, ms });
  return reply;
}
