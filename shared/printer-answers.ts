/** What a printer was found to answer, by what it did and not by what it says that it is. */
export interface Answers {
  /**
   * What tells that a job is on paper: `job`, it sends the job's own mark back once all before that is printed (`GS ( H`); `status`, it
   * works off an inquiry behind the job (`GS r 1`); `none`.
   */
  readonly fence: 'job' | 'status' | 'none';
  /** It says at any time how it is (`DLE EOT`). */
  readonly asksStatus: boolean;
  /** So many inquiries without a mark were not answered in time, and may be yet; none if absent. */
  readonly owes?: number;
}

/** Of one of which nothing is known. */
export const mute: Answers = { fence: 'none', asksStatus: false };

/** What was found when a printer was asked: its answers, and what it calls itself (firmware, model, serial), which clones make up. */
export interface Probed extends Answers {
  readonly calls: readonly string[];
}
