import { expect, test, vi } from 'vitest';
import type { Till } from '../../electron/till.ts';
import type { Reply } from '../../shared/errors.ts';

// Who is heard and who hears. The sender check on senders that no browser can be brought to produce.

type Handler = (event: { senderFrame: unknown }, input: unknown) => unknown;
const handlers = new Map<string, Handler>();
const windows: { webContents: { getURL: () => string; send: (name: string, data: unknown) => void } }[] = [];

vi.mock('electron', () => ({
  BrowserWindow: { getAllWindows: () => windows },
  ipcMain: { handle: (channel: string, handler: Handler) => handlers.set(channel, handler) },
  protocol: {},
}));
const { serveTill } = await import('../../electron/window/ipc.ts');

const log = vi.fn((_event: string, _fields?: object) => 'log-1');
let answer = async (): Promise<Reply<unknown>> => Promise.resolve({ ok: true, value: 'reached the till' });
let tell: Parameters<Till['onEvent']>[0] = () => undefined;
serveTill(
  {
    call: () => answer(),
    onEvent(listener) {
      tell = listener;
      return () => undefined;
    },
  },
  { write: log },
);

const forbidden = { ok: false, code: 'forbidden', logId: 'log-1' };
const page = { url: 'loket://app/index.html', parent: null };

test('the page itself reaches the till', async () => {
  expect(await handlers.get('till:status')?.({ senderFrame: page }, {})).toMatchObject({ ok: true });
});

test.each([
  ['a frame in the page that shows the page', { ...page, parent: page }],
  ['a frame that is gone', null],
  ['another host', { ...page, url: 'loket://other/index.html' }],
  ['our host as a user name', { ...page, url: 'loket://app@other/index.html' }],
  ['our host as a prefix', { ...page, url: 'loket://app.other/index.html' }],
  ['a port', { ...page, url: 'loket://app:80/index.html' }],
  ['another scheme', { ...page, url: 'https://app/index.html' }],
  ['a scheme with ours inside', { ...page, url: 'xloket://app/' }],
  ['no address', { ...page, url: '' }],
])('%s is forbidden, on every channel, and logged', async (_name, senderFrame) => {
  for (const [channel, handler] of handlers) {
    log.mockClear();
    expect(await handler({ senderFrame }, {})).toEqual(forbidden);
    expect(log).toHaveBeenCalledWith('ipc-forbidden', expect.objectContaining({ channel }));
  }
});

test('an event goes to the window that shows our page, and to no other', () => {
  const heard: string[] = [];
  const addresses = ['loket://app/index.html', 'about:blank', 'https://example.com/', 'loket://other/index.html', ''];
  for (const url of addresses) windows.push({ webContents: { getURL: () => url, send: () => heard.push(url) } });
  tell('transaction:changed', {} as never);
  expect(heard).toEqual(['loket://app/index.html']);
});

test('a page that leaves a hundred calls open is answered `busy` until one of them ends', async () => {
  const ends: (() => void)[] = [];
  const well = answer;
  answer = () => new Promise((resolve) => ends.push(() => resolve({ ok: true, value: 'late' })));
  const call = () => handlers.get('till:status')?.({ senderFrame: page }, {});
  const open = Array.from({ length: 100 }, call);
  expect(await call()).toEqual({ ok: false, code: 'busy', logId: 'log-1' });
  ends[0]?.();
  expect(await open[0]).toMatchObject({ ok: true });
  answer = well;
  expect(await call()).toMatchObject({ ok: true });
});
