import type { Bug } from '../bug.ts';

// Mistakes of the file for support: it tells what must stay on the till.

const file = 'test/till/diagnostics.test.ts';
const secret = { file, test: 'no secret is in the file for support, however it is spelt, wherever it was planted' };
const customer = { file, test: 'no customer, no address and no person is in the file for support' };

export const bugs: readonly Bug[] = [
  {
    name: 'secrets stay in the file for support',
    file: 'electron/support/diagnostics.ts',
    find: 'return `${createRedact(secrets())(text)}\\n`;',
    replace: 'return `${createRedact(secrets().slice(0, 0))(text)}\\n`;',
    caughtBy: secret,
  },
  {
    name: 'the file for support knows the secrets of the start alone',
    file: 'electron/start.ts',
    find: '[...hidden, ...secretsOf(live.config), ...secrets.store.all()]',
    replace: 'hidden',
    caughtBy: secret,
  },
  {
    name: 'the file for support has the log as it is',
    file: 'electron/support/log-tail.ts',
    find: 'const kept = picked(fields, plainFields);',
    replace: 'const kept = fields;',
    caughtBy: customer,
  },
  {
    name: 'customers’ numbers stay in the file for support',
    file: 'electron/support/masks.ts',
    find: 'return local.replace(longNumber, (digits) => `…${digits.slice(-endShown)}`);',
    replace: 'return local;',
    caughtBy: customer,
  },
  {
    name: 'a cashier may send the log away',
    file: 'shared/rights.ts',
    find: "  diagnostics: 'supervisor',",
    replace: "  diagnostics: 'cashier',",
    caughtBy: { file, test: 'a cashier can’t write the file for support alone, and a supervisor’s PIN lets them' },
  },
];
