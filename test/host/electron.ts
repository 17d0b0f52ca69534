// What `import ... from 'electron'` gets under register.ts. A name that is missing here fails the import.

export { app } from './app.ts';
export { ipcMain } from './ipc-main.ts';
export { protocol } from './protocol.ts';
export { safeStorage } from './safe-storage.ts';
export { session } from './session.ts';
export { utilityProcess } from './utility-process.ts';
export { BrowserWindow } from './window.ts';
export { dialog, Menu } from './desktop.ts';
