/**
 * The variance-exploding SDE dx = √(dσ²/dt) dw with σ(t) = σ_min (σ_max/σ_min)^t: data stay where they are and drown
 * (Song et al. 2021, Eq. 9 and App. C; NCSN's noise levels).
 */
import type { Process } from '../process';
import { continuousProcess } from './continuous';

export interface VeOptions {
  /** σ at t = 0, in units of the data. */
  readonly sigmaMin: number;
  /** σ at t = 1; large against the data's extent. */
  readonly sigmaMax: number;
}

export function veSdeProcess({ sigmaMin, sigmaMax }: VeOptions): Process {
  const logRatio = Math.log(sigmaMax / sigmaMin);
  const sigma = (time: number) => sigmaMin * (sigmaMax / sigmaMin) ** time;
  return continuousProcess({
    id: 've-sde',
    // σ(0) = σ_min > 0: the score is finite there, nothing needs to be cut off.
    timeMin: 0,
    level: (time) => ({ alpha: 1, sigma: sigma(time) }),
    rates: (time) => ({ drift: 0, diffusionSquared: 2 * logRatio * sigma(time) ** 2 }),
  });
}
