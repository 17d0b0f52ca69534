import type { PrinterCause } from '../../shared/health.ts';
import { mute, type Answers, type Probed } from '../../shared/printer-answers.ts';
import { parseTransport, type Address } from './address.ts';
import {
  fenceBytes,
  howAreYou,
  isWhole,
  newMark,
  probeBytes,
  probedOf,
  statusesIn,
  troubleOf,
  type Said,
} from './answers.ts';
import { codeOf, systemError, type Connection } from './connection.ts';
import { openCups } from './cups.ts';
import { openDevice, openFile } from './file.ts';
import { listenTo, type Ears } from './hear.ts';
import { openTcp } from './tcp.ts';

/**
 * What became of a job's bytes. `sent`: handed over; no printer says that paper came out. `confirmed`: it said so. `failed`: nothing
 * reached the printer. `doubtful`: some may have. `probed` where the printer was asked what it answers, and could be heard.
 */
export type Delivery =
  | { readonly kind: 'sent' | 'confirmed'; readonly probed?: Probed }
  | { readonly kind: 'failed' | 'doubtful'; readonly why: string; readonly cause: PrinterCause };

/** Whether all of it was handed over. */
export function isOut(delivery: Delivery): delivery is Extract<Delivery, { readonly kind: 'sent' | 'confirmed' }> {
  return delivery.kind === 'sent' || delivery.kind === 'confirmed';
}

/** What a printer is asked beside a job. */
export interface Asking {
  /** What it is known to answer. */
  readonly answers: Answers;
  /** Where in the job, in bytes, it is asked what it answers; null for not at all. */
  readonly probeAt: number | null;
}

/**
 * Sends a job to where `parseTransport` finds the printer. One limit in ms for everything. `begin` is called once, when the printer was
 * reached, and says that it prints where it says anything, right before the job's first byte; where it says no, nothing is sent. Nothing is
 * asked if `asking` is absent. Never throws.
 */
export type Deliver = (
  transport: string,
  bytes: Buffer,
  timeoutMs: number,
  begin: () => boolean | Promise<boolean>,
  asking?: Asking,
) => Promise<Delivery>;

/** What an error of the system says of a printer. */
const causes: Readonly<Record<string, PrinterCause>> = {
  ...{ ECONNREFUSED: 'refused', EACCES: 'permission', EPERM: 'permission', EROFS: 'permission' },
  ...{ EBUSY: 'busy', ETXTBSY: 'busy', ETIMEDOUT: 'timeout' },
  ...{ EHOSTUNREACH: 'offline', ENETUNREACH: 'offline', EHOSTDOWN: 'offline', ENETDOWN: 'offline' },
  ...{ ENOTFOUND: 'offline', EAI_AGAIN: 'offline', ENOENT: 'offline', ENODEV: 'offline', ENXIO: 'offline' },
  ...{ ECONNRESET: 'offline', EPIPE: 'offline' },
  // No system says these; a queue does.
  ...{ paper: 'paper', cover: 'cover' },
};

/** How long a printer that says at any time how it is has for that, in ms. */
const statusMs = 1_000;
/** How long what was said before is waited for, in ms. */
const staleMs = 100;
/** How long one that is asked for the first time has, in ms: to say anything, and to say all. One that does not know a question is silent. */
const probeMs = { anything: 1_000, all: 2_500 };

const notAsked: Asking = { answers: mute, probeAt: null };
/** How long answers to questions that stand side by side may lie apart, in ms. */
const besideMs = 500;
/**
 * How many inquiries without a mark were not answered in time there: their answers may come while the next slip is on its way, and would look
 * like the one to that. Until a test page is answered there no slip is said to be printed by such an answer.
 */
const owing = new Map<string, number>();
/** More are not told apart: a page that finds out prints no more questions where they are not understood. */
const owedMost = 3;

