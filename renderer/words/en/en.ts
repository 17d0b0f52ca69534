import { enBooks } from './books.ts';
import { enDebts } from './debts.ts';
import { enDeposit } from './deposit.ts';
import { enErrors } from './errors.ts';
import { enFirstRun } from './first-run.ts';
import { enNames } from './names.ts';
import { enPrintQueue } from './print-queue.ts';
import { enPayment } from './payment.ts';
import { enPeople } from './people.ts';
import { enScreens } from './screens.ts';
import { enSettings } from './settings.ts';
import { enShift } from './shift.ts';
import { enStatus } from './status.ts';
import type { id } from '../id/id.ts';

export const en: typeof id = {
  ...enDebts,
  ...enErrors,
  ...enNames,
  ...enScreens,
  ...enPayment,
  ...enPrintQueue,
  ...enStatus,
  ...enBooks,
  ...enPeople,
  ...enShift,
  ...enSettings,
  ...enFirstRun,
  ...enDeposit,
};
