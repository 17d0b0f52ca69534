/** Who sells products to the till. */
export const providerIds = ['alfakios', 'ayoconnect', 'iak'] as const;
export type ProviderId = (typeof providerIds)[number];