export const deliver: Deliver = async (transport, bytes, timeoutMs, begin, asking = notAsked) => {
  const to = parseTransport(transport);
  if (!to) return { kind: 'failed', why: `${transport} is no printer's address`, cause: 'unknown' };
  const deadline = startDeadline(timeoutMs);
  let connection: Connection | null = null;
  let [goes, isHanded] = [false, false];
  try {
    let ears: Ears | null = null;
    while (connection === null || connection.isGone()) {
      // One that hung up before the first byte took none: the job waits its turn there once more, and is begun only once.
      connection?.drop();
      connection = await open(to, deadline.signal);
      ears = listenTo(connection);
      // A page that finds out what is answered goes to whatever printer there is by now.
      if (ears && asking.answers.asksStatus && asking.probeAt === null)
        await deadline.before(mustPrint(connection, ears));
      goes = goes || (await begin());
      if (!goes) return withheld(connection);
    }
    isHanded = true;
    return await deadline.before(send({ connection, ears, transport, job: bytes, signal: deadline.signal }, asking));
  } catch (error) {
    const kind = isHanded && connection?.mayBeOut() ? 'doubtful' : 'failed';
    connection?.drop();
    return { kind, why: (error as Error).message || codeOf(error), cause: causes[codeOf(error)] ?? 'unknown' };
  } finally {
    deadline.stop();
  }
};

/** Rejects if it says that it does not print now, or says nothing: no byte of the job has left. */
async function mustPrint(connection: Connection, ears: Ears): Promise<void> {
  const trouble = await troubleNow(connection, ears);
  if (trouble === undefined) throw systemError('EHOSTDOWN', 'the printer does not say how it is');
  mustBeWell(trouble);
}

function mustBeWell(trouble: PrinterCause | null): void {
  if (trouble !== null) throw systemError(trouble, `the printer says why it prints nothing: ${trouble}`);
}

/** Why it prints nothing now, as it says; null if it prints, undefined if it does not say how it is. */
async function troubleNow(connection: Connection, ears: Ears): Promise<PrinterCause | null | undefined> {
  const before = statusesIn(ears.said()).length;
  await connection.write(howAreYou);
  const isSaid = await ears.waitFor((said) => statusesIn(said).length >= before + 3, statusMs);
  return isSaid ? troubleOf(statusesIn(ears.said()).slice(before)) : undefined;
}

interface Sending {
  readonly connection: Connection;
  readonly ears: Ears | null;
  readonly transport: string;
  readonly job: Buffer;
  readonly signal: AbortSignal;
}

/** Hands the job over, and waits until the printer says that it is on paper where it is known to say that. */
async function send(sending: Sending, { answers, probeAt }: Asking): Promise<Delivery> {
  const { connection, ears, transport, job, signal } = sending;
  const mark = newMark();
  if (ears && probeAt !== null) return probe(sending, ears, probeAt, { mark, owed: owedAt(transport, answers) });
  const fence = ears && !(answers.fence === 'status' && owedAt(transport, answers) > 0) ? answers.fence : 'none';
  if (!ears || fence === 'none') {
    await connection.write(job);
    await connection.end();
    return { kind: 'sent' };
  }
  // A cable keeps what was said to nobody.
  await ears.waitFor(() => false, staleMs);
  const before = ears.said().length;
  if (fence === 'status') owing.set(transport, 1);
  await connection.write(Buffer.concat([job, fenceBytes(fence, mark)]));
  await mustBeOut(connection, ears, { ...answers, mark, before }, signal);
  owing.delete(transport);
  // It has said what counts: whoever hangs up now takes nothing back.
  await connection.end().catch(() => undefined);
  return { kind: 'confirmed' };
}

/** How many such answers may come yet: what this process gave up, and what one before it did, as far as the till knows. */
function owedAt(transport: string, { owes = 0 }: Answers): number {
  return Math.min(Math.max(owing.get(transport) ?? 0, owes), owedMost);
}

/**
 * Asks in the middle of a page what the printer answers: what it does not understand may come out as letters. An inquiry without a mark is
 * asked once more than answers are owed, side by side: more than these are answers to this page, and none comes once they have come.
 */
