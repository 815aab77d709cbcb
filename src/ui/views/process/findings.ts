/** The findings of the Process view: every sentence is computed from its subject. Pure, so that tests can hold it. */
import type { RunConfig } from '../../../config/fields';
import { isDriftless, type Level, type Process, shareOf } from '../../../diffusion/process';
import { PROCESSES } from '../../../diffusion/processes';
import type { TerminalSignal } from '../../../diffusion/terminalSignal';
import type { SymbolId } from '../../equations.generated';
import { formulaNumber, joined, percent } from '../../format';
import { labelOf } from '../../labels';
import type { SpaceTimeGrid } from './model/example1d';

/** The last time: T - 1, or 1. */
const endText = ({ discrete, timeMax }: Process): string => (discrete ? String(timeMax) : '1');

/** The headline: when half of the variance is noise, and how it ends. */
export function headline(process: Process, terminal: TerminalSignal): string {
  const end = endText(process);
  const signal = `${percent(terminal.signal)} of the variance`;
  if (shareOf(process.level(process.timeMax)) > 0.5)
    return `Never half noise: ${signal} is signal at t = ${end}.`;
  const atEnd = terminal.verdict === 'noise' ? 'all noise at the end' : `but ${signal} is signal at the end`;
  if (shareOf(process.level(process.timeMin)) < 0.5) return `More than half noise after one step, ${atEnd}.`;
  return `Half noise at t = ${process.formatTime(process.timeOfLogSnr(0))} of ${end}, ${atEnd}.`;
}

/** The headline while the form's settings give no process. @param config of the pictures that stay meanwhile */
export const refusedHeadline = (config: RunConfig): string =>
  `These settings give no process. The pictures are of ${processLine(config)}.`;

/** How many peaks of the example's density remain. */
export function sliceTitle(process: Process, time: number, peaks: { now: number; data: number }): string {
  const t = `At t = ${process.formatTime(time)}`;
  if (peaks.now >= peaks.data) return `${t}, all ${peaks.data} peaks of the 1-D example remain`;
  if (peaks.now === 1) return `${t}, the ${peaks.data} peaks of the 1-D example have merged into one`;
  return `${t}, ${peaks.now} of ${peaks.data} peaks of the 1-D example remain`;
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
  return last === columns - 1
    ? 'The current over g² never falls to a tenth'
    : `The current over g² falls to a tenth by t = ${end}`;
}

/** How far a numerical solution is from the pictures. @param error total variation between it and the closed form */
export const fokkerPlanckFinding = (error: number): string =>
  `The Fokker–Planck equation, integrated by finite volumes from the data alone, differs from the closed form by a total variation of at most ${formulaNumber(error, 2)}.`;

export interface HalfTime {
  readonly name: string;
  /** Position on the time axis at which half of the variance is noise; null where there is none. */
  readonly position: number | null;
}

/** When each process reaches half noise, or which do not. */
export function processesTitle(halves: readonly HalfTime[]): string {
  const halfway = halves.filter((h): h is HalfTime & { position: number } => h.position !== null);
  const never = halves.filter(({ position }) => position === null);
  if (never.length > 0)
    return `${joined(never.map(({ name }) => name))} never ${never.length > 1 ? 'reach' : 'reaches'} half noise`;
  const shares = halfway.map(({ name, position }) => `${name} ${percent(position)}`).join(', ');
  return `Half noise after: ${shares} of the noising time`;
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
      return { strong: `= ${formulaNumber(level.alpha)}`, text: `is the factor of the data at t = ${t}.` };
    case 'rest':
      return {
        strong: `= ${formulaNumber(level.sigma)}`,
        text: 'is the standard deviation of the noise. The squares sum to 1, which preserves the variance.',
      };
    case 'keep':
      return { strong: `= ${formulaNumber(level.alpha)}`, text: `is the factor of the data at t = ${t}.` };
    case 'time':
      return {
        strong: `= ${formulaNumber(level.sigma)}`,
        text: 'is the factor of the noise. The two sum to 1: x moves on a straight line from data to noise.',
      };
    case 'udraw':
      return {
        text: 'is the velocity: the mean of ε − x₀ over all lines through x at t. Without noise, paths of it never cross.',
      };
    case 'sigma':
      return {
        strong: `= ${formulaNumber(level.sigma)}`,
        text: `at t = ${t}. The data are not scaled down.`,
      };
    case 'data':
      return { text: 'is a point of the data; their density is drawn at the left.' };
    case 'noise':
      return { text: 'is a sample of N(0, 1), drawn in grey.' };
    case 'shrink':
      return {
        strong: `= ${formulaNumber(Math.sqrt(1 - rate), 4)}`,
        text: `is the factor of the previous state in step ${t}.`,
      };
    case 'step':
      return {
        strong: `± ${formulaNumber(Math.sqrt(rate))}`,
        text: `is the noise that step ${t} adds. It makes the forward paths rough.`,
      };
    case 'drift':
      return isDriftless(process)
        ? { strong: '= 0', text: 'for this process: only the noise grows.' }
        : {
            strong: `= ${formulaNumber(drift)} x`,
            text:
              process.odeFrame === 'straight'
                ? `at t = ${t}: a drift towards 0, which grows without bound as t nears 1.`
                : `at t = ${t}: a drift towards 0, which keeps the variance from growing.`,
          };
    case 'kick':
      return {
        strong: `g = ${formulaNumber(Math.sqrt(diffusionSquared))}`,
        text: `at t = ${t}: the noise that makes the forward paths rough.`,
      };
    case 'pull':
      return {
        strong: `= ${formulaNumber(diffusionSquared)}`,
        text: `at t = ${t}: the factor of the score in the reverse SDE.`,
      };
    case 'score':
      return { text: 'is the score: it points towards higher density. Here it is exact.' };
    case 'wiener':
      return { text: 'is fresh noise of the reverse process. It makes these paths rough.' };
    case 'ode':
      return {
        strong: `= ${formulaNumber(diffusionSquared / 2)}`,
        text: 'is the factor of the score in the probability-flow ODE. Without noise, the same start gives the same end, and paths never cross.',
      };
    case 'density':
      return { text: `is the density at t = ${t}, known in closed form.` };
    case 'current':
      return { text: 'is the flow of probability at each place: violet is up, green is down.' };
    default:
      return id satisfies never;
  }
}

/** "DDPM, cosine, T = 100": the settings in one line. */
export function processLine(config: RunConfig): string {
  const { name, usesSchedule, discrete } = PROCESSES[config.process];
  if (config.process === 'flow') return `${name}, from data to noise on straight lines`;
  if (!usesSchedule) return `${name}, σ to ${config.sigmaMax}`;
  const schedule = labelOf('schedule', config.schedule).toLowerCase();
  return discrete ? `${name}, ${schedule}, T = ${config.T}` : `${name}, ${schedule}`;
}
