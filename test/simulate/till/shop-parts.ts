import type { Db } from '../../../electron/db/open.ts';
import type { Sealing } from '../../../electron/books/sealing.ts';
import type { Books } from '../../../electron/books/books.ts';
import type { Deliver } from '../../../electron/printers/transport.ts';
import type { SpoolStore } from '../../../electron/db/spool-store.ts';
import type { Provider } from '../../../electron/providers/provider.ts';
import type { Till } from '../../../electron/till.ts';
import type { ProviderId } from '../../../shared/product.ts';
import type { Transaction } from '../../../shared/transaction.ts';
import type { Chance } from '../../harness/chance.ts';
import type { Store } from './database.ts';
import type { Disk, Trouble } from './disk.ts';
import type { Arms, Armed, Awaited, Seams } from './seams.ts';
import type { Coverage } from '../play/coverage.ts';
import type { Timeline } from '../world/timeline.ts';
import type { Trace } from '../play/trace.ts';
import type { Network } from '../world/network.ts';

/** One process of a till. */
export interface Life {
  readonly till: Till;
  readonly books: Books;
  readonly seams: Seams;
  readonly sealing: Sealing;
  /** The books' last record when it was ready. */
  readonly openedAt: number;
  /** Each payment as it was last told to those who listen. */
  readonly told: ReadonlyMap<string, Transaction>;
  isClosing: boolean;
}

/** The shop's PC: starts tills, and sees them die. */
export interface Shop {
  /** The till that runs, if one does. */
  life(): Life | null;
  readonly arms: Arms;
  /** ms by which the PC's clock is wrong. */
  clockError: number;
  start(): void;
  crash(how: Pick<Armed, 'strike' | 'part' | 'offMs'>): void;
  /** Ends it as a shop closes in the evening. */
  close(offMs: number): void;
  trouble(trouble: Trouble): void;
  backup(): boolean;
  /** Puts the backup's files in the place of today's. */
  restore(offMs: number): boolean;
  /** Puts the backup's database beside today's journal. */
  restoreDatabase(offMs: number): boolean;
  /** A person has one side made again from the other. */
  rebuild(what: 'database' | 'journal', offMs: number): boolean;
  /** Why the last start was refused. */
  refusal(): string | null;
}

/** What a mutilated till is mutilated with. */
export interface Damage {
  readonly provider?: (provider: Provider) => Provider;
  readonly deliver?: (deliver: Deliver) => Deliver;
  readonly database?: (db: Db) => void;
  readonly till?: (till: Till) => Till;
  readonly disk?: (disk: Disk) => Disk;
}

export interface ShopParts {
  readonly store: Store;
  readonly timeline: Timeline;
  readonly disk: Disk;
  readonly network: Network;
  readonly chance: Chance;
  readonly trace: Trace;
  readonly coverage: Coverage;
  readonly hasPrinter: boolean;
  readonly hasPeople: boolean;
  /** Cash is rounded. */
  readonly hasTenders: boolean;
  /** Bytes from which on a segment is full. */
  readonly segmentBytes: number;
  /** Hears of books that are open, before anything else is done with them. */
  readonly kept: (books: Books) => void;
  readonly providers: (seams: Seams) => ReadonlyMap<ProviderId, Provider>;
  readonly deliver: (seams: Seams) => Deliver;
  /** What waits to be printed; it outlives a till. */
  readonly spoolStore: SpoolStore;
  readonly told: (transaction: Transaction) => void;
  /** The till's clock jumped, by a provider's word. */
  readonly clockMoved: () => void;
  /** Something that must not happen. */
  readonly object: (objection: string) => void;
  readonly damage: Damage;
  /** Something waited for a point that the till passes now. */
  readonly happen: (awaited: Awaited) => void;
}
