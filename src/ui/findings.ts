/** Sentences of several views about a run: every one is computed from its subject, or neutral. Pure, so that tests can hold it. */

import { classNames, drawnLabel } from '../config/classNames';
import { concerns, familyOf } from '../config/family';
import { DATASETS, type RunConfig } from '../config/fields';
import { lossQuantity } from '../diffusion/prediction';
import { PROCESSES, type ProcessKind } from '../diffusion/processes';
import type { Fix, TerminalSignal } from '../diffusion/terminalSignal';
import type { RunState } from '../state/run/run';
import type { BackendReport } from '../types/backend';
import type { DataSource } from '../types/dataSource';
import * as words from '../words/findings';
import { labelOf } from './labels';
import { networkText } from './networkText';

export const nounOf = ({ dataset, text }: Pick<RunConfig, 'dataset' | 'text'>): string =>
  dataset === 'text' && text
    ? `“${text.length > 16 ? `${text.slice(0, 15)}…` : text}”`
    : DATASETS[dataset].noun;

/**
 * "class upper", where the network draws one class alone; empty where it draws all.
 * @param source own data, which have names of their own for their classes
 */
export function drawnClass(config: RunConfig, source?: DataSource): string {
  const label = drawnLabel(config) ?? -1;
  return label < 0 || !concerns('guidance', config)
    ? ''
    : words.ofClass(classNames(config, source)[label] ?? label);
}

/** What samples should look like: "two moons", "class upper of two moons". */
export function drawnNounOf(config: RunConfig, source?: DataSource): string {
  const drawn = drawnClass(config, source);
  return drawn ? words.classOf(drawn, nounOf(config)) : nounOf(config);
}

/** Whether guidance takes samples away from the data of their class on purpose: any scale but 1, and 0, which draws no class. */
export const isGuided = (config: RunConfig): boolean =>
  concerns('guidance', config) && config.guidance !== 1 && drawnLabel(config) !== null;

/** Whether a measure compares samples with what they are of: images of one class are measured against all. */
export const isMeasuredAlike = (config: RunConfig): boolean =>
  familyOf(config.dataset) === 'points' || !drawnClass(config);

/** The data, the process, its length and the network of a configuration; no text where it has no such part. */
export const settingsParts = (config: RunConfig): string[] => [
  words.inLine(labelOf('dataset', config.dataset)),
  ...(PROCESSES[config.process].discrete
    ? [words.inLine(labelOf('schedule', config.schedule)), `T = ${config.T}`]
    : [labelOf('process', config.process), '']),
  networkText(config),
];

/** "swiss roll, cosine, T = 100, MLP": the settings in one line. */
export const settingsLine = (config: RunConfig): string => settingsParts(config).filter(Boolean).join(', ');

/** Why the menu of schedules has no effect; undefined where it has. */
export const unusedSchedule = ({ process }: Pick<RunConfig, 'process'>): string | undefined => {
  const { withoutSchedule }: ProcessKind = PROCESSES[process];
  return withoutSchedule;
};

/** The content of the picture at a position of the time axis. @param signal share of the variance that is signal there */
export function phrase(position: number, signal: number): string {
  if (position === 0) return words.phrases.samples;
  if (signal < 0.004) return words.phrases.noise;
  if (signal < 0.5) return words.phrases.mostlyNoise;
  if (signal < 0.9) return words.phrases.mostlySignal;
  return words.phrases.details;
}

/**
 * The smoothed loss over its floor, as a share of the floor; null before there is a finding, and for a run on few examples: the floor is that
 * of fresh data, and these can be learned by heart.
 */
export function excessOf(run: RunState | null, floor: number | null): number | null {
  if (!run || run.config.examples || floor === null || !(floor > 0)) return null;
  if (run.losses.last - run.losses.first < 100) return null;
  const excess = run.losses.smoothedAt(run.losses.last) / floor - 1;
  return Number.isFinite(excess) ? excess : null;
}

/** The newest loss of a run beside its floor, as a sentence. */
export function lossSummary(run: RunState | null, floor: number | null): string {
  if (!run || run.losses.last < run.losses.first) return words.noLosses;
  const { losses, config } = run;
  return words.lossSummary(losses.smoothedAt(losses.last), losses.last, floor, config.examples > 0);
}

/** The prediction of a network as a symbol. */
export const PREDICTED = { eps: 'ε', x0: 'x₀', v: 'v', velocity: 'u' };

export const errorUnit = (prediction: keyof typeof PREDICTED): string =>
  words.squaredErrorOf(PREDICTED[prediction]);

