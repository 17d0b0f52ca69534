import type { TillStatus } from '../shared/api.ts';
import type { StorageCause } from '../shared/health.ts';
import { rupiah } from '../shared/money.ts';
import type { ProviderId } from '../shared/product.ts';
import { hasRight } from '../shared/rights.ts';
import { toWib, wibDayStart } from '../shared/time.ts';
import type { Books } from './books/books.ts';
import { recoveryPhrase } from './db/people.ts';
import { countUncertain, countUnsettled } from './db/pending-payments.ts';
import { refundedSince } from './db/shifts.ts';
import { sumPaid } from './db/totals.ts';
import { hasTransactions } from './db/transactions.ts';
import { freeBytes } from './export/free-bytes.ts';
import { depositLowBelow, depositLowBills, type Config } from './config.ts';
import { depositLevel, type LowDeposit } from './shifts/deposit-level.ts';
import { currentShift } from './shifts/current-shift.ts';
import type { Actor } from './people/desk.ts';
import type { Running } from './running.ts';
import type { TillParts } from './till-parts.ts';

const dayMs = 24 * 60 * 60 * 1000;

function lowOf({ deposits }: Config, id: ProviderId): LowDeposit {
  return deposits[id] ?? { lowBelow: depositLowBelow, lowBills: depositLowBills };
}

/** How the till is, for `till:status`. */
export async function tillStatus(
  parts: TillParts,
  { paymentParts, printing, timekeeping, desk, openings }: Running,
  who: Actor,
): Promise<TillStatus> {
  const { providers, health, keeper } = paymentParts;
  const { config, books, exportFolder } = parts;
  // First, for what is read below is of one moment: meanwhile the books may be opened anew, with another database.
  const free = await freeBytes(exportFolder);
  const { db } = books;
  const cause = storageCause(keeper.unstored(), books);
  const checkedAt = parts.booksCheckedAt?.() ?? null;
  const now = parts.clock.now();
  const { mode, epoch } = books.tillState();
  const paid = sumPaid(db, wibDayStart(now), wibDayStart(now) + dayMs);
  return {
    ready: true,
    mode,
    training: config.training,
    till: { id: parts.identity.till, epoch, publicKey: parts.identity.publicKey },
    shop: config.shop,
    cashier: who.name,
    signIn: desk.signsIn(),
    session: desk.session(),
    shift: currentShift(db, now, config.shop.drawers),
    refunded: rupiah(refundedSince(db)),
    now: toWib(now),
    providers: [...providers.values()].map(({ facts: { id, name, products } }) => ({
      id,
      name,
      products,
      ...health.of(id),
      ...depositLevel(db, { provider: id, said: health.of(id).deposit, now, limits: lowOf(config, id) }),
    })),
    printers: printing.status(),
    debits: paymentParts.deposits.debits(),
    unsettled: countUnsettled(db),
    uncertain: countUncertain(db, now),
    storage: { ok: cause === null, cause, exportFolder, freeBytes: free },
    backup: parts.backups?.status() ?? null,
    booksCheckedAt: checkedAt === null ? null : toWib(checkedAt),
    clockSkewMs: timekeeping.skewMs(),
    clockIsDoubtful: parts.clock.isDoubtful(),
    settingsChanged: hasRight(who.role, 'settings') ? openings.changed() : null,
    secretsLost: hasRight(who.role, 'settings') ? (parts.settings?.lost() ?? []) : [],
    recoveryPhrase: hasRight(who.role, 'people') ? recoveryPhrase(db) : null,
    rounding: config.shop.rounding,
    drawers: config.shop.drawers,
    tender: { askAbove: rupiah(config.tender.askAbove) },
    today: { count: paid.count, total: rupiah(paid.total) },
    trainingNumbers: parts.trainingNumbers,
    setUp: setUpNow(parts, desk.signsIn()),
  };
}

/** The worst of what keeps the till from taking payments, or will at the next one; null if nothing does. */
function storageCause(unstored: number, books: Pick<Books, 'state' | 'isRefused'>): StorageCause | null {
  const state = books.state();
  if (state === 'damaged') return 'damaged';
  if (unstored > 0) return 'unstored';
  if (state !== 'ready') return state;
  return books.isRefused() ? 'refused' : null;
}

/** Where somebody has practised already, nobody is asked again whether to. */
function setUpNow({ settings, books }: TillParts, hasPeople: boolean): TillStatus['setUp'] {
  const setUp = settings?.setUp() ?? null;
  return setUp === 'new' && (hasPeople || hasTransactions(books.db)) ? null : setUp;
}
