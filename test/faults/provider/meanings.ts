import type { ProviderId } from '../../../shared/product.ts';
import { must, pause, until } from '../cell.ts';
import type { Stage } from '../stage/stage.ts';
import { dearer, failure } from './dialect.ts';
import { openScene, type Oddity, type Scene } from './scene.ts';

// E1 to E12: what a provider may mean by what it says.

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

/** An answer that says the payment is under way. Alfakios documents none: any other status than its two. */
function inProcess({ by }: Scene) {
  return by({
    alfakios: { code: '068', status: 'PENDING' },
    ayoconnect: { code: 299 },
    iak: { code: '39' },
  });
}

const saidInProcess = {
  alfakios: 'pending contradiction',
  ayoconnect: 'pending in-process',
  iak: 'pending in-process',
};

async function unknownCode(stage: Stage, provider: ProviderId): Promise<void> {
  const scene = await openScene(stage, provider);
  scene.say('inquiry', { code: 777 });
  await scene.noBill('provider-down');
  await stage.faultsOff();
  scene.say('pay', { code: 777 });
  scene.say('status', { code: 777 });
  const { transactionId } = await scene.pay(['pending unknown-code', 'pending contradiction']);
  await scene.stillOpen(transactionId);
  scene.say('pay', { code: '' });
  await scene.pay(['pending unknown-code', 'pending contradiction', 'pending unreadable-reply']);
}

async function noSerial(stage: Stage, provider: ProviderId): Promise<void> {
  const scene = await openScene(stage, provider);
  scene.say('pay', { serial: '' });
  const paid = await scene.pay('paid');
  must(paid.warning === 'no-reference' && paid.reference === null, `it is paid with the warning ${paid.warning}`);
  const { transactionId } = paid;
  await pause(100);
  must(stage.printer.jobs.length === 0, 'a receipt without a reference came out by itself');
  const unasked = await stage.call('receipt:print', { transactionId });
  must(!unasked.ok && unasked.code === 'confirm-needed', `printing unasked answered ${JSON.stringify(unasked)}`);
  const { copy } = await stage.must('receipt:print', { transactionId, confirm: true });
  must(copy === 0, `what was printed first is copy ${copy}`);
}

async function anotherPayment(stage: Stage, provider: ProviderId): Promise<void> {
  const scene = await openScene(stage, provider);
  scene.say('inquiry', { customer: '599999999999' });
  await scene.noBill('provider-down');
  await stage.faultsOff();
  const changes = [{ amount: 1_000 }, { customer: '599999999999' }, { ref: '01ABCDEFGHJKMNPQRSTV' }] as const;
  for (const change of changes) {
    scene.say('pay', change);
    scene.say('status', change);
    const { transactionId } = await scene.pay('pending other-payment');
    must(await scene.hasAlarm(transactionId), 'an answer about another payment raised no alarm');
    await scene.stillOpen(transactionId, 1);
  } // A failure, too, counts only for the payment that it names.
  const code = scene.by({ alfakios: '099', ayoconnect: '105', iak: '07' });
  const ref = '01ABCDEFGHJKMNPQRSTV';
  const another = failure(provider, scene.format, code, 'TRANSAKSI GAGAL', { ref, status: '2' });
  for (const call of ['pay', 'status'] as const) scene.sayText(call, () => another);
  const { transactionId } = await scene.pay('pending other-payment');
  await scene.stillOpen(transactionId, 1);
}

async function pendingThenPaid(stage: Stage, provider: ProviderId): Promise<void> {
  const scene = await openScene(stage, provider);
  scene.say('pay', inProcess(scene));
  scene.say('status', provider === 'iak' ? { code: '39', status: 3 } : { code: 299 });
  const { transactionId } = await scene.pay(scene.by(saidInProcess));
  if (!scene.asks) return scene.stillOpen(transactionId);
  await scene.stillOpen(transactionId);
  await stage.faultsOff();
  await scene.becomes(transactionId, 'paid');
  await until('the original comes out', () => stage.printer.papers().includes('CETAK ASLI (CA)'));
}

