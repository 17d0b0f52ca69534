// The names alone, without the schemas: the preload script needs nothing else and stays a page long.

export const channels = [
  'bill:inquire',
  'payment:pay',
  'payment:find',
  'payment:check',
  'payment:unsettled',
  'payment:resolve',
  'payment:resend',
  'transaction:list',
  'transaction:get',
  'receipt:preview',
  'receipt:print',
  'export:places',
  'export:choose',
  'export:run',
  'journal:verify',
  'journal:progress',
  'slip:check',
  'till:status',
  'till:reconciled',
  'people:list',
  'people:save',
  'people:phrase',
  'session:sign-in',
  'session:lock',
  'session:sign-out',
  'session:recover',
  'shift:open',
  'shift:cash',
  'shift:x',
  'shift:close',
  'shift:reopen',
  'shift:list',
  'shift:get',
  'shift:print',
  'drawer:open',
] as const;
export type Channel = (typeof channels)[number];

export const eventNames = ['transaction:changed'] as const;
export type EventName = (typeof eventNames)[number];
