import { idBooks } from './books.ts';
import { idDebts } from './debts.ts';
import { idDeposit } from './deposit.ts';
import { idErrors } from './errors.ts';
import { idFirstRun } from './first-run.ts';
import { idNames } from './names.ts';
import { idPrintQueue } from './print-queue.ts';
import { idPayment } from './payment.ts';
import { idPeople } from './people.ts';
import { idScreens } from './screens.ts';
import { idSettings } from './settings.ts';
import { idShift } from './shift.ts';
import { idStatus } from './status.ts';

export const id = {
  ...idDebts,
  ...idErrors,
  ...idNames,
  ...idScreens,
  ...idPayment,
  ...idPrintQueue,
  ...idStatus,
  ...idBooks,
  ...idPeople,
  ...idShift,
  ...idSettings,
  ...idFirstRun,
  ...idDeposit,
};
