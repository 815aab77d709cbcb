/** The sentences of the dialog about a run that is watched. Pure. */
import type { WatchedRun } from '../../../state/library/library';
import { count, counted } from '../../format';
import { agoText } from '../words';

/** @param now milliseconds since 1970 */
export function standingSentence({ standing, record, step }: WatchedRun, now: number): string {
  switch (standing) {
    case 'seeking':
      return 'Looking for the tab that trains this run…';
    case 'live':
      return 'This run trains in another tab, which saves it. Here it is only shown.';
    case 'silent':
      return `The tab that trains this run does not answer: the browser may have put it to sleep. This is the newest copy that it saved${record ? `, ${agoText(record.updatedAt, now)}` : ''}.`;
    case 'idle':
      return record?.finished
        ? `This run has finished all of its ${counted(record.config.trainingSteps, 'step')}.`
        : `No tab trains this run now: it is paused at step ${count(step)}.`;
    case 'deleted':
      return 'This run is not in the library any more: it was deleted.';
    default:
      return standing satisfies never;
  }
}

/** The caption of its samples. */
export function samplesText({ samples, record }: WatchedRun): string {
  if (samples) return `Samples of step ${count(samples.step)}`;
  return record?.thumbnail ? 'Its saved samples' : 'No samples yet';
}
