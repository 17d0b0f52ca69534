import path from 'node:path';

/** The journal's file of a till that has not begun a second segment. */
export function firstSegment(folder: string): string {
  return path.join(folder, 'journal', '000001.jsonl');
}
