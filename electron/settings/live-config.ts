import type { Config } from '../config.ts';

/** A config some keys of which may change while the till runs. Never to be copied: a copy would keep what was. */
export interface LiveConfig {
  readonly config: Config;
  /** From now on what is in force at once is as in this one. */
  change(saved: Config): void;
}

/** In training no provider of the shop is asked, so their order says nothing. */
export function createLiveConfig(started: Config): LiveConfig {
  let now = started;
  const config: Config = {
    ...started,
    get shop() {
      // Under its name the till has slip numbers and a key.
      return { ...now.shop, till: started.shop.till };
    },
    get shift() {
      return now.shift;
    },
    get fees() {
      return now.fees;
    },
    get tender() {
      return now.tender;
    },
    get ceilings() {
      return now.ceilings;
    },
    get printers() {
      return now.printers;
    },
    get deposits() {
      return now.deposits;
    },
    get callCentre() {
      return now.callCentre;
    },
    get routing() {
      return started.training ? started.routing : now.routing;
    },
  };
  return {
    config,
    change(saved) {
      now = saved;
    },
  };
}

/** Whether a key counts from the moment when it is saved; all others from the next start on. */
export function isAtOnce(path: string): boolean {
  return (
    path !== 'shop.till' && /^(shop|shift|fees|tender|deposits|ceilings|printers|callCentre|routing)(\.|$)/.test(path)
  );
}
