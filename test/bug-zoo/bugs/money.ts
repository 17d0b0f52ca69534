import type { Bug } from '../bug.ts';

// Mistakes with amounts and days.

const tests = 'test/unit/shared/money.test.ts';

export const bugs: readonly Bug[] = [
  {
    name: 'a fraction of a rupiah is rounded away',
    file: 'shared/money.ts',
    find: `!/^\\d{1,15}(\\.0{1,2})?$/.test(text)) return null;
  return rupiah(Number(text));`,
    replace: `!/^\\d{1,15}(\\.\\d{1,2})?$/.test(text)) return null;
  return rupiah(Math.round(Number(text)));`,
    caughtBy: { file: tests, test: 'amounts read as providers write them, and nothing else' },
  },
  {
    name: 'a fee from the config is taken where the provider forbids one',
    file: 'electron/payment/fee.ts',
    find: ` || provider.ownFee === 'forbidden'`,
    replace: '',
    caughtBy: { file: tests, test: 'the own fee is what the rule says, and nothing where the provider forbids it' },
  },
  {
    name: 'the day begins when the PC’s zone says so',
    file: 'shared/time.ts',
    find: `  const dayMs = 24 * 60 * 60 * 1000;
  return Math.floor((ms + wibOffsetMs) / dayMs) * dayMs - wibOffsetMs;`,
    replace: '  return new Date(ms).setHours(0, 0, 0, 0);',
    caughtBy: { file: tests, test: 'a WIB day is the same on a PC whose zone is America/New_York' },
  },
];
