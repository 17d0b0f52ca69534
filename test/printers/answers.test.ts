import { expect, test } from 'vitest';
import { probedOf, readSaid, troubleOf } from '../../electron/printers/answers.ts';
import { deliver, type Asking } from '../../electron/printers/transport.ts';
import { mute } from '../../shared/printer-answers.ts';
import { answeringPrinter } from '../harness/answering-printer.ts';
import { makes } from '../harness/printer-mechanism.ts';

const bytes = (hex: string): Buffer => Buffer.from(hex, 'hex');

test('what a printer sends by itself is no answer: changes in four bytes, and what stops and starts a cable', () => {
  expect(readSaid(bytes('1400000f' + '13' + '11'))).toEqual([]);
  expect(readSaid(bytes('1400000f' + '372230303037' + '00' + '00'))).toEqual([
    { kind: 'mark', mark: '0007' },
    { kind: 'paper', isOut: false },
  ]);
  expect(readSaid(bytes('0c'))).toEqual([{ kind: 'paper', isOut: true }]);
  // Half of an answer is none yet.
  expect(readSaid(bytes('37223030'))).toEqual([]);
  expect(readSaid(bytes('5f544d'))).toEqual([]);
});

test.for([
  ['121212', null],
  ['1a1612', 'cover'],
  ['1a3212', 'paper'],
  ['1a1272', 'paper'],
  ['1a5212', 'offline'],
  ['1a1212', 'offline'],
] as const)('a printer that answers %s prints nothing because of: %s', ([hex, trouble]) => {
  expect(troubleOf([...bytes(hex)])).toBe(trouble);
});

test('a printer that takes a slip and never says that it is printed leaves it doubtful, however often it says that it is well', async () => {
  const printer = await answeringPrinter({ ...makes.epson, marks: false });
  const asking: Asking = { answers: { fence: 'job', asksStatus: true }, probeAt: null };
  const slip = Buffer.from('a slip\n\x1dV\0');
  expect(await deliver(printer.transport, slip, 3_000, () => true, asking)).toMatchObject({
    kind: 'doubtful',
    cause: 'timeout',
  });
  expect(printer.slips()).toEqual(['a slip\n']);
});

test('the answer to another slip is none to this one', async () => {
  const printer = await answeringPrinter({ ...makes.epson, answersWith: '9999' });
  const asking: Asking = { answers: { fence: 'job', asksStatus: false }, probeAt: null };
  expect(await deliver(printer.transport, Buffer.from('a slip\n'), 1_500, () => true, asking)).toMatchObject({
    kind: 'doubtful',
  });
});

test('a printer without paper, asked for the first time, was learnt to answer less than it does: nothing is learnt, and why is said', async () => {
  const printer = await answeringPrinter(makes.epson);
  printer.is.paper = 'out';
  const page = Buffer.from('a page\n');
  const asking: Asking = { answers: mute, probeAt: page.length };
  expect(await deliver(printer.transport, page, 8_000, () => true, asking)).toEqual({
    ...{ kind: 'doubtful', cause: 'paper', why: 'the printer says why it prints nothing: paper' },
  });
  printer.is.paper = 'there';
  expect(await deliver(printer.transport, page, 8_000, () => true, asking)).toMatchObject({
    probed: { fence: 'job', asksStatus: true },
  });
});

test('an answer to nobody that was left on the cable is none to this slip', async () => {
  const printer = await answeringPrinter({ ...makes.clone, paperStatus: false, greets: [0] });
  const asking: Asking = { answers: { fence: 'status', asksStatus: false }, probeAt: null };
  // One that took a job is not watched for a while before the next.
  expect(await deliver(printer.transport, Buffer.from('a slip\n'), 8_000, () => true)).toEqual({ kind: 'sent' });
  expect(await deliver(printer.transport, Buffer.from('a slip\n'), 1_500, () => true, asking)).toMatchObject({
    kind: 'doubtful',
    cause: 'timeout',
  });
});

test('an answer that comes when the slip it was to is given up confirmed the next one: it confirms none until a test page', async () => {
  const printer = await answeringPrinter({ ...makes.clone, paperStatus: false });
  const asking: Asking = { answers: { fence: 'status', asksStatus: false }, probeAt: null };
  const slip = Buffer.from('a slip\n');
  expect(await deliver(printer.transport, slip, 1_000, () => true, asking)).toMatchObject({ kind: 'doubtful' });
  expect(await deliver(printer.transport, slip, 8_000, () => true, asking)).toEqual({ kind: 'sent' });
  await deliver(printer.transport, slip, 8_000, () => true, { ...asking, probeAt: slip.length });
  // The page was answered all but this: the slip’s answer may come yet.
  expect(await deliver(printer.transport, slip, 8_000, () => true, asking)).toEqual({ kind: 'sent' });
});

