import type { Dialog, MenuItemConstructorOptions } from 'electron';
import { strict } from './strict.ts';

export const dialog = strict('dialog', {
  showErrorBox: (title, content) => void process.stderr.write(`${title}: ${content}\n`),
  /** Nobody is there to choose, so the folder is said beforehand; without one it is as if it was cancelled. */
  async showOpenDialog() {
    const folder = process.env['LOKET_HOST_CHOOSES'];
    return { canceled: !folder, filePaths: folder ? [folder] : [] };
  },
} satisfies Pick<Dialog, 'showErrorBox' | 'showOpenDialog'>);

export const Menu = strict('Menu', {
  /** The host's window has no menu to take away. */
  setApplicationMenu(menu: MenuItemConstructorOptions | null): void {
    if (menu !== null) throw new Error('the test host has no menus');
  },
});
