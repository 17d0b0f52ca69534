import type { JournalReport, TillStatus } from '../shared/api.ts';
import type { ProviderId } from '../shared/product.ts';
import type { Backups } from './backup/backups.ts';
import type { Books } from './books/books.ts';
import type { FindSlips } from './books/check-slip.ts';
import type { Identity } from './books/identity.ts';
import type { Begun } from './books/record-start.ts';
import type { Config } from './config.ts';
import type { ExportParts } from './export/exporter.ts';
import type { Hashes } from './people/pin.ts';
import type { Deliver } from './printers/transport.ts';
import type { Provider } from './providers/provider.ts';
import type { SettingsDesk } from './settings/settings.ts';
import type { SpoolStore } from './db/spool-store.ts';
import type { SupportParts } from './support/diagnostics.ts';
import type { CorrectedClock } from './time/corrected-clock.ts';

/** Everything the till touches. Side effects come in from here and nowhere else. */
export interface TillParts extends ExportParts {
  readonly books: Books;
  readonly config: Config;
  readonly providers: ReadonlyMap<ProviderId, Provider>;
  readonly deliver: Deliver;
  /** What waits to be printed. */
  readonly spoolStore: SpoolStore;
  readonly clock: CorrectedClock;
  /** Whose books these are. */
  readonly identity: Identity;
  /** Whether people sign in here, once there are some; they do not if absent. */
  readonly mustSignIn?: boolean;
  /** Has the secret behind `identity.mac` on the disk. Rejects with what that says. */
  readonly keepPepper: () => Promise<void>;
  /** Instead of scrypt, which is too slow to be tried a hundred thousand times. */
  readonly hashes?: Hashes;
  /** Books that begin here, to be told on paper; null or absent if they do not. */
  readonly begun?: Begun | null;
  /** From 0 to below 1, for spreading status checks out. */
  readonly chance: () => number;
  readonly trainingNumbers: TillStatus['trainingNumbers'];
  /** Practice hears of each top-up that is recorded as arrived, in rupiah; absent where deposits are real. */
  readonly toppedUp?: (provider: ProviderId, amount: number) => void;
  /** Puts the books in order when a call is over, and nobody waits. Nothing to do if absent. */
  readonly afterCall?: () => void;
  /** Compares journal and database, all of them; null if the till closed over it. */
  readonly verify: () => Promise<JournalReport | null>;
  /** How far that is, from 0 to 1; null if it is not under way. Nothing is known if absent. */
  readonly verifyProgress?: () => number | null;
  /** When the whole database was read last and found well, in ms; null if not since the start. Nothing is known if absent. */
  readonly booksCheckedAt?: () => number | null;
  readonly findSlips: FindSlips;
  /** Absent where none are made. */
  readonly backups?: Backups;
  /** What a file for support tells of this PC; no such file if absent. */
  readonly support?: SupportParts;
  /** Absent where nobody may change the settings. */
  readonly settings?: SettingsDesk;
  /** A provider as it is saved, enabled or not; null if it is not set up. Absent with `settings`. */
  readonly savedProvider?: (id: ProviderId) => Provider | null;
  /** Closes the till and opens it again, soon; null or absent where nobody does. */
  readonly restart?: (() => void) | null;
  /** Ends when the database was looked through; until then no payment begins. Nothing to wait for if absent. */
  readonly checked?: Promise<unknown>;
}
