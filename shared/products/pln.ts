// What PLN's products have in common.

export const pln = {
  /** What the bill's sum is called on the screen. */
  sumName: { id: 'Tagihan PLN', en: 'PLN bill' },
  slip: {
    sum: 'RP TAG PLN',
    /** What a payment slip must say, word for word (Ayoconnect's page on PLN Postpaid, "Notes"). */
    sentence: 'PLN menyatakan struk ini sebagai bukti pembayaran yang sah.',
    info: (callCentre: string | null) => `Info Hubungi Call Center ${callCentre ?? '123'} Atau Hub PLN Terdekat`,
  },
} as const;
