import { fail, type Failure } from '../../shared/errors.ts';
import type { ProviderId } from '../../shared/product.ts';
import type { Books } from '../books/books.ts';
import type { Entry, OfAct } from '../books/journal/record.ts';
import type { Config } from '../config.ts';
import type { Log } from '../machine/log.ts';
import type { ProviderHealth } from '../providers/health.ts';
import type { Provider } from '../providers/provider.ts';
import type { Clock } from '../time/clock.ts';
import type { DepositWatch } from './deposit-watch.ts';
import type { InquiryPace } from './inquiry-pace.ts';
import type { OutcomeKeeper } from './keeper.ts';
import type { Pace } from './schedule.ts';

/** Who does something; `personId` is null while people do not sign in. */
export interface By {
  readonly personId: string | null;
  readonly name: string;
  /** What PINs approved of in this call, to be written with the act, and whether it may still be done; see `Actor` of `people/desk.ts`. */
  readonly approvals: (about: string | null, more?: OfAct) => readonly Entry<'approved'>[];
}

/** Who takes the money. */
export interface Payer extends By {
  /** A program, which has customers of its own: one that it names and nobody knows is taken in. */
  readonly namesCustomers: boolean;
}

/** What payments are made with. */
export interface PaymentParts {
  readonly books: Books;
  readonly keeper: OutcomeKeeper;
  readonly config: Pick<Config, 'routing' | 'fees' | 'tender' | 'ceilings'> & {
    readonly shop: Pick<Config['shop'], 'till' | 'rounding' | 'drawers'>;
  };
  readonly providers: ReadonlyMap<ProviderId, Provider>;
  readonly health: ProviderHealth;
  readonly deposits: DepositWatch;
  readonly clock: Clock;
  readonly newId: () => string;
  readonly log: Log;
  readonly pace: Pace;
  readonly inquiryPace: InquiryPace;
  /** Ends when the database was looked through; until then no payment begins. */
  readonly checked: Promise<unknown>;
  /** In training, the provider that has a story for a number; null means the usual order. */
  readonly storyteller: (customerNumber: string) => ProviderId | null;
}

/** Why no payment may be sent now, whatever it pays; null if one may. */
export function whyNothingIsSent({ books, keeper }: Pick<PaymentParts, 'books' | 'keeper'>): Failure | null {
  // What a restored log says may be older than the truth.
  if (books.tillState().mode === 'reconcile') return fail('reconcile');
  return keeper.unstored() > 0 || books.state() !== 'ready' ? fail('storage-failed') : null;
}
