import { idBooks } from './books.ts';
import { idErrors } from './errors.ts';
import { idNames } from './names.ts';
import { idPayment } from './payment.ts';
import { idScreens } from './screens.ts';
import { idStatus } from './status.ts';
import type { Words } from '../words.ts';

export const id: Words = { ...idErrors, ...idNames, ...idScreens, ...idPayment, ...idStatus, ...idBooks };
