/**
 * One optimizer step over a whole model in one flat array: gradient clipping, Adam (Kingma & Ba 2015) and the moving average of
 * the weights, together because each reads what the one before wrote. On WebGPU the step works in place (adam/webgpu.ts).
 */
import { choose } from '../choose';
import type { AdamStep } from './contract';
import { adamReference } from './reference';
import { adamOnWasm } from './wasm';

/** Numbers of an `AdamStep` on the device. */
export const ADAM_STEP_SIZE = 4;

/** The numbers of a step as they lie on the device. */
export const adamStepNumbers = ({ rate, epsilon, emaDecay, learningRate }: AdamStep): number[] => [
  rate,
  epsilon,
  emaDecay,
  learningRate,
];

/** @param step number of the step, from 1 */
export function adamStepOf(
  step: number,
  rate: number,
  { beta1, beta2, epsilon, emaDecay }: { beta1: number; beta2: number; epsilon: number; emaDecay: number },
): AdamStep {
  const correction1 = 1 - beta1 ** step;
  const correction2 = Math.sqrt(1 - beta2 ** step);
  return {
    rate: (rate * correction2) / correction1,
    epsilon: epsilon * correction2,
    emaDecay,
    learningRate: rate,
  };
}

/**
 * @param state     the present state, which stays as it is
 * @param gradient  [layout.size]
 * @param step      [4] `adamStepNumbers`, on the device
 * @param constants of the run
 * @returns the next state, four new tensors
 */
export const adam = choose({ wasm: adamOnWasm, reference: adamReference });
