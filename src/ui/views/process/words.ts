/** The words of the Process view: every sentence is computed from what it speaks of. Pure, so that they can be tested. */
import type { RunConfig } from '../../../config/fields';
import type { Level, Process } from '../../../diffusion/process';
import type { TerminalSignal } from '../../../diffusion/terminalSignal';
import type { SymbolId } from '../../equations.generated';
import { labelOf } from '../../labels';
import { shareOf } from './curves';
import type { Field } from './picture';

const MINUS = '−';

/** Numbers with about three digits, a real minus, and exponents only where they must be. */
export function number(v: number, digits = 3): string {
  if (v === Number.NEGATIVE_INFINITY) return `${MINUS}∞`;
  if (v === Number.POSITIVE_INFINITY) return '∞';
  const size = Math.abs(v);
  const text =
    size !== 0 && (size < 1e-4 || size >= 1e5) ? v.toExponential(1) : String(+v.toPrecision(digits));
  return text.replace('e+', 'e').replaceAll('-', MINUS);
}

export const percent = (v: number): string => `${(100 * v).toFixed(v < 0.1 ? 1 : 0)}%`;

/** "312" for a chain, "0.31" for an SDE. */
export const timeText = ({ discrete }: Pick<Process, 'discrete'>, time: number): string =>
  discrete ? String(Math.round(time)) : time.toFixed(2);

/** The last time: T - 1, or 1. */
const endText = ({ discrete, timeMax }: Process): string => (discrete ? String(timeMax) : '1');

/** The headline: when half of the variance is noise, and how it ends. */
export function headline(process: Process, terminal: TerminalSignal): string {
  const end = endText(process);
  const left = `${percent(terminal.signal)} of the signal`;
  if (shareOf(process.level(process.timeMax)) > 0.5)
    return `Never half noise: ${left} is left at t = ${end}.`;
  const rest = terminal.verdict === 'noise' ? 'all noise at the end' : `but ${left} never goes`;
  if (shareOf(process.level(process.timeMin)) < 0.5) return `More than half noise after one step, ${rest}.`;
  return `Half noise at t = ${timeText(process, process.timeOfLogSnr(0))} of ${end}, ${rest}.`;
}

/** How many of the data's peaks are left. */
export function sliceTitle(process: Process, time: number, peaks: { now: number; data: number }): string {
  const t = `At t = ${timeText(process, time)}`;
  if (peaks.now >= peaks.data) return `${t}, all ${peaks.data} peaks of the data stand`;
  if (peaks.now === 1) return `${t}, the ${peaks.data} peaks have become one`;
  return `${t}, ${peaks.now} of ${peaks.data} peaks are left`;
}

/** Where |J/g²| is largest, and which way it points there. */
export function currentTitle(process: Process, current: Field): string {
  const { values, rows, columns } = current;
  // How much flows at a time, by either side: the sum over places.
  let most = 0;
  let at = 0;
  for (let i = 0; i < columns; i++) {
    let sum = 0;
    for (let j = 0; j < rows; j++) sum += Math.abs(values[i * rows + j]);
    if (sum > most) {
      most = sum;
      at = i;
    }
  }
  let within = at;
  for (let i = at; i < columns; i++) {
    let sum = 0;
    for (let j = 0; j < rows; j++) sum += Math.abs(values[i * rows + j]);
    if (sum < most / 10) break;
    within = i;
  }
  const end = timeText(process, (within / (columns - 1)) * process.timeMax);
  return within === columns - 1
    ? 'The current over g² never falls to a tenth'
    : `The current over g² falls to a tenth by t = ${end}`;
}

export interface HalfTime {
  readonly name: string;
  /** Position on the time axis at which half of the variance is noise; null where that never is. */
  readonly position: number | null;
}

/** Which of several processes reaches half noise first. */
export function familyTitle(halves: readonly HalfTime[]): string {
  const reached = halves.filter((h): h is HalfTime & { position: number } => h.position !== null);
  const never = halves.filter(({ position }) => position === null);
  if (never.length > 0)
    return `${never.map(({ name }) => name).join(' and ')} never ${never.length > 1 ? 'reach' : 'reaches'} half noise`;
  const said = reached.map(({ name, position }) => `${name} ${percent(position)}`).join(', ');
  return `Half noise after: ${said} of the way`;
}

/** What the present time looks like in numbers; glosses are made of it. */
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

/** The sentence after a symbol. `strong` is its value now. */
export function gloss(id: Glossed, { process, time, level, rate }: Now): { strong?: string; text: string } {
  const t = timeText(process, time);
  const { drift, diffusionSquared } = process.rates(time);
  switch (id) {
    case 'abar':
      return { strong: `= ${number(level.alpha)}`, text: `of the data is left at t = ${t}.` };
    case 'rest':
      return {
        strong: `= ${number(level.sigma)}`,
        text: 'is the deviation of the noise. The squares sum to 1, so the variance is kept.',
      };
    case 'sigma':
      return { strong: `= ${number(level.sigma)}`, text: `at t = ${t}. The data are never scaled down.` };
    case 'data':
      return { text: 'is a point of the data; its density stands at the left.' };
    case 'noise':
      return { text: 'is a draw from N(0, 1). Grey, wherever it shows.' };
    case 'shrink':
      return {
        strong: `= ${number(Math.sqrt(1 - rate), 4)}`,
        text: `is what step ${t} keeps of the step before.`,
      };
    case 'step':
      return {
        strong: `± ${number(Math.sqrt(rate))}`,
        text: `is the noise that step ${t} adds. It makes the forward paths rough.`,
      };
    case 'drift':
      return process.id === 've-sde'
        ? { strong: '= 0', text: 'for this process: nothing is pulled anywhere, the noise alone grows.' }
        : {
            strong: `= ${number(drift)} x`,
            text: `at t = ${t}: a pull towards 0, which keeps the variance from growing.`,
          };
    case 'kick':
      return {
        strong: `g = ${number(Math.sqrt(diffusionSquared))}`,
        text: `at t = ${t}: the noise that makes forward paths rough.`,
      };
    case 'pull':
      return { strong: `= ${number(diffusionSquared)}`, text: `at t = ${t}: full strength uphill.` };
    case 'score':
      return { text: 'points uphill, to likelier places. Here it is exact.' };
    case 'wiener':
      return { text: 'is fresh noise on the way back. It makes these paths rough.' };
    case 'ode':
      return {
        strong: `= ${number(diffusionSquared / 2)}`,
        text: 'is half the pull, and no noise: the same start gives the same end, and paths never cross.',
      };
    case 'density':
      return { text: `is the density at t = ${t}, known in closed form.` };
    case 'current':
      return { text: 'is how much probability passes each place: violet is up, green is down.' };
    default:
      return id satisfies never;
  }
}

/** "DDPM, cosine, T = 100": the rail in one line. */
export function processLine(config: RunConfig): string {
  const kind = labelOf('process', config.process);
  const schedule = labelOf('schedule', config.schedule).toLowerCase();
  switch (config.process) {
    case 'ddpm':
      return `${kind.split(',')[0]}, ${schedule}, T = ${config.T}`;
    case 'vp-sde':
      return `${kind.split(',')[0]}, ${schedule}`;
    case 've-sde':
      return `${kind.split(',')[0]}, σ to ${config.sigmaMax}`;
    default:
      return config.process satisfies never;
  }
}
