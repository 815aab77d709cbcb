/** The sentences of the Train view about a run: every one is computed from its subject, or neutral. Pure, so that tests can hold it. */

import type { RunConfig } from '../../../config/fields';
import type { NextTraining } from '../../../state/run/continuation';
import type { LossMap } from '../../../state/run/lossByTime';
import { type RunState, timeLeft } from '../../../state/run/run';
import type { StepMeasurement } from '../../../types/score';
import { drawnClass, drawnNounOf, excessOf, isGuided, isMeasuredAlike, nounOf } from '../../findings';
import { capitalised, count, counted, duration, figure, percent, roughDuration } from '../../format';
import { labelOf } from '../../labels';
import { standingOf } from '../../quality';
import type { TransportState } from '../../widgets/transportState';

/**
 * The headline: what the stage shows, as far as it is measured.
 * @param quality the newest measurement of this run; null before the first
 */
export function headline(run: RunState | null, form: RunConfig, quality: StepMeasurement | null): string {
  if (!run?.samples) {
    if (run?.phase === 'failed') return 'This run has no samples.';
    if (run?.opened) return 'Sampling from the opened model.';
    if (run) return `Starting a run on ${nounOf(run.config)}.`;
    return `Noise becomes ${nounOf(form)}, step by step.`;
  }
  const { step } = run.samples;
  if (step === 0) return `Samples of the ${run.opened ? 'opened model' : 'untrained network'}.`;
  const noun = drawnNounOf(run.config, run.source);
  const standing = isMeasuredAlike(run.config) ? standingOf(quality?.score ?? null) : null;
  const steps = (n: number) => counted(n, run.opened ? 'further training step' : 'training step');
  if (!quality || !standing) {
    const drawn = drawnClass(run.config, run.source);
    return `Samples${drawn && ` for ${drawn}`} after ${steps(step)} on ${nounOf(run.config)}.`;
  }
  const at = quality.step === step ? '' : ` at step ${count(quality.step)}`;
  switch (standing.kind) {
    case 'alike':
      return `${capitalised(noun)}, after ${steps(quality.step)}.`;
    case 'near':
      return `Nearly ${noun}: ${standing.text}${at}.`;
    case 'far':
      return `${isGuided(run.config) ? `Guided samples of ${noun}` : `Not ${noun} yet`}: ${standing.text}${at}.`;
    default:
      return standing satisfies never;
  }
}

/** "cosine, T = 200, DDPM": what a recording was drawn with. */
export const recordingLine = ({ schedule, T, sampler }: RunConfig): string =>
  `${labelOf('schedule', schedule).toLowerCase()}, T = ${T}, ${labelOf('sampler', sampler)}`;

interface LossContext {
  readonly ofPoints?: boolean;
  readonly quality?: StepMeasurement | null;
}

/**
 * How the loss stands to the best possible one. Null before there is a finding.
 * @param options.ofPoints the floor is that of a finite sample: above it is not yet above the best possible
 * @param options.quality  of the newest samples: a small loss is no praise of samples that are far from real data. It is not
 *                         mentioned where the run has trained more than twice as far since: it is of another network then.
 */
export function lossFinding(
  run: RunState | null,
  floor: number | null,
  { ofPoints = false, quality = null }: LossContext = {},
): string | null {
  const excess = excessOf(run, floor);
  if (excess === null) return null;
  const isRecent = quality !== null && run !== null && 2 * quality.step >= run.step;
  const standing = standingOf(isRecent && !isGuided(run.config) ? quality.score : null);
  const finding = excessText(excess, ofPoints);
  return standing?.kind === 'far' ? `${finding}, yet the samples are ${standing.text}` : finding;
}

function excessText(excess: number, ofPoints: boolean): string {
  const best = ofPoints ? 'exact loss of 5,000 points' : 'best possible loss';
  if (Math.abs(excess) < 0.01) return `At the ${best}, within sampling noise`;
  if (excess < 0)
    return `${percent(-excess, 0)} below the floor: the recent batches were easier than average`;
  return `${percent(excess, 0)} above the ${best}`;
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
  switch (standsOut(newest.values)) {
    case 'data':
      return 'The loss is highest at small noise levels';
    case 'middle':
      return 'The loss is highest at intermediate noise levels';
    case 'noise':
      return 'The loss is highest at large noise levels';
    default:
      return null;
  }
}

/** @param what the network's field that is compared with the exact one */
export function scoreFinding(values: ArrayLike<number> | null, what: 'score' | 'velocity'): string | null {
  if (!values) return null;
  switch (standsOut(values)) {
    case 'data':
      return `The learned ${what} is least accurate at small noise levels`;
    case 'middle':
      return `The learned ${what} is least accurate at intermediate noise levels`;
    case 'noise':
      return `The learned ${what} is least accurate at large noise levels`;
    default:
      return null;
  }
}

/** The error by place, as the text of its map. @param errors squared, per dimension, at places evenly over the stage */
export function errorSentence(errors: ArrayLike<number>): string {
  const sorted = Array.from(errors).sort((a, b) => a - b);
  const [median, most] = [sorted[sorted.length >> 1], sorted[sorted.length - 1]];
  return `squared error of ε over the stage: median ${figure(median)}, maximum ${figure(most)}`;
}

/** The button that trains: its name says what a press does. */
export function trainButton(next: NextTraining, state: TransportState): { label: string; title: string } {
  if (state === 'compiling') return { label: 'Train', title: 'The run is starting' };
  switch (next.kind) {
    case 'begin':
      return { label: 'Train', title: 'Start a run with these settings (T)' };
    case 'anew':
      return { label: 'Train anew', title: 'Start a new run with the changed settings (T)' };
    case 'more':
      return {
        label: `Train ${count(next.steps)} more`,
        title: `Continue for ${counted(next.steps, 'step')} more (T)`,
      };
    case 'resume':
      return {
        label: 'Resume',
        title:
          state === 'failed'
            ? 'Continue from the last finite weights (T)'
            : `Continue from step ${count(next.from)} (T)`,
      };
    default:
      return next satisfies never;
  }
}

/** The text beside the rate: the time left of a run that trains, the time that a finished one took. */
export function timingText(run: RunState | null): string {
  const left = run && timeLeft(run);
  if (left !== null) return `${roughDuration(left)} left`;
  return run?.phase === 'done' ? `took ${duration(run.trainedFor)}` : '';
}
