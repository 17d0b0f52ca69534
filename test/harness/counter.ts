import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { onTestFinished } from 'vitest';
import type { Channel, Input, Outputs } from '../../shared/api.ts';
import type { Reply } from '../../shared/errors.ts';
import type { Approval } from '../../shared/person.ts';
import type { Transaction } from '../../shared/transaction.ts';
import type { Backups } from '../../electron/backup/backups.ts';
import { checkConfig, type Config } from '../../electron/config.ts';
import { createLiveConfig } from '../../electron/settings/live-config.ts';
import { systemClock } from '../../electron/time/clock.ts';
import type { Caller } from '../../electron/caller.ts';
import { createCorrectedClock } from '../../electron/time/corrected-clock.ts';
import type { Db } from '../../electron/db/open.ts';
import type { Stick } from '../../electron/export/sticks.ts';
import { createNewId, newEpoch } from '../../electron/machine/id.ts';
import type { Books } from '../../electron/books/books.ts';
import type { Anchor } from '../../electron/books/anchor.ts';
import type { Identity } from '../../electron/books/identity.ts';
import { booksFiles, startBooks } from '../../electron/books/start-books.ts';
import { isStorageError } from '../../electron/db/storage-error.ts';
import { createSealing, sealText, type Sealing } from '../../electron/books/sealing.ts';
import { sealSegment } from '../../electron/books/segments/seal.ts';
import { findSlipsIn, verifyBooks } from '../../electron/books/checks/verify-books.ts';
import { openLog } from '../../electron/machine/log.ts';
import type { Hashes } from '../../electron/people/pin.ts';
import { deliver, type Deliver } from '../../electron/printers/transport.ts';
import { createSend } from '../../electron/providers/wire/http.ts';
import { createProviders } from '../../electron/providers/index.ts';
import { openKeys } from '../../electron/secrets/own-keys.ts';
import { knownJobs } from '../../electron/db/openings.ts';
import type { OpenedSettings } from '../../electron/books/journal/record.ts';
import { openSpoolStore } from '../../electron/db/spool-store.ts';
import { createTill } from '../../electron/till.ts';
import { reply, startFakeProvider, type FakeProvider, type Treat } from './fake-provider.ts';
import { tempFolder } from './temp-folder.ts';

export const customerNumber = '512345678901';
export const inquiryPath = '/api/v1/merchant/ppob/pln/postpaid/inquiry';
export const payPath = '/api/v1/merchant/ppob/pln/postpaid/transaction';

/** A till in this process with everything real but the clock, in front of a provider that does as it is told. */
export interface Counter {
  readonly provider: FakeProvider;
  readonly db: Db;
  readonly books: Books;
  readonly identity: Identity;
  readonly sealing: Sealing;
  readonly folder: string;
  readonly clock: { ms: number };
  /** Sets the PC's clock, in ms, as a person does: no time passes. */
  setPcClock(ms: number): void;
  readonly changes: Transaction[];
  call<C extends Channel>(
    channel: C,
    input: Input<C>,
    caller?: Caller,
    approval?: Approval,
  ): Promise<Reply<Outputs[C]>>;
  must<C extends Channel>(channel: C, input: Input<C>, caller?: Caller, approval?: Approval): Promise<Outputs[C]>;
  quote(): Promise<Outputs['bill:inquire']>;
  /** The owner saves this of the shop. */
  changeShop(shop: Partial<Config['shop']>): void;
  /** How the provider treats payments from now on; inquiries answer the document's sample. */
  payments(treat: Treat): void;
  payRequests(): number;
  logText(): string;
  /** Ends it as a shop closes in the evening; its folder may be opened again. */
  close(): Promise<void>;
}

