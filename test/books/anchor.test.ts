import { firstSegment } from '../harness/first-segment.ts';
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { openAnchor } from '../../electron/books/anchor.ts';
import { openCounter, type Counter } from '../harness/counter.ts';
import { noIdentity } from '../harness/no-identity.ts';
import { paperText, startPrinterSink, type PrinterSink } from '../harness/printer-sink.ts';
import { tempFolder } from '../harness/temp-folder.ts';

// What a till that takes customers' money knows of its books outside their folder.

interface Shop {
  readonly folder: string;
  readonly place: string;
  readonly sink: PrinterSink;
  open(): Promise<Counter>;
  slips(): readonly string[];
}

async function realShop(): Promise<Shop> {
  const sink = await startPrinterSink();
  onTestFinished(() => sink.close());
  const [folder, place] = [tempFolder(), tempFolder()];
  const printers = [{ id: 'counter', transport: sink.transport, columns: 32 }];
  return {
    ...{ folder, place, sink },
    open: () => openCounter({ folder, printers, anchor: openAnchor(place, folder) }),
    slips: () => sink.jobs.map(paperText),
  };
}

/** A till that was begun by its owner, sold, and has closed. */
async function sold(): Promise<Shop> {
  const shop = await realShop();
  const till = await shop.open();
  await till.must('till:reconciled', { reason: 'a new counter' });
  const { quoteId } = await till.quote();
  await till.must('payment:pay', { quoteId, tendered: 291_000 });
  await expect.poll(() => shop.sink.jobs.length).toBe(2);
  await till.close();
  return shop;
}

const modeOf = async (till: Counter): Promise<string> => (await till.must('till:status', {})).mode;

function whyIn({ folder }: Shop): unknown {
  const lines = readFileSync(firstSegment(folder), 'utf8').trimEnd().split('\n');
  const records = lines.map((line) => JSON.parse(line) as { kind: string; data: { why?: string } });
  return records.findLast(({ kind }) => kind === 'restored')?.data.why;
}

/** The folder's files go, and the folder stays. */
function empty(folder: string): void {
  for (const name of readdirSync(folder)) rmSync(path.join(folder, name), { recursive: true });
}

test('the first start of a till that takes customers’ money says BUKU BARU on paper, and sells once its owner has said so', async () => {
  const shop = await realShop();
  const till = await shop.open();
  await expect.poll(() => shop.slips()).toHaveLength(1);
  const [slip = ''] = shop.slips();
  expect(slip).toMatch(/^ +BUKU BARU$/m);
  expect(slip).not.toContain('HILANG');
  expect(slip.replace(/\s/g, '')).toContain(till.identity.publicKey);
  expect(slip.split('\n').every((line) => line.length <= 32)).toBe(true);
  expect(await modeOf(till)).toBe('reconcile');
  expect(whyIn(shop)).toBe('the books are new');
  const { quoteId } = await till.quote();
  expect(await till.call('payment:pay', { quoteId, tendered: 291_000 })).toMatchObject({ code: 'reconcile' });
  await till.must('till:reconciled', { reason: 'a new counter' });
  expect(await till.must('payment:pay', { quoteId, tendered: 291_000 })).toMatchObject({ status: 'paid' });
  await expect.poll(() => shop.slips()).toHaveLength(2);
  await till.close();

  const again = await shop.open();
  expect(await modeOf(again)).toBe('normal');
  expect(shop.slips()).toHaveLength(2);
});

test('a folder that was emptied is not a new till: the slip says which books are gone', async () => {
  const shop = await sold();
  empty(shop.folder);
  const till = await shop.open();
  await expect.poll(() => shop.slips()).toHaveLength(3);
  expect(shop.slips()[2]).toMatch(/BUKU BARU[^]*BUKU LAMA HILANG[^]*JURNAL +: \d+-[0-9A-F]{8}/);
  expect(await modeOf(till)).toBe('reconcile');
  expect(whyIn(shop)).toMatch(/^the books in this folder are gone: they ended at \d+-[0-9A-F]{8}$/);
});

test('another till’s books in this folder, whole as they are, are not taken for its own', async () => {
  const [shop, other] = [await sold(), await sold()];
  empty(shop.folder);
  for (const name of readdirSync(other.folder)) renameSync(path.join(other.folder, name), path.join(shop.folder, name));
  const till = await shop.open();
  expect(await modeOf(till)).toBe('reconcile');
  expect(whyIn(shop)).toBe("another till's books were in this folder");
});

test('what is known outside the folder can’t be changed either', async () => {
  const shop = await sold();
  const [name = ''] = readdirSync(shop.place);
  const file = path.join(shop.place, name);
  const anchored = JSON.parse(readFileSync(file, 'utf8')) as { n: number };
  writeFileSync(file, JSON.stringify({ ...anchored, n: anchored.n - 1 }));
  const till = await shop.open();
  expect(await modeOf(till)).toBe('reconcile');
  expect(whyIn(shop)).toBe('what is known of them outside this folder was not left by this till');
});

test('without it, or where it can’t be kept, the till goes on', async () => {
  const shop = await sold();
  rmSync(shop.place, { recursive: true });
  const till = await shop.open();
  expect(await modeOf(till)).toBe('normal');
  await till.close();
  rmSync(shop.place, { recursive: true });
  writeFileSync(shop.place, 'in the way');
  expect(await modeOf(await shop.open())).toBe('normal');
  rmSync(shop.place);
});

test('one place knows of many folders, and forgets the oldest before it has too many', () => {
  const place = path.join(tempFolder(), 'not', 'there', 'yet');
  const head = { n: 1, hash: 'ab' };
  const anchors = Array.from({ length: 210 }, (_one, at) => openAnchor(place, `/nowhere/${at}`));
  expect(anchors.every((anchor, at) => anchor.write(noIdentity, head, at))).toBe(true);
  expect(readdirSync(place)).toHaveLength(200);
  expect(anchors.at(-1)?.read()).toMatchObject({ n: 1, at: 209, till: 'LKT01' });
  expect(anchors.filter((anchor) => anchor.read() === null)).toHaveLength(10);
  mkdirSync(place, { recursive: true });
});
