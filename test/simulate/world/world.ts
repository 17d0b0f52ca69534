import type { ProviderId } from '../../../shared/product.ts';
import { providerIds } from '../../../shared/product.ts';
import type { Transaction } from '../../../shared/transaction.ts';
import { prepared } from '../../../electron/db/open.ts';
import { spoolInMemory } from '../../harness/spool-in-memory.ts';
import type { Provider, ProviderFacts } from '../../../electron/providers/provider.ts';
import { createAdapter, factsOf, type Correspondence } from './adapters.ts';
import { createAggregator, type Aggregator } from './aggregators.ts';
import { createCashier, type Cashier } from './cashier.ts';
import { createDrawer, type Drawer } from './shifts.ts';
import { createChance } from '../../harness/chance.ts';
import type { Store } from '../till/database.ts';
import { segmentBytesMax } from '../../../electron/books/segments/take-over.ts';
import { createKept, type Kept } from '../judge/kept.ts';
import { createDisk, type Disk } from '../till/disk.ts';
import { createBiller, type Biller, type Taken } from './biller.ts';
import { createOutgoing, type Outgoing } from '../judge/outgoing.ts';
import { createPrinter, type Printer } from './printer.ts';
import type { Sale, Script } from '../script/script.ts';
import type { Awaited, Seams } from '../till/seams.ts';
import { createShop } from '../till/shop.ts';
import type { Damage, Shop } from '../till/shop-parts.ts';
import { createCoverage, type Coverage } from '../play/coverage.ts';
import type { Timeline } from './timeline.ts';
import type { Trace } from '../play/trace.ts';
import { createNetwork, type Network } from './network.ts';
import { createStatements, type Statements } from '../../oracles/statements.ts';

export interface World {
  readonly script: Script;
  readonly timeline: Timeline;
  readonly biller: Biller;
  readonly aggregators: Readonly<Record<ProviderId, Aggregator>>;
  readonly network: Network;
  readonly outgoing: Outgoing;
  readonly statements: Statements;
  readonly printer: Printer;
  readonly shop: Shop;
  readonly cashier: Cashier;
  readonly drawer: Drawer;
  readonly coverage: Coverage;
  readonly facts: (id: ProviderId) => ProviderFacts;
  /** The latest sale of each customer number. */
  readonly sales: Map<string, Sale>;
  /** Whether nothing is under way any more, on the network or at a provider. */
  readonly disk: Disk;
  /** What the till was told is stored. */
  readonly kept: Kept;
  readonly isQuiet: () => boolean;
  readonly truthOf: (payment: Transaction) => 'paid' | 'refused' | null;
  readonly refOf: (transactionId: string) => string;
  /** Payments that a restored backup knows nothing of, or knows otherwise. */
  readonly forgotten: Set<string>;
  readonly forgottenRefs: Set<string>;
  /** Answers about each payment that the till which runs now has heard, by the provider's reference. */
  readonly heard: () => ReadonlyMap<string, number>;
  /** Whether nobody could notice that a refused payment was paid after all. */
  readonly isUnnoticeable: (taken: Taken) => boolean;
  readonly objections: string[];
}

/** Answers about a refusal that tell nothing, after which nobody asks any more, and how long, in ms, unanswered questions go on. */
const unclearMax = 2;
const lookAgeMaxMs = 24 * 60 * 60 * 1000;

