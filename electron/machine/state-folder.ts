import path from 'node:path';

/**
 * Where this user's programs keep what is neither data nor settings: the place for what is known of a data folder outside of it.
 * Never in the data folder, wherever that is.
 */
export function stateFolder(
  env: Readonly<Record<string, string | undefined>>,
  platform: NodeJS.Platform,
  home: string,
): string {
  if (platform === 'win32') return path.join(env['LOCALAPPDATA'] ?? path.join(home, 'AppData', 'Local'), 'Loket-state');
  if (platform === 'darwin') return path.join(home, 'Library', 'Application Support', 'Loket-state');
  const state = env['XDG_STATE_HOME'] ?? '';
  // A relative one is not to be heeded (XDG Base Directory Specification).
  return path.join(path.isAbsolute(state) ? state : path.join(home, '.local', 'state'), 'loket');
}
