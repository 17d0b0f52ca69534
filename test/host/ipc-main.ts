import type { IpcMain, IpcMainInvokeEvent, WebContents, WebFrameMain } from 'electron';
import { strict } from './strict.ts';

type Listener = Parameters<IpcMain['handle']>[1];
/** What the app may look at in a sender. */
export type Frame = Pick<WebFrameMain, 'url'> & { readonly parent: Frame | null };
export type Answer = { readonly ok: true; readonly value: unknown } | { readonly ok: false; readonly message: string };

const listeners = new Map<string, Listener>();

export const ipcMain = strict('ipcMain', {
  handle(channel: string, listener: Listener): void {
    if (listeners.has(channel)) throw new Error(`Attempted to register a second handler for '${channel}'`);
    listeners.set(channel, listener);
  },
} satisfies Pick<IpcMain, 'handle'>);

/** Runs the app's handler and answers what `ipcRenderer.invoke` resolves or rejects with. */
export async function invoke(
  sender: WebContents,
  frame: Frame | null,
  channel: string,
  args: unknown[],
): Promise<Answer> {
  try {
    const listener = listeners.get(channel);
    if (!listener) throw new Error(`No handler registered for '${channel}'`);
    const event = strict('IpcMainInvokeEvent', { sender, senderFrame: frame && strict('WebFrameMain', frame) });
    // The one place where a part stands for the whole: `strict` throws on the missing rest.
    const value: unknown = await listener(event as unknown as IpcMainInvokeEvent, ...args);
    // Electron clones, which fails on functions and the like.
    return { ok: true, value: structuredClone(value) };
  } catch (error) {
    return { ok: false, message: `Error invoking remote method '${channel}': ${String(error)}` };
  }
}
