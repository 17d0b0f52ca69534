import type { Input } from '../../shared/api.ts';

/** What a person records of a deposit. */
export type DepositRecord = Input<'deposit:record'>['kind'];