async function pendingThenFailed(stage: Stage, provider: ProviderId): Promise<void> {
  const scene = await openScene(stage, provider, { training: { ayoconnect: { settleAfterMs: 50 } } });
  // Numbers that the training servers refuse in the end.
  const number = scene.by({ alfakios: '512345678921', ayoconnect: '516070377721', iak: '531234567021' });
  if (provider === 'alfakios') scene.say('pay', inProcess(scene));
  const quote = await scene.quote(number);
  const { transactionId } = await scene.pay([scene.by(saidInProcess), 'pending unknown-code'], quote);
  if (scene.asks) await scene.becomes(transactionId, 'refused');
  else await scene.stillOpen(transactionId);
  must(stage.ledger().length === 0, 'the provider took the money');
}

/** The longest that a provider is asked, and a day more. */
const askedForMs: Readonly<Record<ProviderId, number>> = { alfakios: 0, ayoconnect: 7 * dayMs, iak: 30 * dayMs };

async function pendingForever(stage: Stage, provider: ProviderId): Promise<void> {
  const scene = await openScene(stage, provider, { control: true });
  scene.say('pay', inProcess(scene));
  scene.say('status', provider === 'iak' ? { code: '39', status: 3 } : { code: 299 });
  const { transactionId } = await scene.pay(scene.by(saidInProcess));
  await scene.stillOpen(transactionId);
  await stage.stop();
  await stage.shiftClock(6 * dayMs);
  await stage.start();
  await scene.stillOpen(transactionId, 1);
  await stage.stop();
  await stage.shiftClock(Math.max(dayMs, askedForMs[provider] - 5 * dayMs));
  await stage.start();
  await until('nobody asks any more', async () => (await stage.get(transactionId)).nextAskAt === null);
  const { items } = await stage.must('payment:unsettled', {});
  must(
    items.some((one) => one.transactionId === transactionId),
    'it is not listed for a person',
  );
  const asked = scene.proxy.count('status');
  await pause(200);
  must(scene.proxy.count('status') === asked, 'it was asked about after its time');
  // The provider now tells the truth to a person only: by itself the till never asks again.
  await stage.decideByBooks();
  must((await stage.get(transactionId)).status === 'paid', 'a person could not settle it');
}

async function notFoundThenPaid(stage: Stage, provider: ProviderId): Promise<void> {
  // Alfakios has a question only with this setting: the same payment again.
  const scene = await openScene(stage, provider, {
    ...(provider === 'alfakios' && { config: { providers: { alfakios: { resend: true } } } }),
  });
  const call = provider === 'alfakios' ? 'pay' : 'status';
  const words = { alfakios: ['404'], ayoconnect: ['188'], iak: ['42', '02', '06', '01'] }[provider];
  const notFound = (code: string): void => {
    scene.fail(call, code, 'TRANSAKSI TIDAK DITEMUKAN', code === '42' || code === '02' ? '0' : undefined);
  };
  if (provider !== 'alfakios') notFound(words[0] ?? '');
  scene.proxy.on('pay', async (exchange) => {
    await exchange.forward();
    if (provider === 'alfakios') notFound(words[0] ?? '');
    exchange.reset();
  });
  const { transactionId } = await scene.pay('pending no-reply');
  for (const code of words) {
    notFound(code);
    const asked = async () => (await stage.get(transactionId)).events.filter(({ kind }) => kind === 'asked').length;
    const enough = (await asked()) + 2;
    await until('two questions', async () => (await asked()) >= enough);
    const word = await scene.word(transactionId);
    must(/^pending (not-received|doubtful)$/.test(word), `"not found" (${code}) made it ${word}`);
  }
  await stage.faultsOff();
  await scene.becomes(transactionId, 'paid');
}

