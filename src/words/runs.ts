/** The Runs panel, and the dialog about a run that trains in another tab. */
import { count, decimal, figure, plural } from '../lib/numbers';

const runsOf = (n: number) => `${count(n)} ${plural(n, { one: 'run', other: 'runs' })}`;

export const runs = 'Runs';
export const close = 'Close';
export const cancel = 'Cancel';
export const save = 'Save';
export const undo = 'Undo';
export const details = 'Details';
export const actions = 'Actions';
export const reading = 'Reading the saved runs…';
export const notLoaded =
  'The code that reads and saves runs could not be loaded: no run of this page is saved. Check the connection and try again.';
export const tryAgain = 'Try again';
export const unreadable = (why: string) => `The saved runs cannot be read. ${why}`;

/* Columns and cells */
export const columns = {
  name: 'Run',
  step: 'Step',
  quality: 'Quality',
  saved: 'Saved',
  size: 'Size',
  standing: 'State',
  dataset: 'Data set',
};
export const bytes = 'bytes';
export const ago = {
  now: 'just now',
  minutes: (n: number) => `${n} min ago`,
  hours: (n: number) => `${n} h ago`,
  days: (n: number) => `${count(n)} ${plural(n, { one: 'day', other: 'days' })} ago`,
};
export const ofSteps = (total: number) => `of ${count(total)}`;
export const atStep = (step: number) => `, step ${count(step)}`;
export const notMeasured = 'not measured yet';
export const measures = {
  'energy distance': 'energy distance',
  'sliced Wasserstein': 'sliced Wasserstein',
  'Fréchet distance': 'Fréchet distance',
  'clear images': 'clear images',
};
export const floorText = (measure: string, floor: number, spread: number | null, n: number) =>
  `${measure}, floor ${figure(floor)}${spread === null ? '' : ` ± ${decimal(+spread.toPrecision(2))}`}, n = ${count(n)}`;
export const baseline = 'baseline';
export const standing = {
  training: (view: string | null) => `Training${view === null ? '' : ` in ${view}`}`,
  elsewhere: 'Training in another tab',
  finished: (view: string | null) => `Finished${view === null ? '' : `, open in ${view}`}`,
  paused: (view: string | null) => `Paused${view === null ? '' : ` in ${view}`}`,
};
export const table = (data: string, name: string) => `${data}, ${name}`;
export const quoted = (data: string, text: string) => `${data}, “${text}”`;
export const on = 'on';
export const off = 'off';
export const none = 'none';
export const all = 'all';

/* The difference from the baseline */
export const otherData = 'other data than the baseline';
export const otherNumber = (n: number) => `baseline has n = ${count(n)}: no difference`;
export const otherMeasure = 'another measure than the baseline';
export const asBaseline = 'as the baseline, within chance';
export const closer = (difference: string) => `${difference}: closer than the baseline`;
export const further = (difference: string) => `${difference}: further than the baseline`;

/* Buttons of a row */
export const nameOfRun = 'Name of the run';
export const watch = 'Watch';
export const takeOver = 'Take over';
export const openInTrain = 'Open in Train';
export const useAs = { a: 'Use as A', b: 'Use as B' };
export const rename = 'Rename';
export const duplicate = 'Duplicate';
export const makeBaseline = 'Baseline';
export const remove = 'Delete';

/* What could not be done */
export const failed = {
  open: (name: string) => `“${name}” could not be opened.`,
  takeOver: (name: string) => `“${name}” could not be taken over.`,
  compare: (name: string) => `“${name}” could not be compared.`,
  rename: 'The name could not be saved.',
  duplicate: (name: string) => `“${name}” could not be duplicated.`,
  baseline: 'The baseline could not be saved.',
  remove: (name: string) => `“${name}” could not be deleted.`,
  undo: 'The run could not be restored.',
  restore: 'A deleted run could not be restored.',
  export: 'The runs could not be exported.',
  import: (file: string) => `“${file}” could not be imported.`,
};
export const tooLarge = (file: string, size: string) =>
  `${file} has ${size}; at most 1 GB is read: export fewer runs at once.`;
export const duplicated = (name: string) => `“${name}” has a copy, which trains on its own.`;
export const deleted = (name: string) => `“${name}” is deleted.`;
export const manyDeleted = (n: number) => `${runsOf(n)} are deleted.`;
export const forAnHour = 'For an hour it can be restored, while this page stays open.';
/** The run as a side of Compare. */
export const nameAtStep = (name: string, step: number) => `${name}, step ${count(step)}`;

