import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { must, until } from '../cell.ts';
import type { Call } from '../wire/wire.ts';
import { answerIn, changed, failure, inOtherFormat, said, type Format, type Literal } from './dialect.ts';
import { everyFormat, inXml } from './formats.ts';
import type { Oddity, Scene } from './scene.ts';

// E14 to E20: in what form a provider may say it.

async function otherFormat(scene: Scene): Promise<void> {
  const { stage, format } = scene;
  for (const call of ['inquiry', 'pay', 'status'] as const) {
    scene.sayText(call, (body) => inOtherFormat(format, body));
  }
  await scene.noBill('provider-down');
  scene.proxy.on('inquiry', async (exchange) => exchange.answer(await exchange.forward()));
  const { transactionId } = await scene.pay('pending unreadable-reply');
  await scene.stillOpen(transactionId, 1);
  await stage.faultsOff();
}

/** An amount as it may be written: the same amount, or nothing that could be believed. */
interface Spelling {
  readonly write: (amount: string) => string | Literal;
  /** `same` is paid; `either` is paid or pending; `none` is pending. */
  readonly means: 'same' | 'either' | 'none';
}

const spellings: readonly Spelling[] = [
  { write: (amount) => amount, means: 'same' },
  { write: (amount) => ({ literal: amount }), means: 'same' },
  { write: (amount) => `${amount}.00`, means: 'same' },
  { write: (amount) => ({ literal: `${amount}.00` }), means: 'same' },
  { write: (amount) => ({ literal: `${Number(amount) / 1e5}e5` }), means: 'either' },
  { write: (amount) => `${Number(amount) / 1e5}e5`, means: 'none' },
  { write: () => ({ literal: '1e5' }), means: 'none' },
  { write: (amount) => `${amount}.50`, means: 'none' },
  { write: (amount) => ({ literal: `${amount}.5` }), means: 'none' },
  { write: (amount) => `-${amount}`, means: 'none' },
  { write: (amount) => ` ${amount}`, means: 'either' },
  { write: (amount) => `Rp${amount}`, means: 'none' },
  { write: () => '0x470b8', means: 'none' },
  { write: () => '99999999999999999999', means: 'none' },
];

async function oddNumbers(scene: Scene): Promise<void> {
  const { stage, provider, format } = scene;
  for (const { write, means } of spellings) {
    const isText = typeof write('1') === 'string';
    if (format === 'xml' && !isText) continue;
    const alter = (body: string): string => {
      const amount = said(provider, format, body, 'amount') ?? '';
      return changed(provider, format, body, { amount: write(amount) });
    };
    scene.sayText('pay', alter);
    scene.sayText('status', alter);
    const quote = await scene.quote();
    const reply = await stage.pay(quote);
    must(reply.ok, `the payment was not answered: ${JSON.stringify(reply)}`);
    const expected = { same: ['paid'], either: ['paid', 'pending'], none: ['pending'] }[means];
    const { status, bill, admin } = reply.value;
    const spelled = JSON.stringify(write('291000'));
    const word = await scene.word(reply.value.transactionId);
    must(word !== 'pending interrupted', `the amount as ${spelled} made the till throw`);
    must(expected.includes(status), `with the amount as ${spelled} it is ${status}, expected ${expected.join(' or ')}`);
    must(bill === quote.bill && admin === quote.admin, `the amount as ${spelled} changed what was agreed`);
  }
}

async function leadingZeros(scene: Scene): Promise<void> {
  const { stage, provider, format } = scene;
  const serial = '00000123456789000000000000000000';
  scene.say('pay', { serial });
  const paid = await scene.pay('paid');
  must(paid.reference === serial, `the reference is ${paid.reference}`);
  // A customer number that begins with 0, and is sent back as a number without it.
  const customerNumber = `0${stage.newNumber(provider).slice(1)}`;
  scene.say('pay', {});
  const quote = await scene.quote(customerNumber);
  must(quote.customerNumber === customerNumber, `the bill is for ${quote.customerNumber}`);
  if (format === 'json') {
    scene.say('pay', { customer: { literal: customerNumber.slice(1) } });
    scene.say('status', { customer: { literal: customerNumber.slice(1) } });
    await scene.pay('pending other-payment', quote);
  } else await scene.pay('paid', quote);
}

