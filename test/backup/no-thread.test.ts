import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { runInThread, ThreadError } from '../../electron/books/checks/thread.ts';
import { openShop, sell } from './shop.ts';

// What takes a thread where the system gives none.

const canLimit = spawnSync('prlimit', ['--version'], { stdio: 'ignore' }).status === 0;

test.skipIf(!canLimit)(
  'a backup and a check of the journal for which no thread could be started were answered as `internal`, as if by a bug',
  async () => {
    const { till } = openShop();
    await sell(till, 3);
    const before = /Max open files\s+(\d+)/.exec(readFileSync(`/proc/${till.pid}/limits`, 'utf8'))?.[1];
    const allow = (most: number | string): void => {
      expect(spawnSync('prlimit', ['--pid', String(till.pid), `--nofile=${most}:`]).status).toBe(0);
    };
    const used = new Set(readdirSync(`/proc/${till.pid}/fd`).map(Number));
    const lowest = [...Array(used.size + 1).keys()].find((handle) => !used.has(handle)) ?? 0;
    const codes: (readonly unknown[])[] = [];
    for (const spare of [0, 3, 5, 6, 7, 8, 9]) {
      allow(lowest + spare);
      const replies = [await till.call('backup:run', {}), await till.call('journal:verify', {})];
      const status = await till.must('till:status', {});
      allow(before ?? 1024);
      codes.push(replies.map((reply) => (reply.ok ? 'ok' : reply.code)));
      if (spare === 0) expect(status.backup).toMatchObject({ state: 'failed', cause: 'thread-failed' });
    }
    expect(codes[0]).toEqual(['thread-failed', 'thread-failed']);
    expect(codes.flat()).not.toContain('internal');
    // Nothing was lost, and the same once more is done.
    expect(await till.must('journal:verify', {})).toMatchObject({ ok: true });
    const { file } = await till.must('backup:run', {});
    expect(await till.must('backup:check', { file })).toEqual({ ok: true, problems: [] });
    await sell(till, 1);
  },
);

test('a program’s file that the system does not open for a thread is told apart from a bug in it', async () => {
  const thrown = (code: string): URL =>
    new URL(`data:text/javascript,throw Object.assign(new Error('open'), { code: '${code}' })`);
  for (const code of ['ENOSPC', 'EMFILE', 'ENOMEM', 'ERR_DLOPEN_FAILED'])
    await expect(runInThread(thrown(code), null).found).rejects.toBeInstanceOf(ThreadError);
  for (const code of ['ERR_INVALID_ARG_TYPE', ''])
    await expect(runInThread(thrown(code), null).found).rejects.not.toBeInstanceOf(ThreadError);
});
