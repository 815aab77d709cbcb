/** The sentences of the Train view about a run: every one is computed from its subject, or neutral. Pure, so that tests can hold it. */

import type { RunConfig } from '../../../config/fields';
import type { NextTraining } from '../../../state/run/continuation';
import type { LossMap } from '../../../state/run/lossByTime';
import { type RunState, timeLeft } from '../../../state/run/run';
import type { StepMeasurement } from '../../../types/score';
import * as words from '../../../words/train/view';
import { drawnClass, drawnNounOf, excessOf, isGuided, isMeasuredAlike, nounOf } from '../../findings';
import { duration, figure, percent, roughDuration } from '../../format';
import { labelOf } from '../../labels';
import { standingOf } from '../../quality';
import type { TransportState } from '../../widgets/transportState';

/**
 * The headline: what the stage shows, as far as it is measured.
 * @param quality the newest measurement of this run; null before the first
 */
export function headline(run: RunState | null, form: RunConfig, quality: StepMeasurement | null): string {
  if (!run?.samples) {
    if (run?.phase === 'failed') return words.noSamplesOfRun;
    if (run?.opened) return words.samplingOpened;
    if (run) return words.startingRun(nounOf(run.config));
    return words.noiseBecomes(nounOf(form));
  }
  const { step } = run.samples;
  if (step === 0) return run.opened ? words.samplesOfOpened : words.samplesOfUntrained;
  const noun = drawnNounOf(run.config, run.source);
  const standing = isMeasuredAlike(run.config) ? standingOf(quality?.score ?? null, quality?.second) : null;
  const opened = Boolean(run.opened);
  if (!quality || !standing)
    return words.samplesAfter(drawnClass(run.config, run.source), step, opened, nounOf(run.config));
  const at = quality.step === run.step ? null : quality.step;
  switch (standing.kind) {
    case 'alike':
      return words.samplesAlike(noun, quality.step, opened);
    case 'near':
      return words.samplesNear(noun, standing.text, at);
    case 'far':
      return (isGuided(run.config) ? words.guidedFar : words.samplesFar)(noun, standing.text, at);
    default:
      return standing satisfies never;
  }
}

/** "cosine, T = 200, DDPM": what a recording was drawn with. */
export const recordingLine = ({ schedule, T, sampler }: RunConfig): string =>
  words.recordingSettings(labelOf('schedule', schedule), T, labelOf('sampler', sampler));

interface LossContext {
  readonly points?: number | null;
  readonly quality?: StepMeasurement | null;
}

/**
 * How the loss stands to the best possible one. Null before there is a finding.
 * @param options.points  of how many points the floor is the exact one: above it is not yet above the best possible
 * @param options.quality of the newest samples: a small loss is no praise of samples that are far from real data. It is not
 *                         mentioned where the run has trained more than twice as far since: it is of another network then.
 */
export function lossFinding(
  run: RunState | null,
  floor: number | null,
  { points, quality = null }: LossContext = {},
): string | null {
  const excess = excessOf(run, floor);
  if (excess === null) return null;
  const isRecent = quality !== null && run !== null && 2 * quality.step >= run.step;
  const standing = standingOf(isRecent && !isGuided(run.config) ? quality.score : null, quality?.second);
  const finding = excessText(excess, points);
  return standing?.kind === 'far' ? words.yetSamplesAreFar(finding, standing.text) : finding;
}

function excessText(excess: number, points?: number | null): string {
  if (Math.abs(excess) < 0.01) return words.atFloor(points);
  if (excess < 0) return words.belowFloor(percent(-excess, 0));
  return words.aboveFloor(percent(excess, 0), points);
}

const mean = (values: ArrayLike<number>, from: number, to: number) => {
  let sum = 0;
  let n = 0;
  for (let i = Math.floor(from * values.length); i < Math.ceil(to * values.length); i++) {
    if (Number.isFinite(values[i])) {
      sum += values[i];
      n++;
    }
  }
  return n > 0 ? sum / n : Number.NaN;
};

/** The third of the time axis that stands out by at least half over both others, if any. */
function standsOut(values: ArrayLike<number>): 'data' | 'middle' | 'noise' | null {
  const thirds = [mean(values, 0, 1 / 3), mean(values, 1 / 3, 2 / 3), mean(values, 2 / 3, 1)];
  const most = Math.max(...thirds);
  if (thirds.some(Number.isNaN) || thirds.filter((v) => v * 1.5 > most).length > 1) return null;
  return (['data', 'middle', 'noise'] as const)[thirds.indexOf(most)];
}

export function lossMapFinding(map: LossMap): string | null {
  const newest = map.at(-1);
  if (!newest || map.length < 3) return null;
  const third = standsOut(newest.values);
  return third && words.lossHighest[third];
}

/** @param what the network's field that is compared with the exact one */
export function scoreFinding(values: ArrayLike<number> | null, what: 'score' | 'velocity'): string | null {
  if (!values) return null;
  const third = standsOut(values);
  return third && words.leastAccurate[what][third];
}

/** The error by place, as the text of its map. @param errors squared, per dimension, at places evenly over the stage */
export function errorSentence(errors: ArrayLike<number>): string {
  const sorted = Array.from(errors).sort((a, b) => a - b);
  const [median, most] = [sorted[sorted.length >> 1], sorted[sorted.length - 1]];
  return words.placeErrors(figure(median), figure(most));
}

/** The button that trains: its name says what a press does. */
export function trainButton(next: NextTraining, state: TransportState): { label: string; title: string } {
  if (state === 'compiling') return { label: words.train, title: words.runStarts };
  switch (next.kind) {
    case 'begin':
      return { label: words.train, title: words.trainTitle };
    case 'anew':
      return { label: words.trainAnew, title: words.trainAnewTitle };
    case 'more':
      return { label: words.trainMore(next.steps), title: words.trainMoreTitle(next.steps) };
    case 'resume':
      return {
        label: words.resume,
        title: state === 'failed' ? words.resumeFailedTitle : words.resumeTitle(next.from),
      };
    default:
      return next satisfies never;
  }
}

/** The text beside the rate: the time left of a run that trains, the time that a finished one took; of an opened model that is not known. */
export function timingText(run: RunState | null): string {
  const left = run && timeLeft(run);
  if (left !== null) return words.timeLeft(roughDuration(left));
  return run?.phase === 'done' && run.trainedFor ? words.timeTaken(duration(run.trainedFor)) : '';
}