/** Plays an unreadable answer at each call. */
async function unreadable(scene: Scene, breaks: readonly ((body: string) => string)[]): Promise<void> {
  const { stage, proxy, format } = scene;
  for (const spoil of breaks) {
    const treat = (call: Call): void => scene.sayText(call, (body) => answerIn(format, spoil(body)));
    treat('inquiry');
    await scene.noBill('provider-down');
    proxy.on('inquiry', async (exchange) => exchange.answer(await exchange.forward()));
    treat('pay');
    treat('status');
    const { transactionId } = await scene.pay('pending unreadable-reply');
    await scene.stillOpen(transactionId, 1);
    const startedAt = performance.now();
    await stage.must('till:status', {});
    const tookMs = Math.round(performance.now() - startedAt);
    must(tookMs < 2_000, `the till answered only after ${tookMs} ms`);
  }
}

/** Tags that close another one; in JSON, brackets that do, and a key said twice. */
function mismatched(format: Format): readonly ((body: string) => string)[] {
  if (format === 'xml') {
    return [
      (body) => body.replace(/<\/(tr_name|message)>/, '</daya>'),
      (body) => body.replace('</mp>', ''),
      (body) => `${body}<mp></mp>`,
      (body) => body.replace(/<price>/, '<price>1</price><price>'),
    ];
  }
  return [
    (body) => `${body.slice(0, -1)}]`,
    (body) => body.slice(0, -1),
    (body) => `${body}{}`,
    (body) => body.replace(/"data":/, '"data":{},"data":'),
  ];
}

async function doctype(scene: Scene): Promise<void> {
  let reached = 0;
  const outside = http.createServer((_request, response) => {
    reached++;
    response.end('<!ENTITY x "y">');
  });
  await new Promise<void>((resolve) => outside.listen(0, '127.0.0.1', resolve));
  scene.stage.atEnd(() => outside.close());
  const { port } = outside.address() as AddressInfo;
  const laughs = Array.from({ length: 9 }, (_unused, at) => `<!ENTITY l${at + 1} "${`&l${at};`.repeat(10)}">`).join('');
  const types = [
    '<!DOCTYPE mp>',
    '<!DOCTYPE mp [<!ENTITY name SYSTEM "file:///etc/passwd">]>',
    `<!DOCTYPE mp SYSTEM "http://localhost:${port}/mp.dtd">`,
    `<!DOCTYPE mp [<!ENTITY l0 "lol">${laughs}<!ENTITY name "&l9;">]>`,
  ];
  await unreadable(
    scene,
    types.map((type) => (body: string) => {
      // Those who know only JSON are sent IAK's XML.
      const xml = scene.format === 'xml' ? body : String(inOtherFormat('json', body).body);
      return xml.replace('?>', `?>${type}`).replace(/<tr_name>[^<]*/, '<tr_name>&name;');
    }),
  );
  must(reached === 0, 'a document type was fetched');
}

const depth = 100_000;

/** In a field that nobody reads. */
function nested(format: Format): readonly ((body: string) => string)[] {
  if (format === 'xml') {
    const tags = '<a>'.repeat(depth) + '</a>'.repeat(depth);
    return [
      (body) => body.replace('</mp>', `<x>${tags}</x></mp>`),
      (body) => body.replace('</mp>', '<a>'.repeat(depth)),
    ];
  }
  const lists = '['.repeat(depth) + ']'.repeat(depth);
  const objects = '{"a":'.repeat(depth) + '1' + '}'.repeat(depth);
  return [lists, objects].map((deep) => (body: string) => `${body.slice(0, -1)},"x":${deep}}`);
}

const names: Readonly<Record<string, string>> = {
  'printer commands': 'BUDI\u001bp\u0000\u0019\u00fa\u001b@\u001dV\u0000SANTOSO',
  'line ends and a message of its own': 'BUDI\r\n{"id":1,"ok":true,"value":{}}\n',
  'right to left': '\u202eOTNASOS IDUB\u202c \u200f\u2066x\u2069',
  emoji: 'BUDI 😀👨‍👩‍👧 ＳＡＮＴＯＳＯ é ñ 漢字',
  'ten kilobytes': 'BUDI SANTOSO '.repeat(800),
  blank: '   ',
};