/* Without runs */
export const noRuns =
  'No runs yet. Every run that is trained here, in Train or in Compare, is saved in this list by itself from its first second on, with its settings, weights, losses and figures. It stays until it is deleted.';
export const willBeListed = 'The run that has begun will be listed here.';
export const trainOne = 'Train one';

/* Tools */
export const filterRuns = 'Filter runs';
export const filterBy = 'Filter by name, data, model…';
export const onlyDiffering = 'Only settings that differ';
export const allAlike = (n: number) =>
  n === 1 ? 'One run differs from no other.' : 'These runs have the same settings.';
export const sortBy = 'Sort by';
export const descending = 'Descending: reverse the order';
export const ascending = 'Ascending: reverse the order';
export const noMatch = (text: string) => `No run matches “${text}”.`;
export const shown = (visible: number, all: number) =>
  visible === all ? `${runsOf(all)} shown.` : `${count(visible)} of ${runsOf(all)} shown.`;
export const sortedBy = (shown: string, column: string, descending: boolean) =>
  `${shown} Sorted by ${column}, ${descending ? 'descending' : 'ascending'}.`;

/* Files */
export const exportShown = (n: number) => `Export the ${n} shown`;
export const exportAll = 'Export all';
export const importLabel = 'Import…';
export const importFile = 'Import runs: file';
export const doing = {
  export: 'Exporting…',
  import: 'Importing…',
  exportOf: (run: number, all: number) => `Exporting run ${run} of ${all}…`,
  importOf: (run: number, all: number) => `Importing run ${run} of ${all}…`,
};
export const exportCancelled = 'The export was cancelled; no file was written.';
export const importCancelled = (done: number) =>
  `The import was cancelled after ${runsOf(done)} of the file: what was imported stays.`;
export const exported = (n: number) => `${runsOf(n)} ${plural(n, { one: 'is', other: 'are' })} in the file.`;
export const imported = (n: number) =>
  n > 0 ? `${runsOf(n)} ${plural(n, { one: 'was', other: 'were' })} imported.` : 'No run was imported.';
export const present = (n: number) =>
  `${runsOf(n)} ${plural(n, { one: 'is', other: 'are' })} in the library already, with the same weights.`;

/* The room that they take */
export const stored = (n: number, checkpoints: string | null) =>
  `${runsOf(n)}${checkpoints === null ? '' : ` with ${checkpoints} of checkpoints`}.`;
/** @param free null where it is not known */
export const room = (stored: string, used: string, free: string | null) =>
  `${stored} This page uses ${used} of the browser’s storage${free === null ? '' : `; ${free} are free`}.`;
export const keeping =
  'Runs are saved in this browser only. When its room runs out, the oldest checkpoints go first; the newest one of each run stays.';
export const notPersistent = 'The browser may delete them when the disk is full: export those that matter.';

/* A run in another tab */
export const watching = (name: string) => (name ? `Watching “${name}”` : 'Watching a run');
export const takeItOver = 'Take it over';
export const takenOver = 'Taken over, it goes on here, and stops in the other tab.';
export const lossesCome = 'Its losses come here.';
export const watchedSamples = 'Samples of the watched run';
export const watchedLoss = 'Loss curve of the watched run';
export const watchedStep = 'Watched step';
export const step = 'Step';
export const loss = (value: number) => `loss ${figure(value)}`;
export const stepsPerSecond = (rate: string) => `${rate} steps per second`;
export const trainingElsewhere = 'Training in another tab';
export const seeking = 'Looking for the tab that trains this run…';
export const live = 'This run trains in another tab, which saves it. Here it is only shown.';
/** @param saved "5 min ago"; null where it is not known */
export const silent = (saved: string | null) =>
  `The tab that trains this run does not answer: the browser may have put it to sleep. This is the newest copy that it saved${saved === null ? '' : `, ${saved}`}.`;
export const finishedAll = (n: number) =>
  `This run has finished all of its ${count(n)} ${plural(n, { one: 'step', other: 'steps' })}.`;
export const pausedAt = (step: number) => `No tab trains this run now: it is paused at step ${count(step)}.`;
export const gone = 'This run is not in the library any more: it was deleted.';
export const samplesOfStep = (step: number) => `Samples of step ${count(step)}`;
export const savedSamples = 'Its saved samples';
export const noSamples = 'No samples yet';
