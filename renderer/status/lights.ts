import type { TillStatus } from '../../shared/api.ts';
import type { PrinterStatus, ProviderStatus } from '../../shared/health.ts';
import type { Words } from '../words/words.ts';
import { sizeText } from '../ui/text/size.ts';
import { depositLight } from './deposit-light.ts';
import { sinceText, spanText, wibTime } from '../ui/time/when.ts';

/** Shapes, so that a light reads without its colour: disc, diamond, cross, ring. */
type LightState = 'ok' | 'warn' | 'bad' | 'unknown';

export interface Light {
  /** Also the name of its test hook: `light-<id>`. */
  readonly id: string;
  readonly state: LightState;
  /** What stands beside the shape: the name, and the state in a word unless all is well. */
  readonly label: string;
  readonly cause: string;
  readonly remedy: string;
}

const freeBytesLow = 1_000_000_000;
/** Providers' own clocks are off by seconds, and an answer takes some. */
const clockSkewMsMax = 2 * 60_000;

/** The lights of the top bar, in their order. */
export function lightsOf(status: TillStatus, words: Words): readonly Light[] {
  return [
    ...providerLights(status.providers, words),
    ...printerLights(status.printers, words),
    depositLight(status, words),
    diskLight(status.storage, words),
    booksLight(status, words),
    ...backupLights(status, words),
    clockLight(status, words),
    unsettledLight(status.uncertain, words),
  ];
}

/** Where no provider is set there is nothing to sell, and somebody must set one. */
function providerLights(providers: readonly ProviderStatus[], words: Words): readonly Light[] {
  if (providers.length === 0) return [{ id: 'provider', state: 'bad', ...words.lights.noProvider }];
  return providers.map((provider) => providerLight(provider, words));
}

function providerLight({ id, name, state, cause: why, checkedAt }: ProviderStatus, words: Words): Light {
  const { lights } = words;
  const states = { ok: 'ok', slow: 'warn', down: 'bad', unknown: 'unknown' } as const;
  const { cause, remedy } = state === 'down' && why !== null ? lights.providerDown[why] : lights.provider[state];
  return {
    id,
    state: states[state],
    label: state === 'ok' ? name : `${name} ${lights.words[state]}`,
    cause: `${cause} ${checkedText(checkedAt, words)}`.trim(),
    remedy,
  };
}

function printerLights(printers: readonly PrinterStatus[], words: Words): readonly Light[] {
  const { lights } = words;
  if (printers.length === 0) {
    return [
      { id: 'printer', state: 'unknown', label: `${lights.printer} ${lights.words.none}`, ...lights.printers.none },
    ];
  }
  const states = { sent: 'ok', failed: 'bad', unknown: 'unknown' } as const;
  return printers.map(({ id, state, cause: why, slipRefused, checkedAt, queued, confirmed }, index) => {
    const name = index === 0 ? lights.printer : `${lights.printer} ${id}`;
    const failed = slipRefused ? lights.slipRefused : lights.printerFailed[why ?? 'unknown'];
    const { cause, remedy } =
      state === 'failed' ? failed : lights.printers[state === 'sent' && confirmed ? 'told' : state];
    // What waits was not handed over, whatever became of the job before it.
    const isWaiting = state === 'sent' && queued > 0;
    const word = isWaiting ? words.printQueue.waiting(queued) : state === 'sent' ? '' : lights.words[state];
    return {
      id: index === 0 ? 'printer' : `printer-${id}`,
      state: isWaiting ? 'unknown' : states[state],
      label: `${name} ${word}`.trim(),
      cause: [cause, ...(queued > 0 ? [`${words.printQueue.waiting(queued)}.`] : []), checkedText(checkedAt, words)]
        .join(' ')
        .trim(),
      remedy,
    };
  });
}

function checkedText(checkedAt: string | null, words: Words): string {
  return checkedAt ? words.lights.checked(wibTime(Date.parse(checkedAt), words.timeSeparator)) : '';
}

