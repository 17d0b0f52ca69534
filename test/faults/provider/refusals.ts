import type { ProviderId } from '../../../shared/product.ts';
import { must, pause, until } from '../cell.ts';
import type { Stage } from '../stage/stage.ts';
import { failure } from './dialect.ts';
import { openScene, type Oddity, type Scene } from './scene.ts';

// E26 to E28: a provider that says "failed", has the money, and says so when it is asked again.

const original = 'CETAK ASLI (CA)';

/** The provider takes the money and says that it failed. Answers the payment. */
async function refuseAndTake(scene: Scene): Promise<string> {
  const { provider, format, proxy } = scene;
  const code = scene.by({ alfakios: '099', ayoconnect: '105', iak: '07' });
  proxy.alter('pay', (_body, { key }) =>
    failure(provider, format, code, 'TRANSAKSI GAGAL', { ref: provider === 'iak' ? null : key }),
  );
  const { transactionId } = await scene.pay('refused rejected');
  await proxy.clear();
  return transactionId;
}

/** It is paid, an alarm says why, and its slip waits for a person, also in the next till. */
async function isPaidAfterAll({ stage }: Scene, transactionId: string): Promise<void> {
  await until('it is paid after all', async () => (await stage.get(transactionId)).status === 'paid');
  const { warning, alarm } = await stage.get(transactionId);
  must(warning === 'refused-then-paid' && alarm === 'turned', `its warning is ${warning}, its alarm ${alarm}`);
  await pause(100);
  must(!stage.printer.papers().includes(original), 'its slip came out by itself');
}

async function paidAfterAll(stage: Stage, provider: ProviderId): Promise<void> {
  const scene = await openScene(stage, provider);
  const transactionId = await refuseAndTake(scene);
  if (!scene.asks) {
    await isDebited(scene, transactionId);
    return neverAskedAgain(scene);
  }
  await isPaidAfterAll(scene, transactionId);
  const unasked = await stage.call('receipt:print', { transactionId });
  must(!unasked.ok && unasked.code === 'confirm-needed', `printing unasked answered ${JSON.stringify(unasked)}`);
  const { copy } = await stage.must('receipt:print', { transactionId, confirm: true });
  must(copy === 0, `what was printed first is copy ${copy}`);
}

/** Where nobody can be asked, the next answer's deposit tells. */
async function isDebited(scene: Scene, transactionId: string): Promise<void> {
  const { stage } = scene;
  await scene.quote();
  const { debits } = await stage.must('till:status', {});
  must(debits.length === 1 && debits[0]?.transactionId === transactionId, `debits: ${JSON.stringify(debits)}`);
  must(await scene.hasAlarm(transactionId), 'the payment that was debited has no alarm');
  stage.expect({ unnoticed: new Set(stage.ledger().map(({ ref }) => ref)) });
}

/** Whom nobody may ask: a second request would be a second payment. */
async function neverAskedAgain({ stage, provider, proxy, fail, pay }: Scene): Promise<void> {
  fail('pay', '099', 'TRANSAKSI GAGAL');
  const { transactionId } = await pay('refused rejected');
  const sent = proxy.count('pay');
  await pause(3_000);
  must(proxy.count('pay') === sent, `${provider} was sent a refused payment again`);
  must((await stage.get(transactionId)).status === 'refused', 'it is refused no more');
}

async function killedAround(stage: Stage, provider: ProviderId): Promise<void> {
  const scene = await openScene(stage, provider);
  if (!scene.asks) return neverAskedAgain(scene);
  const transactionId = await refuseAndTake(scene);
  // Before the look.
  await stage.kill();
  const heard = new Promise<void>((resolve) => {
    scene.proxy.on('status', async (exchange) => {
      await exchange.forward();
      resolve();
    });
  });
  await stage.start();
  await heard;
  // While it is under way.
  await stage.kill();
  await scene.proxy.clear();
  await stage.start();
  await isPaidAfterAll(scene, transactionId);
  // And behind it.
  await stage.kill();
  await stage.start();
  await isPaidAfterAll(scene, transactionId);
  const questions = scene.proxy.count('status');
  await pause(200);
  must(scene.proxy.count('status') === questions, 'a payment that is paid was asked about');
}

async function paidAnew(stage: Stage, provider: ProviderId): Promise<void> {
  const scene = await openScene(stage, provider);
  if (!scene.asks) return neverAskedAgain(scene);
  const { fail } = scene;
  const code = scene.by({ alfakios: '099', ayoconnect: '105', iak: '07' });
  fail('pay', code, 'TRANSAKSI GAGAL');
  const quote = await scene.quote();
  const { transactionId } = await scene.pay('refused rejected', quote);
  await scene.proxy.clear();
  // The cashier tries again, while the first one may still turn out paid: its bill is not locked.
  await scene.pay('paid', await scene.quote(quote.customerNumber));
  await until('it was looked at', async () =>
    (await stage.get(transactionId)).events.some(({ kind }) => kind === 'looked'),
  );
  must((await stage.get(transactionId)).status === 'refused', 'what the provider never got is paid');
}

export const refusals: readonly Oddity[] = [
  { id: 'E26', title: 'refused, and paid after all', play: paidAfterAll },
  {
    id: 'E27',
    title: 'refused, and paid after all, and the till dies before, in and after its second look',
    play: killedAround,
  },
  { id: 'E28', title: 'refused, and paid anew before the second look', play: paidAnew },
];