export interface Options {
  readonly printers?: readonly unknown[];
  readonly timeoutMs?: { readonly inquiry?: number; readonly pay?: number };
  readonly training?: boolean;
  readonly shop?: unknown;
  /** Instead of Alfakios at the fake provider. */
  readonly providers?: object | ((fakeUrl: string) => object);
  /** Further keys of the config. */
  readonly more?: object;
  readonly settleScale?: number;
  /** The time of day as it is, for what waits in earnest. */
  readonly realClock?: boolean;
  /** Instead of what sends to printers. */
  readonly deliver?: Deliver;
  /** The removable disks; may be changed while it runs. */
  readonly sticks?: readonly Stick[];
  readonly chooseFolder?: () => Promise<string | null>;
  /** What the PC's clock says at first, in ms. */
  readonly startsAt?: number;
  /** Outside the data folder, as a till has one that takes customers' money. */
  readonly anchor?: Anchor;
  /** People sign in, once there are some; `hashes` instead of scrypt. */
  readonly people?: { readonly hashes?: Hashes };
  /** What makes backups; none are made without. */
  readonly backups?: Backups;
  /** A data folder that was used before. */
  readonly folder?: string;
  /** The provider's answers tell what is left of the deposit, which the till keeps a record of, once. */
  readonly tellsDeposit?: boolean;
  /** What its start says that it is set to; nothing if not given. */
  readonly settings?: OpenedSettings;
  /** Bytes from which on a segment of the journal is full. */
  readonly segmentBytes?: number;
}