type LossFields = Pick<RunConfig, 'weighting' | 'lossSpace' | 'prediction' | 'variance'>;

/** The quantity that a loss is on, as a symbol: the prediction, unless the loss is taken on another one. */
export const lossSymbol = (config: LossFields): string => PREDICTED[lossQuantity(config)];

/** The quantity whose mean a loss is. */
export function lossUnit(config: LossFields): string {
  const quantity = lossQuantity(config);
  const unit =
    config.weighting === 'none' ? errorUnit(quantity) : words.weightedSquaredErrorOf(PREDICTED[quantity]);
  return config.variance === 'learned' ? words.withBound(unit) : unit;
}

export interface TerminalFinding {
  readonly verdict: string;
  readonly detail: string;
  readonly isProblem: boolean;
  readonly fix: { readonly label: string; readonly change: Partial<RunConfig> } | null;
}

function fixOf(fixes: readonly Fix[], config: RunConfig): TerminalFinding['fix'] {
  switch (fixes[0]) {
    case 'scale-betas':
      return { label: words.fixes.scaleBetas(config.T), change: { scaleBetas: true } };
    case 'cosine':
      return { label: words.fixes.cosine, change: { schedule: 'cosine' } };
    case 'zero-terminal-snr':
      return { label: words.fixes.zeroTerminalSnr, change: { zeroTerminalSnr: true } };
    case 'more-steps':
      return { label: words.fixes.moreSteps, change: { T: 1000 } };
    case 'larger-sigma-max':
      return { label: words.fixes.sigmaMax, change: { sigmaMax: 50 } };
    case 'larger-beta-max':
      return { label: words.fixes.betaMax, change: { betaMax: 20 } };
    case undefined:
      return null;
    default:
      return fixes[0] satisfies never;
  }
}

/** Whether the chain ends in noise, and what would fix it where it does not. */
export function terminalFinding(terminal: TerminalSignal, config: RunConfig): TerminalFinding {
  const left = words.signalLeft(terminal.signal, PROCESSES[config.process].lastTime(config));
  switch (terminal.verdict) {
    case 'noise':
      return { verdict: words.endsInNoise, detail: left, isProblem: false, fix: null };
    case 'traces':
      return {
        verdict: words.endsWithTraces,
        detail: left,
        isProblem: true,
        fix: fixOf(terminal.fixes, config),
      };
    case 'data-left':
      return {
        verdict: words.doesNotEnd,
        detail: words.neverShown(left),
        isProblem: true,
        fix: fixOf(terminal.fixes, config),
      };
    default:
      return terminal.verdict satisfies never;
  }
}

const isGpu = (backend: BackendReport | null): boolean =>
  backend?.backend === 'webgpu' || backend?.backend === 'webgl';

/** The reason why a run's first step is not done yet; null once it is. */
export function startNote(run: RunState | null): string | null {
  if (run?.phase === 'preparing') return words.preparing;
  if (run?.phase !== 'compiling') return null;
  const { previewDone, shaders, backend, opened } = run;
  const network = run.step > 0 ? 'present' : opened ? 'opened' : 'untrained';
  if (previewDone !== undefined) return words.firstSamples[network](previewDone);
  if (shaders) return words.compilingStep(shaders.done, shaders.total);
  return isGpu(backend) ? words.compilingLongest : words.firstWorkLonger;
}

/** How far runs are before their first step, of what is measured: their first samples, or the shaders of the first step. */
export interface StartProgress {
  readonly share: number;
  readonly text: string;
}

/** The progress of the start of runs that start together: a bar may fill by it. Null where nothing measures it. */
export function startProgress(runs: readonly (RunState | null)[]): StartProgress | null {
  const starting = runs.filter((run) => run?.phase === 'preparing' || run?.phase === 'compiling');
  if (starting.some((run) => run?.previewDone !== undefined)) {
    const done = runs.map((run) => run?.previewDone ?? (run?.samples?.step === run?.step ? 1 : 0));
    const share = done.reduce((sum, each) => sum + each, 0) / runs.length;
    return { share, text: words.samplesDone(share) };
  }
  const compiling = starting.flatMap((run) => run?.shaders ?? []);
  if (compiling.length === 0) return null;
  const done = compiling.reduce((sum, shaders) => sum + shaders.done, 0);
  const total = compiling.reduce((sum, shaders) => sum + shaders.total, 0);
  return { share: done / total, text: words.shadersDone(done, total) };
}