/** A till, and everything around it. */
export function createWorld(
  script: Script,
  store: Store,
  timeline: Timeline,
  trace: Trace,
  damage: Damage,
  happen: (awaited: Awaited) => void,
): World {
  const coverage = createCoverage();
  const biller = createBiller(timeline, coverage);
  const network = createNetwork(timeline, coverage);
  const drawer = createDrawer();
  const statements = createStatements(drawer.see);
  const objections: string[] = [];
  const object = (objection: string): void => {
    trace.note(`! ${objection}`);
    objections.push(objection);
  };
  const sales = new Map<string, Sale>();
  const saleOf = (customerNumber: string): Sale | undefined => sales.get(customerNumber);
  const facts = (id: ProviderId): ProviderFacts => known[id];
  const known = Object.fromEntries(providerIds.map((id) => [id, factsOf(id, script.alfakiosResends)])) as Record<
    ProviderId,
    ProviderFacts
  >;
  const aggregators = Object.fromEntries(
    providerIds.map((id) => [id, createAggregator(id, biller, timeline, coverage)]),
  ) as Record<ProviderId, Aggregator>;
  const row = (sql: string, value: string): unknown => {
    const db = shop.life()?.books.db;
    return db && prepared(db, sql).get(value);
  };
  const outgoing = createOutgoing(
    timeline,
    facts,
    (ref) => {
      const sql = `SELECT t.asks, max(j.at) AS at FROM payments p JOIN transactions t USING (transaction_id) JOIN journal j ON j.transaction_id = t.transaction_id
      AND j.kind IN ('asked', 'resent') WHERE p.provider_ref = ? GROUP BY t.asks`;
      const refused = `SELECT 1 FROM payments WHERE provider_ref = ? AND status = 'refused'`;
      const found = (row(sql, ref) as { asks: number; at: number } | undefined) ?? { asks: 0, at: -1 };
      return { ...found, isRefused: row(refused, ref) !== undefined };
    },
    () => cashier.shifts.isClosing(),
  );
  const printer = createPrinter(timeline, trace, coverage, saleOf);
  const correspondence: Correspondence = { sales: new Map(), questions: new Map(), afterAll: new Map() };
  let heard = new Map<string, number>();
  const providers = (seams: Seams): ReadonlyMap<ProviderId, Provider> => {
    const now = (heard = new Map<string, number>());
    const hears = (ref: string): void => void now.set(ref, (now.get(ref) ?? 0) + 1);
    return new Map(
      providerIds.map((id) => {
        const parts = { biller, network, outgoing, trace, timeline, saleOf, hears };
        const made = createAdapter(aggregators[id], known[id], parts, correspondence, seams);
        return [id, damage.provider?.(made) ?? made];
      }),
    );
  };
  const [whole, kept] = [createDisk(), createKept()];
  const disk = damage.disk?.(whole) ?? whole;
  const shop = createShop({
    ...{
      store,
      timeline,
      disk,
      network,
      chance: createChance(script.seed),
      trace,
      coverage,
      damage,
      object,
      happen,
    },
    ...{
      hasPrinter: script.hasPrinter,
      hasPeople: script.hasPeople ?? false,
      hasTenders: script.hasTenders ?? false,
      providers,
      deliver: printer.deliver,
      spoolStore: spoolInMemory(),
      told: statements.told,
    },
    clockMoved: outgoing.clockMoved,
    segmentBytes: script.segmentBytes ?? segmentBytesMax,
    kept: kept.watch,
  });
  const refOf = (transactionId: string): string => {
    const sql = 'SELECT provider_ref AS ref FROM payments WHERE transaction_id = ?';
    return (row(sql, transactionId) as { ref: string } | undefined)?.ref ?? '';
  };
  const isQuiet = (): boolean => network.isQuiet() && providerIds.every((id) => aggregators[id].inProcess() === 0);
  const truthOf = (payment: Transaction): 'paid' | 'refused' | null => {
    const ref = refOf(payment.transactionId);
    const truth = aggregators[payment.provider].truth(ref);
    if (truth === 'process' || network.underWay(ref) > 0) return null;
    return truth === 'paid' ? 'paid' : 'refused';
  };
  /** Whoever asked was lied to, or asked too late for it; or the clock was set, and the till could not know when to ask. */
  const isUnnoticeable = ({ provider, providerRef, isAfterRefusal }: Taken): boolean => {
    const told = correspondence.afterAll.get(providerRef);
    const sentAt = outgoing.sentRefs().get(providerRef)?.firstSentAt ?? -Infinity;
    if (!isAfterRefusal || told?.isTold) return false;
    const isOld = timeline.now() - sentAt > (facts(provider).statusChecks?.ageMaxMs ?? 0);
    const isLate = told !== undefined && told.askedAt - sentAt > lookAgeMaxMs;
    return (told?.answers ?? 0) >= unclearMax || isOld || isLate || outgoing.hasClockMoved(providerRef);
  };
  const parts = {
    hasPeople: script.hasPeople ?? false,
    hasTenders: script.hasTenders ?? false,
    drawer,
    shop,
    timeline,
    biller,
    statements,
    outgoing,
    trace,
    coverage,
    object,
    truthOf,
    refOf,
    isQuiet,
    isAwaited: network.isAwaited,
  };
  const cashier = createCashier(parts);
  return {
    ...{
      script,
      timeline,
      biller,
      aggregators,
      network,
      outgoing,
      statements,
      printer,
      shop,
      disk,
      kept,
      cashier,
      drawer,
      coverage,
      facts,
    },
    ...{
      sales,
      isQuiet,
      truthOf,
      refOf,
      isUnnoticeable,
      heard: () => heard,
      objections,
      forgotten: new Set(),
      forgottenRefs: new Set(),
    },
  };
}
