import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

/** The folder of Electron's package, which comes without the program itself. */
export const electronPackage = join(createRequire(import.meta.url).resolve('electron/package.json'), '..');

/** Electron's program, if it has been fetched. Importing the package instead would start to fetch it. */
export function electronBinary(): string | null {
  const folder = process.env.ELECTRON_OVERRIDE_DIST_PATH ?? join(electronPackage, 'dist');
  const nameFile = join(electronPackage, 'path.txt');
  const binary = join(folder, existsSync(nameFile) ? readFileSync(nameFile, 'utf8') : 'electron');
  return existsSync(binary) ? binary : null;
}
