/**
 * The variance-exploding SDE dx = √(dσ²/dt) dw with σ(t) = σ_min (σ_max/σ_min)^t: data stay where they are and vanish under the
 * noise (Song et al. 2021, Eq. 9 and App. C; NCSN's noise levels).
 */

import * as labels from '../../words/config';
import { badSigmas } from '../../words/errors/refusals';
import type { Process } from '../process';
import { CONTINUOUS, continuousProcess, rescalingRefusal } from './continuous';
import type { ProcessKind } from './kind';

interface VeOptions {
  /** σ at t = 0, in units of the data. */
  readonly sigmaMin: number;
  /** σ at t = 1; large against the data's extent. */
  readonly sigmaMax: number;
}

function veSdeProcess({ sigmaMin, sigmaMax }: VeOptions): Process {
  const logRatio = Math.log(sigmaMax / sigmaMin);
  const sigma = (time: number) => sigmaMin * (sigmaMax / sigmaMin) ** time;
  return continuousProcess({
    variancePreserving: false,
    // σ(0) = σ_min > 0: the score is finite there, nothing needs to be cut off.
    timeMin: 0,
    direction: () => ({ alpha: 0, sigma: Math.SQRT2 }),
    level: (time) => ({ alpha: 1, sigma: sigma(time) }),
    rates: (time) => ({ drift: 0, diffusionSquared: 2 * logRatio * sigma(time) ** 2 }),
  });
}

export const veSde: ProcessKind = {
  ...CONTINUOUS,
  label: labels.processes.veSde,
  name: 'VE',
  variancePreserving: false,
  usesSchedule: false,
  withoutSchedule: labels.veHasNoBetas,
  lastTime: () => 1,
  parameters: () => ['sigmaMin', 'sigmaMax'],
  refusal(options) {
    const { sigmaMin, sigmaMax } = options;
    const rescaling = rescalingRefusal('VE-SDE', options);
    if (rescaling) return rescaling;
    if (!(sigmaMin > 0 && sigmaMax > sigmaMin)) return badSigmas(sigmaMin, sigmaMax);
    return null;
  },
  create: veSdeProcess,
};
