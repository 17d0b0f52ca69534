import { contextBridge, ipcRenderer, type IpcRendererEvent } from 'electron';
import type { Events, Input, LoketBridge, Outputs } from '../shared/api.ts';
import { channels, eventNames, type Channel, type EventName } from '../shared/channels.ts';
import type { Reply } from '../shared/errors.ts';
import type { Approval } from '../shared/person.ts';

// All that the page gets: calls and events by name. The main process checks every input; here only the names are checked,
// so that nothing else of Electron can be reached from the page.

const bridge: LoketBridge = {
  async call<C extends Channel>(channel: C, input: Input<C>, approval?: Approval) {
    if (!channels.includes(channel)) throw new Error(`there is no channel ${String(channel)}`);
    // Absent, not undefined: the main process checks whatever is there.
    const more = approval ? [approval] : [];
    return (await ipcRenderer.invoke(channel, input, ...more)) as Reply<Outputs[C]>;
  },
  on<E extends EventName>(event: E, listener: (data: Events[E]) => void) {
    if (!eventNames.includes(event)) throw new Error(`there is no event ${String(event)}`);
    // Electron's event object carries its sender; the page must never hold it.
    const forward = (_event: IpcRendererEvent, data: Events[E]) => listener(data);
    ipcRenderer.on(event, forward);
    return () => void ipcRenderer.off(event, forward);
  },
};

contextBridge.exposeInMainWorld('loket', bridge);
