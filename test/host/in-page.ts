// These functions run in the page, as source text: each uses nothing from outside itself. The preload script gets a
// JavaScript world of its own, as with Electron's contextIsolation; the two worlds share only the document, and talk by
// events of a secret name. The browser clones what an event carries from one world to the other.

type Callable = (...args: unknown[]) => unknown;
type Packed =
  | { readonly is: 'value'; readonly value: unknown }
  | { readonly is: 'object'; readonly entries: readonly (readonly [string, Packed])[] }
  | { readonly is: 'function' | 'promise'; readonly id: number }
  | { readonly is: 'error'; readonly message: string };
type Message =
  | { readonly do: 'expose'; readonly key: string; readonly api: Packed }
  | { readonly do: 'call'; readonly id: number; readonly args: readonly Packed[] }
  | { readonly do: 'return'; readonly value: Packed }
  | { readonly do: 'settle'; readonly id: number; readonly value: Packed };

export interface Link {
  expose(key: string, api: Readonly<Record<string, unknown>>): void;
}

/** One end of the link between the worlds. Functions are called across synchronously, as with Electron's contextBridge. */
export function linkWorlds(incoming: string, outgoing: string): Link {
  const functions: Callable[] = [];
  const promises = new Map<number, PromiseWithResolvers<unknown>>();
  let lastPromise = 0;
  let returned: Packed | null = null;
  // Kept, since a script of the page may replace them later.
  const dispatch = window.dispatchEvent.bind(window);
  const { CustomEvent, Promise, Object } = window;
  const post = (message: Message) => dispatch(new CustomEvent(outgoing, { detail: message }));
  const messageOf = (error: unknown) => (error instanceof Error ? error.message : String(error));

  function pack(value: unknown): Packed {
    if (typeof value === 'function') return { is: 'function', id: functions.push(value as Callable) - 1 };
    if (!(value instanceof Promise)) return { is: 'value', value };
    const id = ++lastPromise;
    value.then(
      (result) => post({ do: 'settle', id, value: { is: 'value', value: result } }),
      (error: unknown) => post({ do: 'settle', id, value: { is: 'error', message: messageOf(error) } }),
    );
    return { is: 'promise', id };
  }

  function unpack(packed: Packed): unknown {
    if (packed.is === 'value') return packed.value;
    if (packed.is === 'error') throw new Error(packed.message);
    if (packed.is === 'function') return (...args: unknown[]) => callAcross(packed.id, args);
    if (packed.is === 'object') {
      return Object.freeze(Object.fromEntries(packed.entries.map(([name, value]) => [name, unpack(value)])));
    }
    const promise = Promise.withResolvers();
    promises.set(packed.id, promise);
    return promise.promise;
  }

  function callAcross(id: number, args: readonly unknown[]): unknown {
    returned = null;
    post({ do: 'call', id, args: args.map(pack) });
    // What can't be cloned arrives as nothing, so nobody answers.
    if (!returned) throw new Error('An object could not be cloned.');
    return unpack(returned);
  }

  function runHere(id: number, args: readonly Packed[]): Packed {
    try {
      return pack(functions[id]?.(...args.map(unpack)));
    } catch (error) {
      return { is: 'error', message: messageOf(error) };
    }
  }

  window.addEventListener(incoming, (event) => {
    const message = (event as CustomEvent<Message | null>).detail;
    if (!message) return;
    if (message.do === 'expose') {
      const api = unpack(message.api);
      Object.defineProperty(window, message.key, { value: api, enumerable: true });
    } else if (message.do === 'call') {
      post({ do: 'return', value: runHere(message.id, message.args) });
    } else if (message.do === 'return') {
      returned = message.value;
    } else {
      const promise = promises.get(message.id);
      promises.delete(message.id);
      if (message.value.is === 'error') promise?.reject(new Error(message.value.message));
      else promise?.resolve(unpack(message.value));
    }
  });

  return {
    expose: (key, api) => {
      const entries = Object.entries(api).map(([name, value]) => [name, pack(value)] as const);
      post({ do: 'expose', key, api: { is: 'object', entries } });
    },
  };
}

export type ToPage =
  | { readonly reply: number; readonly ok: boolean; readonly value?: unknown; readonly message?: string }
  | { readonly event: string; readonly data: unknown };

export interface PreloadWorld {
  readonly electron: object;
  /** The host calls it with replies and events. */
  readonly receive: (message: ToPage) => void;
}

/** What `require('electron')` gives to the preload script. `send` carries a JSON line to the host. */
export function preloadWorld(
  link: Link,
  send: (line: string) => void,
  strict: <T extends object>(name: string, target: T) => T,
): PreloadWorld {
  const waiting = new Map<number, PromiseWithResolvers<unknown>>();
  const listeners = new Map<string, ((event: object, data: unknown) => void)[]>();
  let lastId = 0;

  const ipcRenderer = strict('ipcRenderer', {
    invoke(channel: string, ...args: unknown[]): Promise<unknown> {
      const id = ++lastId;
      const answer = Promise.withResolvers();
      // Fails on what Electron couldn't clone either.
      send(JSON.stringify({ id, channel, args: structuredClone(args) }));
      waiting.set(id, answer);
      return answer.promise;
    },
    on(channel: string, listener: (event: object, data: unknown) => void): void {
      listeners.set(channel, [...(listeners.get(channel) ?? []), listener]);
    },
    off(channel: string, listener: (event: object, data: unknown) => void): void {
      const left = listeners.get(channel) ?? [];
      listeners.set(
        channel,
        left.filter((one) => one !== listener),
      );
    },
  });

  function receive(message: ToPage): void {
    if ('event' in message) {
      for (const listener of listeners.get(message.event) ?? []) listener({}, message.data);
      return;
    }
    const answer = waiting.get(message.reply);
    waiting.delete(message.reply);
    if (message.ok) answer?.resolve(message.value);
    else answer?.reject(new Error(message.message));
  }

  const contextBridge = strict('contextBridge', { exposeInMainWorld: link.expose });
  return { electron: { contextBridge, ipcRenderer }, receive };
}
