/** `R1/000000450VA` -> `R1` and `450`: the last slash stands before the power. Several bills say the same, or nothing is split. */
export function tariffFrom(text: string | null): { readonly tariff: string | null; readonly power: string | null } {
  const [one, ...others] = new Set(text?.split(',').map((part) => part.trim()));
  const match = others.length === 0 ? /^(.+)\/(\d+)\s*(?:VA)?$/i.exec(one ?? '') : null;
  return match
    ? { tariff: match[1] ?? null, power: match[2]?.replace(/^0+(?=\d)/, '') ?? null }
    : { tariff: text, power: null };
}
