// The one table of keys: it drives the window-level handler, labels the buttons and fills the help overlay.

export const keyGroups = [
  'everywhere',
  'signIn',
  'number',
  'bill',
  'after',
  'history',
  'people',
  'shift',
  'count',
  'settings',
  'deposit',
  'printQueue',
  'firstRun',
] as const;
export type KeyGroup = (typeof keyGroups)[number];

export const keyTable = [
  { action: 'primary', key: 'Enter', group: 'everywhere' },
  { action: 'back', key: 'Escape', group: 'everywhere' },
  { action: 'discard', key: 'Alt+X', group: 'everywhere' },
  { action: 'help', key: 'F1', group: 'everywhere' },
  { action: 'history', key: 'F2', group: 'everywhere' },
  { action: 'unsettled', key: 'F3', group: 'everywhere' },
  { action: 'status', key: 'Alt+S', group: 'everywhere' },
  { action: 'language', key: 'Alt+B', group: 'everywhere' },
  { action: 'theme', key: 'Alt+T', group: 'everywhere' },
  { action: 'dismissNotice', key: 'Alt+N', group: 'everywhere' },
  { action: 'checkJournal', key: 'Alt+J', group: 'everywhere' },
  { action: 'saveDiagnostics', key: 'Alt+G', group: 'everywhere' },
  { action: 'backUp', key: 'Alt+M', group: 'everywhere' },
  { action: 'checkSlip', key: 'Alt+P', group: 'everywhere' },
  { action: 'reconcile', key: 'Alt+C', group: 'everywhere' },
  { action: 'lock', key: 'Alt+K', group: 'everywhere' },
  { action: 'person', key: 'Alt+Q', group: 'everywhere' },
  { action: 'people', key: 'Alt+O', group: 'everywhere' },
  { action: 'shift', key: 'Alt+L', group: 'everywhere' },
  { action: 'debts', key: 'Alt+U', group: 'everywhere' },
  { action: 'settings', key: 'Alt+A', group: 'everywhere' },
  { action: 'deposit', key: 'Alt+D', group: 'everywhere' },
  { action: 'printQueue', key: 'Alt+R', group: 'everywhere' },
  { action: 'newPhrase', key: 'Alt+W', group: 'everywhere' },
  { action: 'settingsSeen', key: 'Alt+V', group: 'everywhere' },
  { action: 'forgottenPin', key: 'F4', group: 'signIn' },
  { action: 'otherPerson', key: 'F5', group: 'signIn' },
  { action: 'switchProduct', key: 'F4', group: 'number' },
  { action: 'confirmPaidBefore', key: 'F4', group: 'bill' },
  { action: 'confirmMonths', key: 'F6', group: 'bill' },
  { action: 'exact', key: 'F7', group: 'bill' },
  { action: 'tender1', key: 'F8', group: 'bill' },
  { action: 'tender2', key: 'F9', group: 'bill' },
  { action: 'tender3', key: 'F10', group: 'bill' },
  { action: 'otherTender', key: 'F5', group: 'bill' },
  { action: 'kindBefore', key: 'ArrowLeft', group: 'bill' },
  { action: 'kindAfter', key: 'ArrowRight', group: 'bill' },
  { action: 'checkNow', key: 'F5', group: 'after' },
  { action: 'print', key: 'F6', group: 'after' },
  { action: 'resend', key: 'F7', group: 'after' },
  { action: 'resolve', key: 'F9', group: 'after' },
  { action: 'paperUp', key: 'PageUp', group: 'after' },
  { action: 'paperDown', key: 'PageDown', group: 'after' },
  { action: 'previous', key: 'ArrowUp', group: 'history' },
  { action: 'following', key: 'ArrowDown', group: 'history' },
  { action: 'loadMore', key: 'PageDown', group: 'history' },
  { action: 'filter', key: 'F4', group: 'history' },
  { action: 'export', key: 'F8', group: 'history' },
  { action: 'addPerson', key: 'F5', group: 'people' },
  { action: 'newPin', key: 'F6', group: 'people' },
  { action: 'closePerson', key: 'F8', group: 'people' },
  { action: 'makePhrase', key: 'F9', group: 'people' },
  { action: 'showX', key: 'F4', group: 'shift' },
  { action: 'cashIn', key: 'F5', group: 'shift' },
  { action: 'cashOut', key: 'F7', group: 'shift' },
  { action: 'cashDrop', key: 'F8', group: 'shift' },
  { action: 'openDrawer', key: 'F9', group: 'shift' },
  { action: 'shifts', key: 'F10', group: 'shift' },
  { action: 'countWay', key: 'F4', group: 'count' },
  { action: 'counted', key: 'F9', group: 'count' },
  { action: 'reopenShift', key: 'F8', group: 'count' },
  { action: 'earlierZ', key: 'ArrowLeft', group: 'count' },
  { action: 'laterZ', key: 'ArrowRight', group: 'count' },
  { action: 'moreSettings', key: 'F4', group: 'settings' },
  { action: 'restart', key: 'F9', group: 'settings' },
  { action: 'trainFirst', key: 'F7', group: 'firstRun' },
  { action: 'phraseKept', key: 'F8', group: 'firstRun' },
  { action: 'skipStep', key: 'F10', group: 'firstRun' },
  { action: 'testProvider', key: 'F5', group: 'settings' },
  { action: 'testPage', key: 'F6', group: 'settings' },
  { action: 'addPrinter', key: 'F8', group: 'settings' },
  { action: 'nextProvider', key: 'F4', group: 'deposit' },
  { action: 'correctDeposit', key: 'F7', group: 'deposit' },
  { action: 'askTopUp', key: 'F8', group: 'deposit' },
  { action: 'topUpArrived', key: 'F5', group: 'deposit' },
  { action: 'cancelTopUp', key: 'F9', group: 'deposit' },
  { action: 'olderDays', key: 'PageUp', group: 'deposit' },
  { action: 'newerDays', key: 'PageDown', group: 'deposit' },
  { action: 'printJob', key: 'F6', group: 'printQueue' },
  { action: 'moveJob', key: 'F7', group: 'printQueue' },
  { action: 'cancelJob', key: 'F8', group: 'printQueue' },
  { action: 'seenJob', key: 'F9', group: 'printQueue' },
  { action: 'queueTestPage', key: 'F10', group: 'printQueue' },
] as const satisfies readonly { action: string; key: string; group: KeyGroup }[];

export type Action = (typeof keyTable)[number]['action'];

const shownKeys: Readonly<Record<string, string>> = {
  Escape: 'Esc',
  ArrowLeft: '←',
  ArrowRight: '→',
  ArrowUp: '↑',
  ArrowDown: '↓',
  PageUp: 'PgUp',
  PageDown: 'PgDn',
};

/** The key of an action as a key cap shows it. */
export function keyCap(action: Action): string {
  const key = keyTable.find((row) => row.action === action)?.key ?? '';
  return shownKeys[key] ?? key;
}

/** The actions a key may mean; which one it is depends on the screen. */
export function actionsOfKey(key: string): readonly Action[] {
  return keyTable.filter((row) => row.key === key).map((row) => row.action);
}

/** A key press in the table's spelling: `F4`, `Alt+S`. */
export function keyOf(event: Pick<KeyboardEvent, 'key' | 'altKey' | 'ctrlKey' | 'metaKey'>): string {
  const key = event.key.length === 1 ? event.key.toUpperCase() : event.key;
  return `${event.ctrlKey ? 'Ctrl+' : ''}${event.metaKey ? 'Meta+' : ''}${event.altKey ? 'Alt+' : ''}${key}`;
}