test('a late answer to a slip was taken for the test page’s, whose own then confirmed the next slip', async () => {
  const printer = await answeringPrinter(makes.inquired);
  const asking: Asking = { answers: { fence: 'status', asksStatus: false }, probeAt: null };
  const slip = Buffer.from('a slip\n');
  const page = { ...asking, probeAt: slip.length };
  await printer.meet({ kind: 'answers-late', ms: 1_500 });
  expect(await deliver(printer.transport, slip, 1_000, () => true, asking)).toMatchObject({ kind: 'doubtful' });
  // Whoever is connected by then hears it; the page itself is answered much later.
  await printer.meet({ kind: 'answers-late', ms: 60_000 });
  const silent = { kind: 'sent', probed: { fence: 'none', asksStatus: false, calls: [] } };
  expect(await deliver(printer.transport, slip, 8_000, () => true, page)).toEqual(silent);
  expect(await deliver(printer.transport, slip, 8_000, () => true, asking)).toEqual({ kind: 'sent' });
  // Answers of now are more than what may be owed.
  await printer.heal();
  expect(await deliver(printer.transport, slip, 8_000, () => true, page)).toMatchObject({
    probed: { fence: 'status' },
  });
  expect(await deliver(printer.transport, slip, 8_000, () => true, asking)).toEqual({ kind: 'confirmed' });
});

test('a new process that sends did not know that an answer was owed, and a late one confirmed its first slip', async () => {
  const printer = await answeringPrinter(makes.inquired);
  const asking: Asking = { answers: { fence: 'status', asksStatus: false, owes: 1 }, probeAt: null };
  const slip = Buffer.from('a slip\n');
  expect(await deliver(printer.transport, slip, 8_000, () => true, asking)).toEqual({ kind: 'sent' });
  const page = { ...asking, probeAt: slip.length };
  expect(await deliver(printer.transport, slip, 8_000, () => true, page)).toMatchObject({
    probed: { fence: 'status' },
  });
});

test('letters of a server in between, or of a printer that prints its questions, are no answers', () => {
  expect(readSaid(Buffer.from('A'))).toEqual([{ kind: 'noise' }]);
  const banner = readSaid(Buffer.concat([Buffer.from('READY. READY. READY.'), bytes('00')]));
  expect(probedOf(banner, 'ABCD')).toEqual({ fence: 'none', asksStatus: false, calls: [] });
});

test('in the place of a printer that said how it is stands one that does not: a test page finds that out, and was refused itself', async () => {
  const printer = await answeringPrinter(makes.mute);
  const page = Buffer.from('a page\n');
  const asking: Asking = { answers: { fence: 'job', asksStatus: true }, probeAt: null };
  expect(await deliver(printer.transport, page, 8_000, () => true, asking)).toMatchObject({
    kind: 'failed',
    cause: 'offline',
  });
  expect(await deliver(printer.transport, page, 8_000, () => true, { ...asking, probeAt: page.length })).toEqual({
    ...{ kind: 'sent', probed: { fence: 'none', asksStatus: false, calls: [] } },
  });
});

test('a printer that hangs up once it said that it is well has got no byte of the slip, which waits', async () => {
  const printer = await answeringPrinter({ ...makes.epson, hangsUpAfter: 'status' });
  const asking: Asking = { answers: { fence: 'job', asksStatus: true }, probeAt: null };
  expect(await deliver(printer.transport, Buffer.from('a slip\n'), 1_500, () => true, asking)).toMatchObject({
    kind: 'failed',
  });
  expect(printer.begun()).toBe('');
});

test('a printer that says that a slip is printed and hangs up has printed it', async () => {
  const printer = await answeringPrinter({ ...makes.epson, hangsUpAfter: 'mark' });
  const asking: Asking = { answers: { fence: 'job', asksStatus: true }, probeAt: null };
  expect(await deliver(printer.transport, Buffer.from('a slip\n'), 8_000, () => true, asking)).toEqual({
    kind: 'confirmed',
  });
});
