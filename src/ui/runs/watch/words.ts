/** The sentences of the dialog about a run that is watched. Pure. */
import type { WatchedRun } from '../../../state/library/library';
import * as words from '../../../words/runs';
import { agoText } from '../words';

/** @param now milliseconds since 1970 */
export function standingSentence({ standing, record, step }: WatchedRun, now: number): string {
  switch (standing) {
    case 'seeking':
      return words.seeking;
    case 'live':
      return words.live;
    case 'silent':
      return words.silent(record ? agoText(record.updatedAt, now) : null);
    case 'idle':
      return record?.finished ? words.finishedAll(record.config.trainingSteps) : words.pausedAt(step);
    case 'deleted':
      return words.gone;
    default:
      return standing satisfies never;
  }
}

/** The caption of its samples. */
export function samplesText({ samples, record }: WatchedRun): string {
  if (samples) return words.samplesOfStep(samples.step);
  return record?.thumbnail ? words.savedSamples : words.noSamples;
}