export async function openCounter(options: Options = {}): Promise<Counter> {
  const folder = options.folder ?? tempFolder();
  const provider = await startFakeProvider();
  const read = checkConfig(
    {
      shop: options.shop ?? { name: 'Loket Sumber Rejeki', address: 'Jl. Melati 7, Sleman', terminal: '01' },
      ...options.more,
      providers: (typeof options.providers === 'function'
        ? options.providers(provider.baseUrl)
        : options.providers) ?? {
        alfakios: {
          enabled: true,
          baseUrl: provider.baseUrl,
          apiKey: 'apk_live_CANARY',
          timeoutMs: options.timeoutMs ?? {},
        },
      },
      settleScale: options.settleScale ?? 1,
      printers: options.printers ?? [],
    },
    folder,
  );
  if (!read.ok) throw new Error(read.problem);
  const startMs = options.startsAt ?? Date.parse('2026-11-21T14:32:05.000+07:00');
  const clock = { ms: startMs };
  const now = (): number => (options.realClock ? Date.now() : clock.ms);
  // A clock that is put forward is one that has run.
  let wasSetMs = 0;
  const elapsed = (): number => performance.now() + clock.ms - startMs - wasSetMs;
  const corrected = createCorrectedClock({ ...systemClock, now, elapsed });
  const live = createLiveConfig({ ...read.config, training: options.training ?? false });
  const secrets = await openKeys(folder, { keychain: null, isReal: false, hasBooks: false, at: startMs });
  if (!secrets.ok) throw new Error(secrets.problem);
  const identity = { till: read.config.shop.till, ...secrets.keys };
  const started = startBooks(folder, {
    clock: corrected,
    newEpoch: () => newEpoch(randomBytes),
    by: 'owner',
    version: 'test',
    identity,
    anchor: options.anchor ?? null,
    ...(options.settings && { settings: options.settings }),
  });
  if (!started.ok) throw new Error(started.problem);
  await secrets.keys.keepMac();
  const { books } = started;
  const newId = createNewId(corrected.now, randomBytes, books.tillState().epoch);
  const cut = new AbortController();
  const logFile = path.join(folder, 'loket.log');
  const sealing = createSealing({
    ...{ books, clock: corrected, segmentBytes: options.segmentBytes ?? 16 * 1024 * 1024 },
    seal: (number, from) => Promise.resolve(sealSegment(booksFiles.journal(folder), number, from)),
    sign: (seal) => identity.sign(sealText(identity.till, seal)),
    sealed: () => void started.checkpoint(),
    failed(error) {
      if (!isStorageError(error)) throw error;
    },
  });
  const till = createTill({
    books,
    identity,
    keepPepper: () => secrets.keys.keepMac(),
    ...(options.people && { mustSignIn: true, ...options.people }),
    begun: started.begun,
    ...(options.backups && { backups: options.backups }),
    afterCall: () => sealing.look(),
    verify: () => Promise.resolve(verifyBooks(books.known(), books)),
    findSlips: (name) => Promise.resolve(findSlipsIn(books.db.name, name)),
    config: live.config,
    providers: createProviders(read.config.providers, createSend(cut.signal)),
    deliver: options.deliver ?? deliver,
    spoolStore: openSpoolStore(path.join(folder, 'loket.spool'), now(), () => undefined, knownJobs(books.db)),
    clock: corrected,
    newId,
    chance: () => 0,
    log: openLog({ file: logFile, now, newId, secrets: ['apk_live_CANARY'] }),
    exportFolder: folder,
    listSticks: () => Promise.resolve(options.sticks ?? []),
    chooseFolder: options.chooseFolder ?? null,
    trainingNumbers: [],
  });
  const changes: Transaction[] = [];
  till.onEvent((event, data) => {
    if (event === 'transaction:changed') changes.push(data as Transaction);
  });
  let closing: Promise<void> | undefined;
  const close = (): Promise<void> => {
    cut.abort();
    closing ??= Promise.all([till.drain(), sealing.stop(), provider.close()]).then(() => started.close());
    return closing;
  };
  onTestFinished(close);

  const [told, paidTold] = options.tellsDeposit ? sampleBalances.map((balance) => ({ balance })) : [];
  const counter: Counter = {
    provider,
    db: books.db,
    books,
    identity,
    sealing,
    folder,
    clock,
    setPcClock(ms) {
      wasSetMs += ms - clock.ms;
      clock.ms = ms;
    },
    changes,
    close,
    call: (channel, input, caller, approval) => till.call(channel, input, caller, approval) as never,
    async must(channel, input, caller, approval) {
      const answer = await counter.call(channel, input, caller, approval);
      if (!answer.ok) throw new Error(`${channel} failed: ${answer.code}`);
      return answer.value;
    },
    changeShop: (shop) => live.change({ ...live.config, shop: { ...live.config.shop, ...shop } }),
    quote: () => counter.must('bill:inquire', { product: 'pln-postpaid', customerNumber }),
    payments(treat) {
      provider.answer((at, body) =>
        at === inquiryPath
          ? { raw: reply(200, sampleInquiry(told)) }
          : treat(JSON.parse(body) as Record<string, string>),
      );
    },
    payRequests: () => provider.arrived.filter(({ head }) => head.startsWith(`POST ${payPath}`)).length,
    logText: () => readFileSync(logFile, 'utf8'),
  };
  counter.payments((body) => ({ raw: reply(200, samplePayment(body, paidTold)) }));
  return counter;
}

type Sample = { body: { data: Record<string, unknown> } & Record<string, unknown> };

/** What the document's inquiry and payment answers say of the deposit, in rupiah. */
const sampleBalances = ['500000', '209000'] as const;

/** The document's inquiry answer, with fields of `data` changed. It tells no deposit unless that is one of them: few payments would empty it. */
export function sampleInquiry(data: Record<string, unknown> = {}, top: Record<string, unknown> = {}): string {
  return change('inquiry.success', { balance: undefined, ...data }, top);
}

/** The document's payment answer to this request, with fields of `data` changed. It tells no deposit either. */
export function samplePayment(
  request: Record<string, string>,
  data: Record<string, unknown> = {},
  top: Record<string, unknown> = {},
): string {
  const asked = { req_id: request['req_id'], cust_id: request['cust_id'] };
  return change('payment.success', { ...asked, balance: undefined, ...data }, top);
}

function change(name: string, data: Record<string, unknown>, top: Record<string, unknown>): string {
  const { body } = JSON.parse(readFileSync(`test/fixtures/alfakios/${name}.json`, 'utf8')) as Sample;
  return JSON.stringify({ ...body, ...top, data: { ...body.data, ...data } });
}