async function probe(
  { connection, transport, job }: Sending,
  ears: Ears,
  at: number,
  { mark, owed }: { readonly mark: string; readonly owed: number },
): Promise<Delivery> {
  await ears.waitFor(() => false, staleMs);
  const before = ears.said().length;
  const saidSince = (): readonly Said[] => ears.said().slice(before);
  const papersSaid = (): number => saidSince().filter(({ kind }) => kind === 'paper').length;
  const asked = owed + 1;
  owing.set(transport, owed + asked);
  await connection.write(Buffer.concat([job.subarray(0, at), probeBytes(mark, asked), job.subarray(at)]));
  const isAll = (): boolean => isWhole(probedOf(saidSince(), mark)) && papersSaid() > owed;
  if (await ears.waitFor(() => saidSince().length > 0, probeMs.anything)) await ears.waitFor(isAll, probeMs.all);
  const isAnswered = papersSaid() > owed;
  if (isAnswered && owed > 0) await ears.waitFor(() => papersSaid() >= owed + asked, besideMs);
  const said = saidSince().filter(({ kind }) => isAnswered || kind !== 'paper');
  const probed = probedOf(said, mark);
  // One that prints nothing answers less than it could: nothing is learnt of it.
  if (probed.asksStatus) mustBeWell(troubleOf(statusesIn(said)));
  if (probed.fence === 'status')
    mustBeWell(paperTrouble(said.slice(said.findLastIndex(({ kind }) => kind === 'paper'))));
  // What did not come may come yet.
  if (isAnswered) owing.delete(transport);
  await connection.end().catch(() => undefined);
  return { kind: probed.fence === 'none' ? 'sent' : 'confirmed', probed };
}

/** Rejects if it is not said to be on paper before `signal` is aborted, or if the printer says meanwhile why it prints no more. */
async function mustBeOut(
  connection: Connection,
  ears: Ears,
  { fence, asksStatus, mark, before }: Answers & { readonly mark: string; readonly before: number },
  signal: AbortSignal,
): Promise<void> {
  const isPast = (one: Said): boolean =>
    one.kind === 'mark' ? one.mark === mark : one.kind === 'paper' && fence === 'status';
  while (!(await ears.waitFor((said) => said.slice(before).some(isPast), statusMs))) {
    signal.throwIfAborted();
    if (asksStatus) mustBeWell((await troubleNow(connection, ears)) ?? null);
  }
  if (fence === 'status') mustBeWell(paperTrouble(ears.said().slice(before)));
}

function paperTrouble(said: readonly Said[]): 'paper' | null {
  return said.some((one) => one.kind === 'paper' && one.isOut) ? 'paper' : null;
}

function open(to: Address, signal: AbortSignal): Promise<Connection> {
  switch (to.kind) {
    case 'tcp':
      return openTcp(to, signal);
    case 'file':
      return openFile(to, signal);
    case 'device':
      return openDevice(to, signal);
    case 'cups':
      return openCups(to, signal);
  }
}

function withheld(connection: Connection): Delivery {
  connection.drop();
  return { kind: 'failed', why: 'the job was called off before its first byte', cause: 'unknown' };
}

interface Deadline {
  /** Aborted when the time is over, with an error that says so. */
  readonly signal: AbortSignal;
  /** What `work` answers, or that error. */
  before<T>(work: Promise<T>): Promise<T>;
  stop(): void;
}

function startDeadline(timeoutMs: number): Deadline {
  const control = new AbortController();
  const timer = setTimeout(
    () => control.abort(systemError('ETIMEDOUT', `the printer did not take the job within ${timeoutMs} ms`)),
    timeoutMs,
  );
  const late = new Promise<never>((_resolve, reject) => {
    control.signal.addEventListener('abort', () => reject(control.signal.reason as Error));
  });
  // It is heard of where something waits for it.
  late.catch(() => undefined);
  return {
    signal: control.signal,
    before: (work) => Promise.race([work, late]),
    stop: () => clearTimeout(timer),
  };
}
