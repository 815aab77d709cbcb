/**
 * A spacing says which times a sampler visits, from the most noise to the least. Steps are then taken between the levels of
 * neighbouring times, the last one to clean data: coefficients always match the steps really taken.
 */
import { DATA_LEVEL, type Level, type Process } from '../process';

/** One visited time; noise falls along a grid. */
export interface GridPoint {
  /** Native time. */
  readonly time: number;
  readonly level: Level;
}

interface SpacingOptions {
  /** How much of a karras grid lies at little noise: 7 in Karras et al. 2022, 1 is even in σ. */
  readonly rho: number;
  readonly rule: ChainRule;
}

/**
 * How a sampler reads `leading` and `linspace` on a discrete chain, as diffusers does. `rounded`: whole steps, the first
 * (t = 0) among them. `open`: n + 1 whole steps without t = 0, for solvers whose last step goes to data (DPM-Solver++).
 * `fractional`: linspace is not rounded, σ interpolated between whole steps (Euler and Heun in σ).
 */
export type ChainRule = 'rounded' | 'open' | 'fractional';

interface Spacing {
  /** Name in menus. */
  readonly label: string;
  grid(process: Process, n: number, options: SpacingOptions): GridPoint[];
}

export const SPACINGS = {
  /** Every (T/n)-th step from the first on; the most noise is not visited unless n = T. */
  leading: {
    label: 'leading',
    grid(process, n, { rule }) {
      if (!process.discrete)
        return at(process, n, (i) => process.timeMin + ((n - 1 - i) * spanOf(process)) / n);
      const skipped = rule === 'open' ? 1 : 0;
      const stride = Math.floor(stepsOf(process) / (n + skipped));
      return at(process, n, (i) => (n - 1 + skipped - i) * stride);
    },
  },
  /** Every (T/n)-th step back from the last: starts where sampling starts (Lin et al. 2023, Sec. 3.3). */
  trailing: {
    label: 'trailing',
    grid(process, n) {
      // Straight paths end at data at t = 0: n equal steps from 1 to 0.
      const span = process.odeFrame === 'straight' ? process.timeMax : spanOf(process);
      if (!process.discrete) return at(process, n, (i) => process.timeMax - (i * span) / n);
      const T = stepsOf(process);
      return at(process, n, (i) => roundHalfEven(T - i * (T / n)) - 1);
    },
  },
  /** Evenly from the last to the first, both visited. */
  linspace: {
    label: 'linspace',
    grid(process, n, { rule }) {
      if (n === 1) return at(process, 1, () => process.timeMax);
      const intervals = process.discrete && rule === 'open' ? n : n - 1;
      const time = (i: number) =>
        i === intervals ? process.timeMin : process.timeMax - (i * spanOf(process)) / intervals;
      if (!process.discrete) return at(process, n, time);
      if (rule === 'fractional') return Array.from({ length: n }, (_, i) => fractional(process, time(i)));
      return at(process, n, (i) => roundHalfEven(((intervals - i) * process.timeMax) / intervals));
    },
  },
  /** Even in σ^(1/ρ), σ in the coordinates x/alpha (Karras et al. 2022, Eq. 5). */
  karras: {
    label: 'karras',
    grid(process, n, { rho }) {
      const most = sigmaOf(process.level(process.timeMax)) ** (1 / rho);
      const least = sigmaOf(process.level(process.timeMin)) ** (1 / rho);
      return Array.from({ length: n }, (_, i) => {
        const part = n === 1 ? 0 : i / (n - 1);
        return pointOfSigma(process, (most + part * (least - most)) ** rho);
      });
    },
  },
} satisfies Record<string, Spacing>;

export type SpacingId = keyof typeof SPACINGS;

/** sigma/alpha: the noise level in the coordinates x/alpha, in which the probability-flow ODE is dx/dσ = eps. */
export const sigmaOf = ({ alpha, sigma }: Level): number => sigma / alpha;

/** The coordinates y = x/scale over sigma in which the probability-flow ODE reads dy/dsigma = (y - x̂0)/sigma. */
export interface OdeFrame {
  scale(level: Level): number;
  sigma(level: Level): number;
}

const ODE_FRAMES: Readonly<Record<Process['odeFrame'], OdeFrame>> = {
  scaled: { scale: ({ alpha }) => alpha, sigma: sigmaOf },
  straight: { scale: () => 1, sigma: ({ sigma }) => sigma },
};

export const odeFrame = (process: Process): OdeFrame => ODE_FRAMES[process.odeFrame];

/** The time and level of a process at which sigma/alpha is `sigma`, clamped to the process. */
export function pointOfSigma(process: Process, sigma: number): GridPoint {
  const time = process.timeOfLogSnr(-2 * Math.log(sigma));
  return { time, level: process.level(time) };
}

/** Neighbouring points of a grid, and the end of it: data. */
export function levelPairs(
  grid: readonly GridPoint[],
): { from: GridPoint; to: Level; next: GridPoint | null }[] {
  return grid.map((from, i) => {
    const next = grid[i + 1] ?? null;
    return { from, to: next?.level ?? DATA_LEVEL, next };
  });
}

const stepsOf = (process: Process) => process.timeMax + 1;
const spanOf = (process: Process) => process.timeMax - process.timeMin;

const at = (process: Process, n: number, timeOf: (i: number) => number): GridPoint[] =>
  Array.from({ length: n }, (_, i) => {
    const time = timeOf(i);
    return { time, level: process.level(time) };
  });

/** σ interpolated linearly between the neighbouring whole steps, the level of a variance-preserving process from it. */
function fractional(process: Process, time: number): GridPoint {
  const below = Math.floor(time);
  const part = time - below;
  if (part === 0) return { time, level: process.level(time) };
  const sigma = (1 - part) * sigmaOf(process.level(below)) + part * sigmaOf(process.level(below + 1));
  const norm = Math.hypot(1, sigma);
  return { time, level: { alpha: 1 / norm, sigma: sigma / norm } };
}

/** Rounds as NumPy does, halves to the even neighbour: 499.5 to 500, 500.5 to 500. */
function roundHalfEven(x: number): number {
  const floor = Math.floor(x);
  if (x - floor !== 0.5) return Math.round(x);
  return floor % 2 === 0 ? floor : floor + 1;
}
