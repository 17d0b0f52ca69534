import { registry } from '../../../electron/providers/index.ts';
import type { ProviderId } from '../../../shared/product.ts';
import { must } from '../cell.ts';
import { secretsOf } from '../stage/servers.ts';
import type { Stage } from '../stage/stage.ts';
import { failure } from './dialect.ts';
import { everyFormat } from './formats.ts';
import { untilMidnight } from './meanings.ts';
import { openScene, type Oddity, type Scene } from './scene.ts';

// E13, E21 and E22: a provider that answers otherwise from one moment to the next.

async function midnight(stage: Stage, provider: ProviderId): Promise<void> {
  const scene = await openScene(stage, provider, { control: true });
  await stage.shiftClock(untilMidnight(stage.now()) - 5_000);
  const quote = await scene.quote();
  await stage.shiftClock(10_000);
  await scene.pay('paid', quote);
  const inquiries = scene.proxy.count('inquiry');
  // Only IAK's inquiries end with their day.
  must(inquiries === (provider === 'iak' ? 2 : 1), `the bill was asked for ${inquiries} times`);
  if (provider !== 'iak') return;
  // The provider's day is over, the till's is not.
  scene.fail('pay', '04', 'INQUIRY DAN PAYMENT HARUS DI HARI YANG SAMA');
  await scene.pay('refused rejected');
}

async function revoked(scene: Scene): Promise<void> {
  const { stage, provider, format, proxy } = scene;
  const code = scene.by({ alfakios: '401', ayoconnect: '401', iak: '100' });
  const secrets = secretsOf({ [provider]: stage.server(provider) });
  // A provider that repeats what it was sent.
  const words = `INVALID CREDENTIAL ${secrets.map((one) => `${one} ${Buffer.from(one).toString('base64')}`).join(' ')}`;
  for (const call of ['inquiry', 'pay', 'status'] as const) {
    scene.instead(call, ({ headers, body }) => {
      const sent = `${words} ${headers['token'] ?? ''} ${/"sign":"(\w+)"/.exec(body)?.[1] ?? ''}`;
      const answer = failure(provider, format, code, sent);
      return provider === 'alfakios' ? { ...answer, status: 401 } : answer;
    });
  }
  await scene.noBill('provider-down');
  proxy.on('inquiry', async (exchange) => exchange.answer(await exchange.forward()));
  const word = scene.by({
    alfakios: 'refused credentials',
    ayoconnect: 'pending unknown-code',
    iak: 'refused credentials',
  });
  await scene.pay(word);
  if (scene.asks) {
    proxy.on('pay', async (exchange) => {
      await exchange.forward();
      exchange.reset();
    });
    const { transactionId } = await scene.pay('pending no-reply');
    await scene.stillOpen(transactionId);
  }
  await stage.faultsOff();
  await scene.pay('paid');
}

async function rateLimited(scene: Scene): Promise<void> {
  const { stage, provider, format, proxy } = scene;
  const slower = { ...failure(provider, format, '777', 'TERLALU BANYAK PERMINTAAN'), status: 429 };
  for (const call of ['inquiry', 'pay', 'status'] as const) scene.instead(call, () => slower);
  await scene.noBill('provider-down');
  proxy.on('inquiry', async (exchange) => exchange.answer(await exchange.forward()));
  const { transactionId, createdAt } = await scene.pay('pending http-status');
  await scene.stillOpen(transactionId, 4);
  const { facts } = registry[provider];
  if (!facts.statusChecks) return;
  // More questions would only make it worse: each waits for its pause, however the last one was answered.
  const { pausesMs, abnormalFirstMs } = facts.statusChecks;
  // Another payment may be asked about beside it; IAK's questions name the inquiry's reference.
  const { key } = proxy.seen.findLast(({ call }) => call === (provider === 'iak' ? 'inquiry' : 'status')) ?? {};
  const questions = proxy.seen.filter((one) => one.call === 'status' && one.key === key);
  must(questions.length >= 4, `only ${questions.length} questions arrived`);
  const times = [Date.parse(createdAt), ...questions.map(({ at }) => at)];
  times.slice(1).forEach((time, at) => {
    const pauseMs = (at === 0 ? abnormalFirstMs : (pausesMs[at] ?? pausesMs.at(-1) ?? 0)) * 0.002;
    const waited = time - (times[at] ?? 0);
    must(waited >= pauseMs - 1, `question ${at + 1} came after ${waited} ms, not ${pauseMs}`);
  });
  await stage.faultsOff();
}

export const moments: readonly Oddity[] = [
  { id: 'E13', title: 'an inquiry that ended at midnight WIB', play: midnight },
  everyFormat('E21', 'credentials revoked in the middle of a day', revoked),
  everyFormat('E22', 'rate limited', rateLimited),
];
