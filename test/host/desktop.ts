import type { Dialog, MenuItemConstructorOptions } from 'electron';
import { strict } from './strict.ts';

export const dialog = strict('dialog', {
  showErrorBox: (title, content) => void process.stderr.write(`${title}: ${content}\n`),
} satisfies Pick<Dialog, 'showErrorBox'>);

export const Menu = strict('Menu', {
  /** The host's window has no menu to take away. */
  setApplicationMenu(menu: MenuItemConstructorOptions | null): void {
    if (menu !== null) throw new Error('the test host has no menus');
  },
});
