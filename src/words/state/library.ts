/** The library of runs: what an earlier visit left, storage, and other tabs. */
import { count } from '../../lib/numbers';

export const progress = (step: number, steps: number) => `${count(step)} of ${count(steps)} steps`;
export const stays = 'It stays in this browser until it is deleted.';
export const notOpened = 'The saved run could not be opened.';
export const resumeComparison = 'Resume the comparison';
export const resume = 'Resume it';
export const watch = 'Watch it';
export const takeOver = 'Take it over';
export const savedComparison = (a: string, b: string, done: string) =>
  `A comparison of an earlier visit is saved: ${a} and ${b}, ${done}.`;
export const alsoComparison = (done: string) => `A comparison is saved, too: ${done}.`;
export const runElsewhere = (run: string) => `A run trains in another tab: ${run}`;
export const watchedOrTaken = 'Watched, it is only shown here. Taken over, it goes on here and stops there.';
export const savedRun = (run: string) => `A run of an earlier visit is saved: ${run}`;
/** A run in one line, before what else is saved. */
export const runLine = (settings: string, done: string) => `${settings}, ${done}.`;

export const notSaved = 'Runs are not saved for the next visit.';
export const littleRoom = 'The browser has little room left for runs.';
export const madeRoom =
  'Older checkpoints went to save this run, and more may go; the newest one of every run stays. Delete runs that are no longer needed.';

export const takenOver = 'Another tab has taken over this run.';
export const takenOverMeans = 'It is paused here. What is trained from it here is saved as a run of its own.';
export const sharedRun = 'Another tab has this run, too.';
export const sharedRunMeans =
  'What is trained here is saved as a run of its own; the other one stays as it is.';

export const runLeftOut = (why: string) => `A run is not in the file. ${why}`;
export const runFault = (name: string, fault: string) => `“${name}”: ${fault}`;
export const nothingToExport = 'There is no run to export.';
export const otherVersion = (field: string, value: string) =>
  `Its settings are of another version of the app: ${field} is ${value}.`;
export const olderStep = (name: string, step: number) => `“${name}” goes on from step ${count(step)}.`;
/** The name of a copy. @param name absent where the run has none */
export const copyOf = (name = 'Run') => `${name}, copy`;
export const trainsNow = 'This run trains now: pause it before it is deleted.';
