import { expect, test, vi } from 'vitest';

// The sender check on senders that no browser can be brought to produce.

type Handler = (event: { senderFrame: unknown }, input: unknown) => unknown;
const handlers = new Map<string, Handler>();

vi.mock('electron', () => ({
  BrowserWindow: { getAllWindows: () => [] },
  ipcMain: { handle: (channel: string, handler: Handler) => handlers.set(channel, handler) },
  protocol: {},
}));
const { serveTill } = await import('../../electron/ipc.ts');

const log = vi.fn((_event: string, _fields?: object) => 'log-1');
serveTill(
  {
    call: async () => ({ ok: true, value: 'reached the till' }),
    onEvent: () => () => undefined,
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