async function reversed(stage: Stage, provider: ProviderId): Promise<void> {
  const scene = await openScene(stage, provider);
  const quote = await scene.quote();
  const { transactionId } = await scene.pay('paid', quote);
  const ref = stage.ledger()[0]?.ref ?? '';
  stage.reverse(provider, ref);
  scene.fail('status', provider === 'iak' ? '37' : '199', 'PEMBAYARAN DIBATALKAN', '2');
  await stage.restart();
  const asked = await stage.must('payment:check', { transactionId });
  must(asked.status === 'paid', `a payment that was paid became ${asked.status}`);
  must(scene.proxy.count('status') === 0, 'a settled payment was asked about');
  if (provider === 'ayoconnect') return;
  // The provider offers the bill again: it is paid again only knowingly.
  const again = await scene.quote(quote.customerNumber);
  must(again.paidBefore?.transactionId === transactionId, 'a bill that was paid before carries no word of it');
  const unasked = await stage.pay(again);
  must(!unasked.ok && unasked.code === 'paid-before', `it was paid again unasked: ${JSON.stringify(unasked)}`);
  const knowingly = await stage.pay(again, { confirmPaidBefore: true });
  must(knowingly.ok && knowingly.value.status === 'paid', 'it could not be paid again knowingly');
}

async function duplicateRef(stage: Stage, provider: ProviderId): Promise<void> {
  const scene = await openScene(stage, provider);
  if (provider === 'ayoconnect') {
    // Never sends again, whoever asks; and a first sending may be called a duplicate all the same.
    scene.say('pay', { code: 102 });
    scene.say('status', { code: 299 });
    const { transactionId } = await scene.pay('pending already-there');
    const reply = await stage.call('payment:resend', { transactionId, reason: 'the customer waits' });
    must(!reply.ok && reply.code === 'resend-refused', `sending again was answered ${JSON.stringify(reply)}`);
    must(scene.proxy.count('pay') === 1, 'it was sent again');
    return;
  }
  const duplicates = provider === 'iak' ? ['01', '11', ''] : ['099', ''];
  for (const code of duplicates) {
    scene.proxy.on('pay', async (exchange) => {
      await exchange.forward();
      exchange.reset();
    });
    scene.fail('status', '42', 'REQUEST PEMBAYARAN BELUM DITERIMA', '0');
    const { transactionId } = await scene.pay('pending no-reply');
    await until('a person may send it again', async () => (await stage.get(transactionId)).mayResend);
    scene.proxy.on('pay', async (exchange) => {
      const honest = await exchange.forward();
      const body = failure(provider, scene.format, code, 'DUPLICATE REFERENCE', {
        ref: provider === 'iak' ? null : exchange.key,
      });
      exchange.answer(code === '' ? honest : body);
    });
    const again = await stage.must('payment:resend', { transactionId, reason: 'the customer waits' });
    must(again.status !== 'refused', `a duplicate answer made it ${again.status}`);
    await stage.faultsOff();
    if (scene.asks) await scene.becomes(transactionId, 'paid');
  }
  must(stage.ledger().length === duplicates.length, 'a bill was paid twice');
}

async function alreadyPaid(stage: Stage, provider: ProviderId): Promise<void> {
  const scene = await openScene(stage, provider);
  const codes = scene.by({ alfakios: ['099'], ayoconnect: ['302', '309'], iak: ['01', '34', '40'] });
  scene.fail('inquiry', codes[0] ?? '', 'TAGIHAN SUDAH LUNAS');
  await scene.noBill(provider === 'alfakios' ? 'provider-down' : 'already-paid');
  const unsure = scene.by({ alfakios: '', ayoconnect: 'pending already-there', iak: 'pending doubtful' });
  for (const code of codes) {
    await stage.faultsOff();
    if (provider !== 'alfakios') {
      // By this very payment, whose first copy overtook.
      scene.sayText('pay', () => failure(provider, scene.format, code, 'TAGIHAN SUDAH LUNAS'));
      const { transactionId } = await scene.pay(unsure);
      await scene.becomes(transactionId, 'paid');
    }
    // By somebody else.
    scene.fail('pay', code, 'TAGIHAN SUDAH LUNAS');
    scene.fail('status', code, 'TAGIHAN SUDAH LUNAS', '2');
    const { transactionId } = await scene.pay(provider === 'alfakios' ? 'refused rejected' : unsure);
    if (provider === 'iak') await scene.becomes(transactionId, 'refused');
    if (provider === 'ayoconnect') await scene.stillOpen(transactionId);
  }
}

