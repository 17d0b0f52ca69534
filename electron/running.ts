import { randomBytes } from 'node:crypto';
import type { PrintJob } from '../shared/print-job.ts';
import type { Transaction } from '../shared/transaction.ts';
import { createOpenings, type Openings } from './books/opened-settings.ts';
import { createTimekeeping, type Timekeeping } from './books/timekeeping.ts';
import { tellChanges } from './payment/changes.ts';
import { createDepositWatch } from './payment/deposit-watch.ts';
import { createInquiryPace } from './payment/inquiry-pace.ts';
import { createOutcomeKeeper } from './payment/keeper.ts';
import type { PaymentParts } from './payment/parts.ts';
import { createPayments, type Payments } from './payment/pay.ts';
import { recover } from './payment/recover.ts';
import { createStatusChecks, type StatusChecks } from './payment/status-checks.ts';
import { printsByItself } from './printing/by-itself.ts';
import { createPrinting, type Printing } from './printing/print.ts';
import { createProviderHealth } from './providers/health.ts';
import { createDesk, type Desk } from './people/desk.ts';
import type { PeopleParts } from './people/people.ts';
import { createHashes } from './people/pin.ts';
import { createTries } from './people/tries.ts';
import type { ShiftParts } from './shifts/shifts.ts';
import { toPrintJob } from './spool/job.ts';
import type { TillParts } from './till-parts.ts';

/** The working parts behind the channels. */
export interface Running {
  readonly paymentParts: PaymentParts;
  readonly payments: Payments;
  readonly statusChecks: StatusChecks;
  readonly printing: Printing;
  readonly timekeeping: Timekeeping;
  readonly desk: Desk;
  readonly peopleParts: PeopleParts;
  readonly shiftParts: ShiftParts;
  readonly openings: Openings;
  /** Lets nobody wait for an inquiry any longer. */
  stopInquiries(): void;
  /** Ends the rest, once nobody calls any more: status checks, what waits for the disk, and what is being printed. */
  close(): Promise<void>;
}

/** Sets the parts going: first what a dead till left behind is put right. `changed` hears of every stored change of a payment. */
export function startRunning(
  parts: TillParts,
  {
    changed,
    printChanged,
  }: { readonly changed: (transaction: Transaction) => void; readonly printChanged: (job: PrintJob) => void },
): Running {
  const { clock, log } = parts;
  const timekeeping = createTimekeeping(parts.books, clock);
  const paymentParts = createPaymentParts(parts, timekeeping);
  const statusChecks = createStatusChecks(paymentParts);
  const printing = createPrinting({ ...parts, printChanged: (job) => printChanged(toPrintJob(job, clock.now())) });
  const byItself = printsByItself({ ...parts, ...printing, scale: () => parts.config.settleScale });
  tellChanges(parts, (transaction, kinds) => {
    changed(transaction);
    const { transactionId, status } = transaction;
    if (kinds.has('paid')) printing.printOriginal(transactionId);
    byItself.heard(transaction);
    if (status === 'pending' || status === 'refused') statusChecks.wake();
  });
  if (parts.begun) printing.printNewBooks(parts.identity, parts.begun);
  const found = recover(paymentParts);
  byItself.catchUp();
  printing.spool.start();
  if (found > 0) log.write('recovered', { pending: found });
  statusChecks.wake();
  const peopleParts = createPeopleParts(parts);
  return {
    ...{ paymentParts, payments: createPayments(paymentParts), statusChecks, printing, timekeeping },
    openings: createOpenings(parts.books, clock.now),
    ...{ peopleParts, desk: peopleParts.desk, shiftParts: createShiftParts(parts, paymentParts, statusChecks) },
    stopInquiries: () => paymentParts.inquiryPace.close(),
    async close() {
      statusChecks.close();
      await statusChecks.idle();
      paymentParts.keeper.close();
      await printing.spool.close();
    },
  };
}

function createPeopleParts(parts: TillParts): PeopleParts {
  const { books, clock, newId, identity, mustSignIn = false, keepPepper } = parts;
  const hashes = parts.hashes ?? createHashes((text) => identity.mac(text));
  const tries = createTries({ books, clock, hashes });
  const desk = createDesk({ books, clock, tries, mustSignIn });
  return { books, clock, newId, randomBytes, hashes, keepPepper, tries, desk };
}

function createShiftParts(
  { books, clock, newId, config, toppedUp }: TillParts,
  { health }: PaymentParts,
  statusChecks: StatusChecks,
): ShiftParts {
  let lookedAt: number | null = null;
  return {
    ...{ books, clock, newId, till: config.shop.till, ...(toppedUp && { toppedUp }) },
    get overShort() {
      return config.shift.overShort;
    },
    get drawers() {
      return config.shop.drawers;
    },
    said: (provider) => health.of(provider).deposit,
    saidAt(provider) {
      const { depositAt } = health.of(provider);
      return depositAt === null ? null : Date.parse(depositAt);
    },
    async lookAtRefusals(shift, anew) {
      if (!anew && lookedAt === shift) return;
      lookedAt = shift;
      await statusChecks.lookBeforeClose(shift);
    },
  };
}

function createPaymentParts(parts: TillParts, timekeeping: Timekeeping): PaymentParts {
  const { books, config, providers, clock, log, newId } = parts;
  return {
    ...{ books, config, providers, clock, newId, log },
    keeper: createOutcomeKeeper(parts),
    health: createProviderHealth(clock.now, (id, serverTimeMs) => timekeeping.heard(id, serverTimeMs)),
    deposits: createDepositWatch(parts, providers),
    inquiryPace: createInquiryPace(clock),
    checked: parts.checked ?? Promise.resolve(),
    pace: { scale: config.settleScale, chance: parts.chance },
    storyteller: (number) => parts.trainingNumbers.find((one) => one.customerNumber === number)?.provider ?? null,
  };
}
