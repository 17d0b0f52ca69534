import { readFileSync, renameSync, writeFileSync } from 'node:fs';

/** A small file that nothing depends on: it is there whole or as it was, and what the disk says against it is not heard. For its owner alone. */
export function openSmallFile(file: string): {
  readonly read: () => string | null;
  readonly write: (text: string) => void;
} {
  return {
    read() {
      try {
        return readFileSync(file, 'utf8');
      } catch {
        return null;
      }
    },
    write(text) {
      try {
        writeFileSync(`${file}.new`, text, { mode: 0o600 });
        renameSync(`${file}.new`, file);
      } catch {
        // As above.
      }
    },
  };
}
