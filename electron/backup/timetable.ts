/** When backups are made that nobody asked for. */
export interface Timetable {
  /** A shift was closed. */
  readonly soon: () => void;
  readonly stop: () => void;
}

/** After a shift was closed, in ms: its report is printed first. */
const soonMs = 5_000;
/** How often it is looked whether the last one is a day old, in ms. */
const lookMs = 3_600_000;
export const dayMs = 24 * lookMs;

/** `run` is called soon after a shift was closed, and within the hour when one is due; later where something is under way. */
export function createTimetable({
  clock,
  isDue,
  isBusy,
  run,
}: {
  readonly clock: { readonly after: (ms: number, action: () => void) => () => void };
  readonly isDue: () => boolean;
  readonly isBusy: () => boolean;
  readonly run: () => void;
}): Timetable {
  const waiting = new Set<() => void>();
  const after = (ms: number, action: () => void): void => {
    const callOff = clock.after(ms, () => {
      waiting.delete(callOff);
      action();
    });
    waiting.add(callOff);
  };
  const soon = (): void => after(soonMs, () => (isBusy() ? soon() : run()));
  const look = (): void =>
    after(lookMs, () => {
      if (isDue()) soon();
      look();
    });
  look();
  return {
    soon,
    stop() {
      for (const callOff of waiting) callOff();
    },
  };
}
