import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Outputs } from '../../../shared/api.ts';
import { providerIds, type ProviderId } from '../../../shared/product.ts';
import type { Transaction } from '../../../shared/transaction.ts';
import { must, until } from '../cell.ts';
import type { Evidence, Exceptions } from '../../oracles/evidence.ts';
import { judge } from '../../oracles/oracles.ts';
import type { Control } from './controlled-start.ts';
import { startPrinter, type Printer } from '../printer/printer.ts';
import { startProxy, type Proxy } from '../wire/proxy.ts';
import { decideByBooks, settled } from './recovery.ts';
import { secretsOf, settingsOf, startServer, type Limits, type Servers } from './servers.ts';
import { defaultScale, type Stage, type StageOptions, type StartOptions } from './stage.ts';
import { startTillProcess, type Said, type TillProcess } from './till-process.ts';
import { merged, type Tree } from './config-tree.ts';
import { evidenceOf, filesIn, ownSecretsIn, namesOnTheWire, outputOf, type Paid } from './evidence.ts';

/** A stage as the runner holds it. */
export interface OpenStage {
  readonly stage: Stage;
  /** Whether a cell has finished it by itself. */
  finished(): boolean;
  /** Ends and removes everything. */
  close(): Promise<void>;
}

const calm: Limits = { inquiry: 2_000, pay: 2_000, status: 2_000 };
/** The contract's limit for ending, in ms. */
const endLimitMs = 5_000;

