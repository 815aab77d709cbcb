/** The parts that processes in continuous time share: time runs over [timeMin, 1], and the network receives it on a scale of 1000. */

import { nothingToRescale } from '../../words/errors/refusals';
import { type Level, logSnr, type Process, type Rates, slopesOf, unitVarianceScale } from '../process';
import type { Refusal } from '../refusal';
import { formatFraction, type ProcessParameters } from './kind';

type Defaults = Pick<Process, 'odeFrame' | 'slopes' | 'inputScale' | 'networkTime'>;

interface Definition
  extends Pick<Process, 'timeMin' | 'variancePreserving' | 'direction'>,
    Partial<Defaults> {
  level(time: number): Level;
  rates(time: number): Rates;
}

/** Traits of every continuous process. */
export const CONTINUOUS = { discrete: false, odeFrame: 'scaled', formatTime: formatFraction } as const;

/** Score networks receive 999·t (Song et al. 2021, score_sde): the same numbers as a chain of 1000 steps. */
const NETWORK_SCALE = 999;

export function continuousProcess(definition: Definition): Process {
  const { timeMin, level, rates } = definition;
  return {
    ...CONTINUOUS,
    slopes: (time) => slopesOf(level(time), rates(time)),
    inputScale: unitVarianceScale,
    networkTime: (time) => NETWORK_SCALE * time,
    ...definition,
    timeMax: 1,
    timeOfLogSnr(target) {
      if (!(logSnr(level(timeMin)) > target)) return timeMin;
      if (!(logSnr(level(1)) < target)) return 1;
      let low = timeMin;
      let high = 1;
      // log SNR falls with time: 60 halvings leave less than a unit in the last place.
      for (let i = 0; i < 60; i++) {
        const middle = (low + high) / 2;
        if (logSnr(level(middle)) > target) low = middle;
        else high = middle;
      }
      return (low + high) / 2;
    },
    drawTime: (u) => timeMin + (1 - timeMin) * u,
  };
}

/** A process in continuous time has no betas that zero terminal SNR could rescale. @param name of the process */
export const rescalingRefusal = (name: string, { zeroTerminalSnr }: ProcessParameters): Refusal | null =>
  zeroTerminalSnr ? nothingToRescale(name) : null;
