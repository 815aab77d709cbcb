/**
 * The chain against its SDE (Song et al. 2021, App. B): with β_t = β(t)Δt, x ← √(1-β_t) x + √β_t ε becomes
 * dx = -½β(t)x dt + √β(t) dw as Δt → 0. Here both run on the same Brownian motion, so that their difference is a number.
 */
import { fillNormal } from '../../lib/rng';
import { createProcess } from '../processes';

const SDE = createProcess({ process: 'vp-sde', schedule: 'linear' });

/** √(1-β) ≈ 1 - β/2, and by how much: β²/8 + β³/16 + … */
export const rootError = (beta: number): number => 1 - beta / 2 - Math.sqrt(1 - beta);

/** β_t = β(t)Δt at the end of each of N equal steps of [0, 1], or null where one is 1 or more: √(1-β) then has no value. */
export function chainBetas(steps: number): Float64Array | null {
  const betas = Float64Array.from(
    { length: steps },
    (_, i) => SDE.rates((i + 1) / steps).diffusionSquared / steps,
  );
  return betas.every((beta) => beta < 1) ? betas : null;
}

/** The fewest steps of which a chain can be made. */
export const FEWEST_STEPS = SDE.rates(1).diffusionSquared + 1;

/** √ᾱ after each step. @returns [steps + 1], 1 first */
export function chainSignal(betas: Float64Array): Float64Array {
  const signal = new Float64Array(betas.length + 1).fill(1);
  for (let i = 0; i < betas.length; i++) signal[i + 1] = signal[i] * Math.sqrt(1 - betas[i]);
  return signal;
}

/** α of the SDE: exp(-½∫β). */
const sdeSignal = (time: number): number => SDE.level(time).alpha;

/** The largest difference of √ᾱ of the chain and α of the SDE at the chain's times; null where there is no chain. */
export function signalError(steps: number): number | null {
  const betas = chainBetas(steps);
  if (!betas) return null;
  return chainSignal(betas).reduce(
    (worst, signal, i) => Math.max(worst, Math.abs(signal - sdeSignal(i / steps))),
    0,
  );
}

/** The order of an error that falls as N^-order, from its values at two numbers of steps. */
export const orderOf = (few: number, many: number, [atFew, atMany]: readonly [number, number]): number =>
  Math.log(atFew / atMany) / Math.log(many / few);

/** Increments of Brownian motion on the finest grid: a multiple of all numbers of steps that the picture offers. */
export const FINEST = 4000;

/** [FINEST] increments dw, of variance 1/FINEST each. */
export const brownianIncrements = (seed: number): Float64Array =>
  fillNormal(new Float64Array(FINEST), { seed, stream: 'noise', step: 2 }).map((z) => z / Math.sqrt(FINEST));

/**
 * One path of the chain of N steps on a given Brownian motion: ε of a step is the sum of its increments over √Δt.
 * @param steps a divisor of FINEST
 * @returns [steps + 1] positions; null where there is no chain
 */
export function chainPath(steps: number, start: number, increments: Float64Array): Float64Array | null {
  const betas = chainBetas(steps);
  if (!betas) return null;
  const each = FINEST / steps;
  const path = new Float64Array(steps + 1);
  path[0] = start;
  for (let i = 0; i < steps; i++) {
    let dw = 0;
    for (let k = i * each; k < (i + 1) * each; k++) dw += increments[k];
    const eps = dw * Math.sqrt(steps);
    path[i + 1] = Math.sqrt(1 - betas[i]) * path[i] + Math.sqrt(betas[i]) * eps;
  }
  return path;
}

/** The root mean square distance of a chain's path from that of the finest chain, at the chain's own times, over several paths. */
export function pathError(steps: number, seeds: readonly number[]): number | null {
  if (!chainBetas(steps)) return null;
  let [squares, n] = [0, 0];
  for (const seed of seeds) {
    const increments = brownianIncrements(seed);
    const coarse = chainPath(steps, 1, increments);
    const fine = chainPath(FINEST, 1, increments);
    if (!coarse || !fine) return null;
    for (let i = 1; i <= steps; i++) {
      squares += (coarse[i] - fine[(i * FINEST) / steps]) ** 2;
      n++;
    }
  }
  return Math.sqrt(squares / n);
}
