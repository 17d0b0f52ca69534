// What made-up providers answer to a payment.

export const reply = {
  result: 'reply',
  status: 200,
  text: '{"message":"S\u00fckses \u2028\\n\u{1f44d}"}',
  tookMs: 431,
};
export const paid = {
  ...{ reference: 'REF-1', commission: 1_500, balance: 8_000_000, warning: null },
  ...{
    details: { tariff: null, power: '2200', penalty: 0 },
    remainingBills: 0,
    footer: ['Terima Kasih'],
    exchange: reply,
  },
};

/** What a payment's answer adds to what the inquiry told, as columns of its row; a null takes nothing away. */
export function toldTexts(
  row: Readonly<Record<string, unknown>>,
  { details, footer }: Readonly<Record<string, unknown>>,
): Record<'details' | 'footer', string | null> {
  const news = Object.entries(Object(details) as object).filter(([, value]) => value !== null);
  const known = JSON.parse(String(row['details'])) as object;
  return {
    details: JSON.stringify({ ...known, ...Object.fromEntries(news) }),
    footer: footer ? JSON.stringify(footer) : null,
  };
}