/** What a slip's bytes may hold: the commands of our own template, and printable text. */
const ownBytes = /^(?:\x1b@|\x1c\.|\x1bt\x00|\x1bE[\x00\x01]|\x1bd\x04|\x1dV\x00|[\x20-\x7e\n])*$/;

async function oddNames(scene: Scene): Promise<void> {
  const { stage, provider, format } = scene;
  for (const [what, name] of Object.entries(names)) {
    const customerNumber = stage.newNumber(provider);
    scene.say('inquiry', { name });
    scene.say('pay', { name });
    const reply = await stage.call('bill:inquire', { product: 'pln-postpaid', customerNumber, provider });
    // XML has no way to write some of these characters.
    if (!reply.ok)
      must(format === 'xml' && reply.code === 'provider-down', `${what}: the inquiry failed with ${reply.code}`);
    if (!reply.ok) continue;
    const printed = stage.printer.jobs.length;
    const { transactionId } = await scene.pay('paid', reply.value);
    await until(`${what}: the receipt comes out`, () => stage.printer.jobs.length > printed);
    const job = stage.printer.jobs.at(-1)?.toString('latin1') ?? '';
    must(ownBytes.test(job), `${what}: bytes that are not ours reached the printer: ${JSON.stringify(job)}`);
    const { lines } = await stage.must('receipt:preview', { transactionId, copy: 0 });
    must(
      lines.every((line) => line.length <= 32),
      `${what}: a line is wider than the paper`,
    );
    must(
      lines.some((line) => line.startsWith('NAMA')),
      `${what}: the slip has no name`,
    );
  }
  await stage.faultsOff();
}

/** What servers write where they have no reference. */
const noReferences = ['', 0, '0', '-', 'N/A', 'null', { literal: '12E45' }, { literal: '-7' }, '0.5', '0'.repeat(32)];

async function noReference({ provider, format, ...scene }: Scene): Promise<void> {
  for (const serial of noReferences) {
    scene.say('pay', { serial });
    const { reference, warning } = await scene.pay('paid');
    must(reference === null && warning === 'no-reference', `${JSON.stringify(serial)} became ${reference}, ${warning}`);
  }
  for (const serial of ['004212C9245F1BA43A77CEBD5CD5DA39', { literal: '12345678901234567890123456789012' }, '0012']) {
    const written = typeof serial === 'string' ? serial : serial.literal;
    scene.say('pay', { serial });
    const { reference } = await scene.pay('paid');
    must(reference === written, `the reference ${written} became ${reference} in ${provider}'s ${format}`);
  }
}

/** A failure fills what it does not know with nothing, in one way or another. */
async function emptyIds(scene: Scene): Promise<void> {
  const code = scene.by({ alfakios: '099', ayoconnect: '105', iak: '07' });
  for (const none of ['', 0, '0', '-', 'N/A'] as const) {
    const refused = failure(scene.provider, scene.format, code, 'TRANSAKSI GAGAL', { ref: 'NONE', status: '2' });
    const nameless = changed(scene.provider, scene.format, String(refused.body), { ref: none, customer: none });
    scene.instead('pay', () => ({ ...refused, body: nameless }));
    const { transactionId } = await scene.pay('refused rejected');
    must(!(await scene.hasAlarm(transactionId)), `ids that are ${JSON.stringify(none)} raised an alarm`);
  }
}

export const forms: readonly Oddity[] = [
  everyFormat('E14', 'JSON for XML and XML for JSON', otherFormat),
  everyFormat('E15', 'amounts as text, fractions and powers of ten', oddNumbers),
  everyFormat('E16', 'leading zeros', leadingZeros),
  inXml('E17', 'tags that close another one', (scene) => unreadable(scene, mismatched(scene.format))),
  inXml('E18', 'a document type', doctype),
  everyFormat('E19', 'nested 100,000 deep', (scene) => unreadable(scene, nested(scene.format))),
  everyFormat('E20', 'names with commands, line ends, right-to-left marks, emoji and ten kilobytes', oddNames),
  everyFormat('E23', 'references that are none, and real ones', noReference),
  everyFormat('E24', 'a failure whose ids are empty', emptyIds),
];
