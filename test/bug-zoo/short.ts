/** The mistakes of `--short`: one a promise of the README, each with a quick catcher. By their names, with the promise. */
export const shortBugs: Readonly<Record<string, string>> = {
  'the bill lock is a look before and no unique index': 'no bill is paid twice',
  'a payment that was being sent when the till died is sent again': 'no bill is paid twice, over a restart',
  'a commit is acknowledged before it is on the disk': 'no payment is lost',
  'no answer in time is taken as failed': 'nothing is said that is not known',
  'jitter makes a pause shorter too': 'a pending payment is checked by its provider’s rules',
  'a line names the hash of the data before it and not of the line': 'what was written stays, or it shows',
  'rebuilding stops after the first thousand records': 'either of journal and database can be made again',
  'an outcome that the disk refused is given up': 'a sick disk keeps what a provider answered',
  'a second original is printed after a doubtful one': 'a payment has one original',
  'a late answer is dropped': 'what a provider said is in the log',
  'the log takes secrets out by the name of their field only': 'no secret is written',
};