function diskLight({ cause: why, freeBytes }: TillStatus['storage'], words: Words): Light {
  const { lights } = words;
  const low = freeBytes !== null && freeBytes < freeBytesLow;
  // What is in the files is the books' light.
  const isBad = why === 'no-room' || why === 'unstored' || why === 'refused';
  const state = isBad ? why : low ? 'low' : freeBytes === null ? 'unknown' : 'ok';
  const { cause, remedy } = lights.disks[state];
  const free = freeBytes === null ? '' : lights.free(sizeText(freeBytes, words.decimalMark));
  const word = isBad ? lights.words.failed : low ? lights.words.low : freeBytes === null ? lights.words.unknown : '';
  return {
    id: 'storage',
    state: isBad ? 'bad' : low ? 'warn' : freeBytes === null ? 'unknown' : 'ok',
    label: `${lights.storage} ${word}`.trim(),
    cause: `${cause} ${free}`.trim(),
    remedy,
  };
}

/** Whether journal and database are what the till wrote. */
function booksLight({ storage: { cause: why }, mode, booksCheckedAt }: TillStatus, words: Words): Light {
  const { lights } = words;
  const state =
    why === 'damaged' || why === 'uncertain'
      ? why
      : mode === 'reconcile'
        ? 'restored'
        : booksCheckedAt === null
          ? 'unknown'
          : 'ok';
  const { word, cause, remedy } = lights.booksStates[state];
  return {
    id: 'books',
    state: ({ damaged: 'bad', uncertain: 'bad', restored: 'warn', unknown: 'unknown', ok: 'ok' } as const)[state],
    label: `${lights.books} ${word}`.trim(),
    cause: `${cause} ${checkedText(booksCheckedAt, words)}`.trim(),
    remedy,
  };
}

/** How old the last backup is, and whether one could be made. Where none are made there is no light. */
function backupLights({ backup, now }: TillStatus, words: Words): readonly Light[] {
  if (!backup) return [];
  const { backup: name, backups } = words.lights;
  const { state, at, cause: why } = backup;
  const last = at === null ? '' : backups.last(sinceText(at, Date.parse(now), words));
  if (state === 'ok') return [{ id: 'backup', state: 'ok', label: name, cause: last, remedy: backups.ok }];
  const label = `${name} ${backups[state].word}`;
  if (state === 'failed') {
    const what = why === 'place-full' ? 'full' : why === 'backup-bad' ? 'bad' : 'other';
    const cause = `${backups.failed.causes[what]} ${last}`.trim();
    return [{ id: 'backup', state: 'warn', label, cause, remedy: backups.failed.remedy[what] }];
  }
  const cause = state === 'old' ? last : backups.none.cause;
  return [{ id: 'backup', state: state === 'old' ? 'warn' : 'unknown', label, cause, remedy: backups[state].remedy }];
}

/** Against the providers' clocks: nothing is known until one told the time, unless the PC's can't be right. */
function clockLight(
  { clockSkewMs: skewMs, clockIsDoubtful }: Pick<TillStatus, 'clockSkewMs' | 'clockIsDoubtful'>,
  words: Words,
): Light {
  const { clock, clocks, words: say } = words.lights;
  if (clockIsDoubtful)
    return { id: 'clock', state: 'bad', label: clocks.wrong, cause: clocks.doubtful, remedy: clocks.set };
  if (skewMs === null) return { id: 'clock', state: 'unknown', label: `${clock} ${say.unknown}`, ...clocks.unknown };
  const apartMs = Math.abs(skewMs);
  if (apartMs <= clockSkewMsMax) return { id: 'clock', state: 'ok', label: clock, ...clocks.ok };
  const span = spanText(Math.round(apartMs / 60_000) * 60_000, words.units);
  const cause = skewMs > 0 ? clocks.behind(span) : clocks.ahead(span);
  return { id: 'clock', state: 'warn', label: clocks.apart(span), cause, remedy: clocks.remedy };
}

function unsettledLight(count: number, words: Words): Light {
  const { unsettled, unsettleds } = words.lights;
  return count === 0
    ? { id: 'unsettled', state: 'ok', label: `${unsettled} 0`, ...unsettleds.ok }
    : {
        id: 'unsettled',
        state: 'warn',
        label: `${unsettled} ${count}`,
        cause: unsettleds.some(count),
        remedy: unsettleds.remedy,
      };
}
