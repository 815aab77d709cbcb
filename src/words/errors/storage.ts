/** What the browser's storage cannot do, and what is wrong with what it holds. */
import { count } from '../../lib/numbers';

export const cannotStore =
  'The browser lets this page store nothing: a private window does this, or a setting that blocks the data of this site. Open the page in a normal window, or allow it to store data, and reload. “Download model” in Train saves what is trained here.';
export const cannotRead =
  'The browser could not read its storage. Close other tabs of this page, reload, and try again.';
export const cannotWrite =
  'The browser could not write to its storage. Training goes on, and the next save tries again; “Download model” in Train is the safe way.';
export const full =
  'The browser has no room left for this run. Delete runs that are no longer needed in Runs, or use “Download model” in Train.';
export const newerVersion =
  'A newer version of this page has saved runs in this browser. Reload to get that version.';
export const takenOver = 'Another tab trains this run now, and saves it.';
export const notInLibrary = 'This run is not in the library any more.';
export const noCheckpoint = 'The run has no checkpoint.';
export const deleteOrImport = (fault: string) =>
  `${fault} Nothing of the run can be trained or drawn: delete it in Runs, or import it there from a file that it was exported to.`;
export const dataDamaged = 'The data that the run learned from are damaged: open them again.';
export const checkpointDamaged = (step: number, fault: string) =>
  `The checkpoint of step ${count(step)} cannot be used: ${fault}.`;
export const earlierVersionsRun = 'A run of an earlier version';

export const newerCheckpoint = 'a newer version of the app wrote it';
export const descriptionChanged = 'its description is not as it was written';
export const weightsMissing = 'its weights are missing';
export const lengthsDiffer = 'its arrays differ in length';
export const arrayMissing = (name: string) => `"${name}" is missing`;
export const arrayLength = (name: string, numbers: number, expected: number) =>
  `"${name}" has ${count(numbers)} numbers instead of ${count(expected)}`;
export const arrayChanged = (name: string) => `"${name}" is not as it was written`;
export const arrayNotFinite = (name: string) => `"${name}" has numbers that are not finite`;
