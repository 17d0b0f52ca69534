import { enBooks } from './books.ts';
import { enErrors } from './errors.ts';
import { enNames } from './names.ts';
import { enPayment } from './payment.ts';
import { enScreens } from './screens.ts';
import { enStatus } from './status.ts';
import type { Words } from '../words.ts';

export const en: Words = { ...enErrors, ...enNames, ...enScreens, ...enPayment, ...enStatus, ...enBooks };
