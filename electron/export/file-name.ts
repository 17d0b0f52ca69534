import path from 'node:path';

/** No dot first, none of what Windows forbids or reads as a stream. */
const plain = /^(?!\.)[^\p{Cc}<>:"/\\|?*]+\.csv$/iu;
/** What Windows takes for a device, whatever stands behind the first dot. */
const device = /^(con|prn|aux|nul|conin\$|conout\$|com[\d¹²³]|lpt[\d¹²³])\s*\./i;
/** On a drive: neither another computer's (`\\host\share`) nor a device's path, and no stream. */
const windowsPath = /^[a-z]:[\\/](?![\\/])[^:]*$/i;

/**
 * Whether an export may be written to a file: its path is absolute and on this computer, and its name is a plain one, the same
 * on every system, that ends in `.csv`. So nothing that a system or a program would obey can be made by an export.
 */
export function mayBeExported(file: string, platform: NodeJS.Platform = process.platform): boolean {
  const system = platform === 'win32' ? path.win32 : path.posix;
  const name = system.basename(file);
  if (!system.isAbsolute(file) || file.includes('\0') || (platform === 'win32' && !windowsPath.test(file)))
    return false;
  return plain.test(name) && !device.test(name);
}
