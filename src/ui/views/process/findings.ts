/** The findings of the Process view: every sentence is computed from its subject. Pure, so that tests can hold it. */
import type { RunConfig } from '../../../config/fields';
import { isDriftless, type Level, type Process, shareOf } from '../../../diffusion/process';
import { PROCESSES } from '../../../diffusion/processes';
import type { TerminalSignal } from '../../../diffusion/terminalSignal';
import * as words from '../../../words/process';
import type { SymbolId } from '../../equations.generated';
import { formulaNumber, joined, percent } from '../../format';
import { labelOf } from '../../labels';
import type { SpaceTimeGrid } from './model/example1d';

/** The last time: T - 1, or 1. */
const endText = ({ discrete, timeMax }: Process): string => (discrete ? String(timeMax) : '1');

/** The headline: when half of the variance is noise, and how it ends. */
export function headline(process: Process, terminal: TerminalSignal): string {
  const end = endText(process);
  const signal = percent(terminal.signal);
  if (shareOf(process.level(process.timeMax)) > 0.5) return words.neverHalfNoise(signal, end);
  const left = terminal.verdict === 'noise' ? null : signal;
  if (shareOf(process.level(process.timeMin)) < 0.5) return words.halfNoiseAtOnce(left);
  return words.halfNoise(process.formatTime(process.timeOfLogSnr(0)), end, left);
}

/** The headline while the form's settings give no process. @param config of the pictures that stay meanwhile */
export const refusedHeadline = (config: RunConfig): string => words.noProcess(processLine(config));

/** How many peaks of the example's density remain. */
export function sliceTitle(process: Process, time: number, peaks: { now: number; data: number }): string {
  const t = process.formatTime(time);
  if (peaks.now >= peaks.data) return words.allPeaks(t, peaks.data);
  if (peaks.now === 1) return words.onePeak(t, peaks.data);
  return words.somePeaks(t, peaks.now, peaks.data);
}

/** The time by which |J/g²| has fallen to a tenth of its largest sum over places. */
export function currentTitle(process: Process, current: SpaceTimeGrid): string {
  const { values, rows, columns } = current;
  // The flow at each time in both directions: the sum over places.
  const flow = Array.from({ length: columns }, (_, i) => {
    let sum = 0;
    for (let j = 0; j < rows; j++) sum += Math.abs(values[i * rows + j]);
    return sum;
  });
  const most = Math.max(...flow);
  const peak = flow.indexOf(most);
  const below = flow.findIndex((sum, i) => i >= peak && sum < most / 10);
  const last = below === -1 ? columns - 1 : below - 1;
  const end = process.formatTime((last / (columns - 1)) * process.timeMax);
  return last === columns - 1 ? words.currentStays : words.currentFalls(end);
}

/** How far a numerical solution is from the pictures. @param error total variation between it and the closed form */
export const fokkerPlanckFinding = (error: number): string => words.fokkerPlanck(formulaNumber(error, 2));

export interface HalfTime {
  readonly name: string;
  /** Position on the time axis at which half of the variance is noise; null where there is none. */
  readonly position: number | null;
}

/** When each process reaches half noise, or which do not. */
export function processesTitle(halves: readonly HalfTime[]): string {
  const halfway = halves.filter((h): h is HalfTime & { position: number } => h.position !== null);
  const never = halves.filter(({ position }) => position === null);
  if (never.length > 0) return words.neverHalfway(joined(never.map(({ name }) => name)), never.length);
  const shares = halfway.map(({ name, position }) => `${name} ${percent(position)}`).join(', ');
  return words.halfwayAfter(shares);
}

/** The process at the cursor's time: glosses are computed from it. */
export interface Now {
  readonly process: Process;
  readonly time: number;
  readonly level: Level;
  /** β of the step, or g². */
  readonly rate: number;
}

export const GLOSSED = [
  'abar',
  'rest',
  'keep',
  'time',
  'udraw',
  'sigma',
  'data',
  'noise',
  'shrink',
  'step',
  'drift',
  'kick',
  'pull',
  'score',
  'wiener',
  'ode',
  'density',
  'current',
] as const satisfies readonly SymbolId[];

export type Glossed = (typeof GLOSSED)[number];

export const isGlossed = (id: string | null): id is Glossed =>
  (GLOSSED as readonly (string | null)[]).includes(id);

/** The sentence after a symbol. `strong` is its value at the cursor. */
export function gloss(id: Glossed, { process, time, level, rate }: Now): { strong?: string; text: string } {
  const t = process.formatTime(time);
  const { drift, diffusionSquared } = process.rates(time);
  switch (id) {
    case 'abar':
      return { strong: `= ${formulaNumber(level.alpha)}`, text: words.dataFactor(t) };
    case 'rest':
      return {
        strong: `= ${formulaNumber(level.sigma)}`,
        text: words.noiseDeviation,
      };
    case 'keep':
      return { strong: `= ${formulaNumber(level.alpha)}`, text: words.dataFactor(t) };
    case 'time':
      return {
        strong: `= ${formulaNumber(level.sigma)}`,
        text: words.noiseFactor,
      };
    case 'udraw':
      return { text: words.velocity };
    case 'sigma':
      return {
        strong: `= ${formulaNumber(level.sigma)}`,
        text: words.sigmaOfVe(t),
      };
    case 'data':
      return { text: words.dataPoint };
    case 'noise':
      return { text: words.noiseSample };
    case 'shrink':
      return {
        strong: `= ${formulaNumber(Math.sqrt(1 - rate), 4)}`,
        text: words.shrinkFactor(t),
      };
    case 'step':
      return {
        strong: `± ${formulaNumber(Math.sqrt(rate))}`,
        text: words.stepNoise(t),
      };
    case 'drift':
      return isDriftless(process)
        ? { strong: '= 0', text: words.noDrift }
        : {
            strong: `= ${formulaNumber(drift)} x`,
            text: process.odeFrame === 'straight' ? words.growingDrift(t) : words.balancingDrift(t),
          };
    case 'kick':
      return {
        strong: `g = ${formulaNumber(Math.sqrt(diffusionSquared))}`,
        text: words.forwardNoise(t),
      };
    case 'pull':
      return {
        strong: `= ${formulaNumber(diffusionSquared)}`,
        text: words.scoreFactor(t),
      };
    case 'score':
      return { text: words.score };
    case 'wiener':
      return { text: words.reverseNoise };
    case 'ode':
      return {
        strong: `= ${formulaNumber(diffusionSquared / 2)}`,
        text: words.odeFactor,
      };
    case 'density':
      return { text: words.density(t) };
    case 'current':
      return { text: words.current };
    default:
      return id satisfies never;
  }
}

/** "DDPM, cosine, T = 100": the settings in one line. */
export function processLine(config: RunConfig): string {
  const { name, usesSchedule, discrete } = PROCESSES[config.process];
  if (config.process === 'flow') return words.flowLine(name);
  if (!usesSchedule) return words.sigmaLine(name, config.sigmaMax);
  const line = words.scheduleLine(name, labelOf('schedule', config.schedule));
  return discrete ? `${line}, T = ${config.T}` : line;
}
