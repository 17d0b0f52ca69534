import { idBooks } from './id-books.ts';
import { idErrors } from './id-errors.ts';
import { idNames } from './id-names.ts';
import { idPayment } from './id-payment.ts';
import { idScreens } from './id-screens.ts';
import { idStatus } from './id-status.ts';
import type { Words } from './words.ts';

export const id: Words = { ...idErrors, ...idNames, ...idScreens, ...idPayment, ...idStatus, ...idBooks };
