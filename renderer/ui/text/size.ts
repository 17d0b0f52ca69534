/** `14.9`, or `14,9` where a comma is written. */
export function decimalText(value: number, mark: string): string {
  return value.toFixed(1).replace('.', mark);
}

/** `14.9 GB`, `320 MB` or `57 KB`. */
export function sizeText(bytes: number, mark: string): string {
  if (bytes < 1e6) return `${Math.ceil(bytes / 1e3)} KB`;
  return bytes < 1e9 ? `${Math.floor(bytes / 1e6)} MB` : `${decimalText(bytes / 1e9, mark)} GB`;
}
