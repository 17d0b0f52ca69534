import { EventEmitter } from 'node:events';

/**
 * Makes every use of what the host lacks throw, instead of passing here and failing in Electron. Also runs in the page, so
 * it uses nothing from outside itself.
 */
export function strict<T extends object>(name: string, target: T): T {
  return new Proxy(target, {
    get(object, key) {
      // Symbols and `then` are asked for by the language itself: printing, awaiting.
      const known = key in object || typeof key === 'symbol' || key === 'then';
      if (!known) throw new Error(`the test host has no electron.${name}.${key}`);
      const value: unknown = Reflect.get(object, key);
      // Methods reach private fields only on the object itself, not through the proxy.
      if (typeof value !== 'function' || key === 'constructor') return value;
      return (value as (...args: unknown[]) => unknown).bind(object);
    },
  });
}

/** An emitter of a fixed set of events: listening for any other would wait for ever, so it throws. */
export class HostEmitter extends EventEmitter {
  constructor(name: string, events: readonly string[]) {
    super();
    this.on('newListener', (event: string) => {
      if (!events.includes(event)) throw new Error(`the test host's electron.${name} has no event '${event}'`);
    });
  }
}

/** An event whose default can be prevented. */
export class HostEvent {
  defaultPrevented = false;

  preventDefault(): void {
    this.defaultPrevented = true;
  }
}
