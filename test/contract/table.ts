/** Counts as a table to read: a line a law, a column a provider. */
export function tableOf(
  laws: readonly string[],
  kits: readonly string[],
  cellOf: (law: string, kit: string) => string,
): string {
  const rows = [['', ...kits], ...laws.map((law) => [law, ...kits.map((kit) => cellOf(law, kit))])];
  const widths = ['', ...kits].map((_unused, at) => Math.max(...rows.map((row) => (row[at] ?? '').length)));
  const lines = rows.map((row) =>
    row.map((cell, at) => (at === 0 ? cell.padEnd(widths[at] ?? 0) : cell.padStart(widths[at] ?? 0))).join('  '),
  );
  return lines.join('\n');
}