async function depositLow(stage: Stage, provider: ProviderId): Promise<void> {
  const scene = await openScene(stage, provider);
  const code = scene.by({ alfakios: '099', ayoconnect: '199', iak: '17' });
  scene.fail('inquiry', code, 'SALDO TIDAK CUKUP');
  await scene.noBill(provider === 'iak' ? 'deposit-low' : 'provider-down');
  await stage.faultsOff();
  const quote = await scene.quote();
  scene.fail('pay', code, 'SALDO TIDAK CUKUP');
  await scene.pay(provider === 'iak' ? 'refused deposit-low' : 'refused rejected', quote);
  await stage.faultsOff();
  // The shop has paid in: the same bill can be sold.
  await scene.pay('paid', await scene.quote(quote.customerNumber));
}

/** What an older bill was cheaper by, in rupiah. */
const riseRupiah = 5_000;

async function priceChanged(stage: Stage, provider: ProviderId): Promise<void> {
  const scene = await openScene(stage, provider, { control: true });
  const cheaper = (body: string): string => dearer(provider, scene.format, body, -riseRupiah);
  scene.sayText('inquiry', cheaper);
  const old = await scene.quote();
  await stage.faultsOff();
  // Until it must be asked for again: half an hour, or the end of the WIB day.
  await stage.shiftClock(provider === 'iak' ? untilMidnight(stage.now()) + 60_000 : 31 * 60_000);
  const reply = await stage.pay(old);
  must(!reply.ok && reply.code === 'quote-changed', `an old price was answered ${JSON.stringify(reply)}`);
  const renewed = reply.quote;
  must(renewed?.total === old.total + riseRupiah, `the new quote costs ${renewed?.total}, the old ${old.total}`);
  must(scene.proxy.count('pay') === 0, 'an old price was paid');
  await scene.pay('paid', renewed);

  // A price that changed within the life of a quote.
  scene.sayText('inquiry', cheaper);
  const young = await scene.quote();
  if (provider === 'ayoconnect') return void (await scene.pay('refused rejected', young));
  const { transactionId } = await scene.pay('pending other-payment', young);
  must(await scene.hasAlarm(transactionId), 'a payment at another price raised no alarm');
  await scene.stillOpen(transactionId, 1);
  const reason = 'PLN raised the price; the shop bears it';
  await stage.must('payment:resolve', { transactionId, as: 'paid', reason });
  stage.expect({ differs: { rupiah: -riseRupiah, why: 'the provider took the new price, and an alarm says so' } });
}

export function untilMidnight(now: number): number {
  return dayMs - ((now + 7 * hourMs) % dayMs);
}

export const meanings: readonly Oddity[] = [
  { id: 'E1', title: 'a code that nobody documented', play: unknownCode },
  { id: 'E2', title: 'a success without a serial number', play: noSerial },
  { id: 'E3', title: 'a success about another amount, customer or reference', play: anotherPayment },
  { id: 'E4', title: 'pending, then paid', play: pendingThenPaid },
  { id: 'E5', title: 'pending, then failed', play: pendingThenFailed },
  { id: 'E6', title: 'pending for 7 days and longer', play: pendingForever },
  { id: 'E7', title: 'not found, and paid later', play: notFoundThenPaid },
  { id: 'E8', title: 'a success that is taken back', play: reversed },
  { id: 'E9', title: 'our own second sending called a duplicate', play: duplicateRef },
  { id: 'E10', title: 'paid already, by us or by somebody else', play: alreadyPaid },
  { id: 'E11', title: 'the deposit is used up', play: depositLow },
  { id: 'E12', title: 'another price at payment than at inquiry', play: priceChanged },
];