/** An empty stage. `runFolder` is what all stages of a run share. */
export function openStage(runFolder: string): OpenStage {
  const folder = mkdtempSync(path.join(tmpdir(), 'loket-fault-'));
  const cleanings: (() => unknown)[] = [];
  const inFolder = (name: string): string => path.join(folder, name);
  const [data, configFile, controlFile] = [inFolder('data'), inFolder('config.json'), inFolder('control.json')];
  const said: Said[] = [];
  const outputs: { readonly stdout: () => string; readonly stderr: () => string }[] = [];
  const proxies = new Map<ProviderId, Proxy>();
  const servers: { -readonly [P in ProviderId]?: Servers[P] } = {};
  const reversed: Paid[] = [];
  let options: StageOptions = {};
  let config: Tree = {};
  let control: Control = { offsetMs: 0, lookup: null };
  let exceptions: Exceptions = {};
  let till: TillProcess | null = null;
  let sleptMs = 0;
  let printer: Printer | null = null;
  let [runs, lastNumber] = [0, 0];
  let [isFinished, isClosed] = [false, false];

  const running = (): TillProcess => {
    if (!till) throw new Error('no till is running');
    return till;
  };
  const isRunning = (): boolean => till !== null && !till.ended();
  const booksFolder = (): string => (config['training'] === true ? path.join(data, 'training') : data);
  const writeConfig = (): void => writeFileSync(configFile, JSON.stringify(config));
  const writeControl = (): void => writeFileSync(controlFile, JSON.stringify(control));

  function launch(start: StartOptions): TillProcess {
    if (isClosed) throw new Error('the stage is over');
    if (isRunning()) throw new Error('a till is running already');
    const own = {
      ...(options.control && { LOKET_FAULTS_CONTROL: controlFile }),
      ...(options.tls && { NODE_EXTRA_CA_CERTS: options.tls.caFile }),
    };
    const wrap = start.wrap ?? options.wrap ?? [];
    const started = startTillProcess({
      args: ['--data', data, '--config', configFile, ...(start.args ?? [])],
      env: { ...own, ...options.env, ...start.env },
      wrap,
      nodeArgs: options.control ? ['--import', path.join(import.meta.dirname, 'controlled-start.ts')] : [],
      run: ++runs,
      said: (one) => said.push(one),
    });
    outputs.push(started);
    till = started;
    return started;
  }

  async function setControl(change: Partial<Control>): Promise<void> {
    control = { ...control, ...change };
    writeControl();
    if (!isRunning()) return;
    must(options.control, 'the stage was opened without control');
    rmSync(`${controlFile}.read`, { force: true });
    running().signal('SIGUSR2');
    await until(
      'the till took note of its clock',
      () => readControl(`${controlFile}.read`) === JSON.stringify(control),
    );
  }

  const stage: Stage = {
    folder,
    data,
    configFile,
    runFolder,
    said,
    forgetSaid: () => void (said.length = 0),
    get till() {
      return running();
    },
    get printer() {
      if (!printer) throw new Error('the stage is not open');
      return printer;
    },
    async open(wanted = {}) {
      options = wanted;
      mkdirSync(data, { recursive: true });
      writeControl();
      const made = await startPrinter();
      printer = made;
      cleanings.push(() => made.close());
      const timeoutMs = { ...calm, ...wanted.timeoutMs };
      const providers: Record<string, object> = {};
      for (const id of wanted.providers ?? providerIds) {
        const server = await startServer(id, stage.now, wanted.training ?? {});
        (servers as Record<string, unknown>)[id] = server;
        cleanings.push(() => server.close());
        const upstream = { url: server.baseUrl, now: () => stage.now() + sleptMs };
        const proxy = await startProxy(id, upstream, wanted.tls?.good ?? null);
        cleanings.push(() => proxy.close());
        proxies.set(id, proxy);
        const baseUrl = `${wanted.tls ? 'https' : 'http'}://${wanted.host ?? '127.0.0.1'}:${proxy.port}`;
        providers[id] = settingsOf(servers, id, baseUrl, { timeoutMs, format: wanted.format ?? 'json' });
      }
      const base = {
        shop: { name: 'Loket Sumber Rejeki', address: 'Jl. Melati 7, Sleman', terminal: '01' },
        training: false,
        providers,
        settleScale: wanted.settleScale ?? defaultScale,
        printers: wanted.printers ?? [{ id: 'counter', transport: made.transport, columns: 32 }],
      };
      config = merged(base, wanted.config ?? {});
      writeConfig();
      if (wanted.start !== false) await stage.start();
    },
    call: (channel, input) => running().call(channel, input),
    must: (channel, input) => running().must(channel, input),
    async start(start = {}) {
      const started = launch(start);
      if (start.ready !== false) await started.must('till:status', {});
      return started;
    },
    async startRefused(start = {}) {
      const started = launch(start);
      const code = await started.exited;
      return { code, stdout: started.stdout(), stderr: started.stderr() };
    },
    async stop() {
      const ending = running();
      const startedAt = performance.now();
      ending.endInput();
      const code = await ending.exited;
      const tookMs = Math.round(performance.now() - startedAt);
      must(code === 0, `the till ended with ${code}: ${ending.stderr().trim()}`);
      must(tookMs <= endLimitMs, `the till took ${tookMs} ms to end`);
    },
    async kill(signal = 'SIGKILL') {
      const ending = running();
      ending.signal(signal);
      await ending.exited;
    },
    async restart(start) {
      if (isRunning()) await stage.stop();
      return stage.start(start);
    },
    configure(change) {
      config = merged(config, change);
      writeConfig();
    },
    newNumber(provider) {
      return `5${providerIds.indexOf(provider) + 5}77${String(++lastNumber).padStart(8, '0')}`;
    },
    quote(provider, customerNumber = stage.newNumber(provider)) {
      const product = customerNumber.length === 13 ? 'pln-nontaglist' : 'pln-postpaid';
      return stage.must('bill:inquire', { product, customerNumber, provider });
    },
    pay: ({ quoteId, total }, more = {}) => stage.call('payment:pay', { quoteId, tendered: total, ...more }),
    get: (transactionId) => stage.must('transaction:get', { transactionId }),
    async list() {
      const all: Transaction[] = [];
      let cursor: string | null = null;
      do {
        const page: Outputs['transaction:list'] = await stage.must('transaction:list', { limit: 500, cursor });
        all.push(...page.items);
        cursor = page.cursor;
      } while (cursor !== null);
      return all;
    },
    proxy(provider) {
      const proxy = proxies.get(provider);
      if (!proxy) throw new Error(`the stage has no ${provider}`);
      return proxy;
    },
    server(provider) {
      const server = servers[provider];
      if (!server) throw new Error(`the stage has no ${provider}`);
      return server;
    },
    ledger() {
      const kept = providerIds.flatMap((provider) =>
        [...(servers[provider]?.ledger ?? [])].map(([ref, entry]) => ({ provider, ref, ...entry })),
      );
      return [...kept, ...reversed];
    },
    reverse(provider, ref) {
      const books = stage.server(provider).ledger as Map<string, { customerNumber: string; deducted: number }>;
      const entry = books.get(ref);
      if (!entry) throw new Error(`${provider} knows nothing of ${ref}`);
      books.delete(ref);
      reversed.push({ provider, ref, ...entry, isReversed: true });
    },
    now: () => Date.now() + control.offsetMs,
    shiftClock: (ms) => setControl({ offsetMs: control.offsetMs + ms }),
    timePassed: (ms) => void (sleptMs += ms),
    lookup: (how) => setControl({ lookup: how }),
    async faultsOff() {
      await Promise.all([...proxies.values()].map((proxy) => proxy.clear()));
      if (printer) printer.behaviour = null;
      if (control.lookup !== null) await setControl({ lookup: null });
    },
    async recover() {
      await stage.faultsOff();
      stage.configure({ providers: Object.fromEntries([...proxies.keys()].map((id) => [id, { timeoutMs: calm }])) });
      await stage.restart();
      await settled(stage);
    },
    decideByBooks(which = 'unasked') {
      const names = namesOnTheWire(booksFolder());
      return decideByBooks(stage, (id) => names.get(id)?.providerRef, which);
    },
    expect(more) {
      exceptions = { ...exceptions, ...more };
    },
    async judge() {
      isFinished = true;
      const objections = [...judge(await gather()), ...[...proxies.values()].flatMap(({ problems }) => problems)];
      must(objections.length === 0, objections.join('\n'));
    },
    async finish() {
      await stage.recover();
      await stage.decideByBooks();
      await stage.judge();
    },
    atEnd: (clean) => void cleanings.push(clean),
  };

  /** What there is to judge now; ends the till. */
  async function gather(): Promise<Evidence> {
    // What is said while the till ends, of a slip that has just come out, is not in what it listed before.
    await stage.must('shift:list', { limit: 1 });
    const saidSoFar = said.length;
    const rows = await stage.list();
    const { items: unsettled } = await stage.must('payment:unsettled', {});
    const listedAt = stage.now();
    await stage.stop();
    await stage.printer.idle();
    return evidenceOf({
      folder: booksFolder(),
      cacheFolder: path.join(runFolder, 'compiled'),
      traces: [...filesIn(data), ...outputs.flatMap(({ stdout, stderr }) => outputOf(stdout(), stderr()))],
      requests: [...proxies].flatMap(([provider, { seen }]) => seen.map((one) => ({ ...one, provider }))),
      config,
      secrets: [...secretsOf(servers), ...ownSecretsIn(data)],
      ...{ rows, unsettled, listedAt, exceptions, ledger: stage.ledger(), papers: stage.printer.jobs },
      said: said.slice(0, saidSoFar),
    });
  }

  return {
    stage,
    finished: () => isFinished,
    async close() {
      isClosed = true;
      if (till && !till.ended()) {
        till.signal('SIGKILL');
        await till.exited;
      }
      // One that fails must not keep the others from being done.
      for (const clean of cleanings.reverse())
        await Promise.resolve()
          .then(clean)
          .catch(() => undefined);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function readControl(file: string): string | null {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return null;
  }
}
