import { enBooks } from './en-books.ts';
import { enErrors } from './en-errors.ts';
import { enNames } from './en-names.ts';
import { enPayment } from './en-payment.ts';
import { enScreens } from './en-screens.ts';
import { enStatus } from './en-status.ts';
import type { Words } from './words.ts';

export const en: Words = { ...enErrors, ...enNames, ...enScreens, ...enPayment, ...enStatus, ...enBooks };
