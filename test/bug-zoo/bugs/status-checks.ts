import type { Bug } from '../bug.ts';

// Mistakes in asking what became of a payment, and after a till that died.

const schedule = 'electron/payment/schedule.ts';
const due = 'electron/payment/due.ts';
const recover = 'electron/payment/recover.ts';
const year = 'four hundred simulated days of asking keep to the provider’s pauses and age';
const died = 'a payment that was being sent is pending, its bill is locked, and nothing is sent again';

export const bugs: readonly Bug[] = [
  {
    name: 'a provider of training forgets what is pending',
    file: 'electron/training/memory.ts',
    find: 'if (fresh !== text) file.write(fresh);',
    replace: '',
    caughtBy: {
      file: 'test/e2e/practice.test.ts',
      test: 'a training payment at iak (531234567021) that was pending when the till died was never settled',
      says: "expected 'pending' to be 'refused'",
    },
  },
  {
    name: 'a start that is refused leaves a new database behind',
    file: 'electron/books/start-books.ts',
    find: '    made.undo();\n',
    replace: '',
    caughtBy: {
      file: 'test/e2e/odd-files.test.ts',
      test: 'a database that is missing refused the start, which left new files behind',
    },
  },
  {
    name: 'an abnormal answer is asked about as soon as an orderly one',
    file: schedule,
    find: `const pause = why === 'in-process' ? (rule.pausesMs[0] ?? rule.abnormalFirstMs) : rule.abnormalFirstMs;`,
    replace: 'const pause = rule.pausesMs[0] ?? rule.abnormalFirstMs;',
    caughtBy: {
      file: 'test/till/status-checks.test.ts',
      test: 'an abnormal answer is not asked about before the provider’s own time',
    },
  },
  {
    name: 'a payment that the provider has already counts as one that it called failed',
    file: 'electron/payment/status-checks.ts',
    find: `if (readIfWell(() => findLastReason(books.db, transactionId)) === 'doubtful') return outcome;`,
    replace: `if (['doubtful', 'already-there'].includes(findLastReason(books.db, transactionId) ?? '')) return outcome;`,
    caughtBy: {
      file: 'test/till/status-answers.test.ts',
      test: 'a failure said once after "this reference was used before" is the status check’s own, and the payment can still be paid',
    },
  },
  {
    name: 'jitter makes a pause shorter too',
    file: schedule,
    find: '(1 + jitterPart * chance())',
    replace: '(1 + jitterPart * (chance() - 0.5))',
    caughtBy: { file: 'test/till/status-checks.test.ts', test: year },
  },
  {
    name: 'a payment is asked about long after the provider may have forgotten it',
    file: schedule,
    find: 'return now - sentAt > rule.ageMaxMs;',
    replace: 'return false;',
    caughtBy: { file: 'test/till/status-checks.test.ts', test: year },
  },
  {
    name: 'many payments are asked about in the same second',
    file: due,
    find: 'freeAt = clock.elapsed() + spacingMs * pace.scale',
    replace: 'freeAt = clock.elapsed()',
    caughtBy: {
      file: 'test/till/status-checks.test.ts',
      test: 'never more than one status check in a second’s share, however many payments wait',
    },
  },
  {
    name: 'a PC clock that jumps ahead makes a status check early',
    file: due,
    find: '    return due.dueAt;',
    replace: '    return clock.elapsed() + (due.nextAskAt ?? 0) - clock.now();',
    caughtBy: {
      file: 'test/unit/payment/due.test.ts',
      test: 'a PC clock that jumps ahead makes no status check early, one that is set back silences none',
    },
  },
  {
    name: 'a PC clock that is set right puts a status check off for years',
    file: due,
    find: 'Math.min((nextAskAt ?? Infinity) - clock.now(), longestPauseMs(rule, isRefused, pace))',
    replace: '(nextAskAt ?? 0) - clock.now()',
    caughtBy: {
      file: 'test/unit/payment/due.test.ts',
      test: 'a time stored by a clock that was years ahead waits a pause and no more',
    },
  },
  {
    name: 'a till that starts asks about everything at once',
    file: recover,
    find: `const nextAskAt = firstCheckAt(rule, 'interrupted', createdAt, pace);`,
    replace: 'const nextAskAt = rule && at;',
    caughtBy: {
      file: 'test/till/recover.test.ts',
      test: 'a till that died asks about a payment no sooner than the provider allows',
    },
  },
  {
    name: 'a payment that was being sent when the till died is sent again',
    file: recover,
    find: '  return sending.length;',
    replace: `  for (const { provider, order } of sending) void providers.get(provider)?.pay(order);
  return sending.length;`,
    caughtBy: { file: 'test/till/recover.test.ts', test: died },
  },
  {
    name: 'a payment that was being sent when the till died stays in sending',
    file: recover,
    find: 'const entries = [...interrupted, ...doubtful];',
    replace: 'const entries = [...doubtful];',
    caughtBy: { file: 'test/till/recover.test.ts', test: died },
  },
  {
    name: 'a payment that was being sent when the till died is refused',
    file: recover,
    find: `return { at, kind: 'interrupted', transactionId, data: { why: 'interrupted', nextAskAt } };`,
    replace: `const exchange = { result: 'not-sent', status: null, text: String(nextAskAt), tookMs: 0 } as const;
    return { at, kind: 'refused', transactionId, data: { code: 'not-sent', message: null, exchange } };`,
    caughtBy: {
      file: 'test/e2e/headless.test.ts',
      test: 'killed while paying, it comes back with the payment pending, its bill locked, and sends nothing',
    },
  },
  {
    name: 'a till that is told to stop does not wait for the payment under way',
    file: 'electron/start.ts',
    find: `    await Promise.race([drained, wait(graceMs)]);
    cut.abort();
    const ended = Promise.all([...threads, verifier.stop()]);
    await Promise.race([drained, wait(storeWaitMs)]);
`,
    replace: '    cut.abort();\n',
    // Else the thread that checks the database may be waited for just long enough.
    also: [
      {
        file: 'electron/start.ts',
        find: '    await Promise.race([ended, wait(checkEndMs)]);\n',
        replace: '',
      },
    ],
    caughtBy: {
      file: 'test/till/closing.test.ts',
      test: 'a till that is told to stop while a payment is under way leaves it pending on the disk',
    },
  },
  {
    name: 'nobody asks about a payment that has become pending until the next status check',
    file: 'electron/running.ts',
    find: `if (status === 'pending' || status === 'refused') statusChecks.wake();`,
    replace: `if (status === 'pending' && kinds.has('asked')) statusChecks.wake();`,
    caughtBy: {
      file: 'test/till/changes.test.ts',
      test: 'a pending payment whose answer the disk took only later is told of once, and asked about until it is paid',
      says: `expected 'pending 0' to be 'paid 1'`,
    },
  },
];
