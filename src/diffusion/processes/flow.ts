/**
 * Flow matching as a process: x_t = (1 - t) x0 + t eps, on straight lines from data at t = 0 to noise at t = 1 (Lipman et al. 2023,
 * Sec. 4.1 with σ_min = 0; Liu et al. 2023). The papers count time the other way, from noise at 0 to data at 1.
 */

import * as labels from '../../words/config';
import { flowMatching } from '../../words/errors/refusals';
import type { Process } from '../process';
import { CONTINUOUS, continuousProcess, rescalingRefusal } from './continuous';
import type { ProcessKind } from './kind';

/** The least noise that is trained and evaluated: 1/1000, diffusers' smallest sigma of a flow. The score grows without bound below. */
const FLOW_TIME_MIN = 1e-3;

/** Rates are infinite at t = 1, where alpha = 0: they are those of this much before. */
const LEAST_ALPHA = 1e-9;

/** diffusers' flow schedulers give the network sigma·num_train_timesteps, and they have 1000 (no shift). */
const FLOW_NETWORK_SCALE = 1000;

const clamp = (time: number) => Math.min(Math.max(time, 0), 1);

function flowProcess(): Process {
  return {
    ...continuousProcess({
      variancePreserving: false,
      odeFrame: 'straight',
      timeMin: FLOW_TIME_MIN,
      level: (time) => ({ alpha: 1 - clamp(time), sigma: clamp(time) }),
      // f = α'/α and g² = dσ²/dt - 2fσ².
      rates(time) {
        const alpha = Math.max(1 - clamp(time), LEAST_ALPHA);
        return { drift: -1 / alpha, diffusionSquared: (2 * (1 - alpha)) / alpha };
      },
      slopes: () => ({ alpha: -1, sigma: 1 }),
      direction: () => ({ alpha: -1, sigma: 1 }),
      // As in published flow models, the network sees x_t itself: its variance is between ½ and 1.
      inputScale: () => 1,
      networkTime: (time) => FLOW_NETWORK_SCALE * time,
    }),
    timeOfLogSnr: (logSnr) => Math.min(Math.max(1 / (1 + Math.exp(logSnr / 2)), FLOW_TIME_MIN), 1),
  };
}

export const flow: ProcessKind = {
  ...CONTINUOUS,
  label: labels.processes.flow,
  name: labels.flow,
  variancePreserving: false,
  odeFrame: 'straight',
  usesSchedule: false,
  withoutSchedule: labels.flowHasNoBetas,
  defaults: { prediction: 'velocity', sampler: 'euler' },
  lastTime: () => 1,
  parameters: () => [],
  refusal: (options) => rescalingRefusal(flowMatching, options),
  create: flowProcess,
};
