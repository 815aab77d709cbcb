/** A batch feed sends the batches of a run to the device, and follows the loss where they draw their times by it. */
import type * as tf from '@tensorflow/tfjs-core';
import type { RunConfig } from '../config/fields';
import type { LossMoments } from '../diffusion/timeDraw';
import { adamStepOf } from '../kernels/adam/adam';
import type { DeviceMemory } from '../recorded/stacked';
import type { Collator, MomentInputs } from './data/batch';
import { createDeviceBatches, type DeviceBatches } from './device/deviceBatches';
import { emaDecayAt, learningRateAt } from './learningRate';
import type { StepResult } from './stepResult';

interface BatchFeedParts {
  readonly config: RunConfig;
  /** Makes the batches; called for the first step, because a model that only draws samples has none. */
  readonly collator: () => Collator;
  /** The moments of the loss from which a resumed run goes on. */
  readonly lossMoments?: Float32Array | undefined;
  readonly memory?: DeviceMemory | undefined;
}

/** Steps between two looks at the loss by time, where times are drawn by it. */
const MOMENT_INTERVAL = 10;

export function createBatchFeed({ config, collator, lossMoments, memory }: BatchFeedParts) {
  const adam = { beta1: config.adamBeta1, beta2: config.adamBeta2, epsilon: config.adamEpsilon };
  let batches: DeviceBatches | null = null;
  let moments: LossMoments | null = null;
  let settling: Promise<void> = Promise.resolve();

  function open(): DeviceBatches {
    if (batches) return batches;
    const source = collator();
    moments = source.moments ?? null;
    if (lossMoments) moments?.restore(lossMoments);
    batches = createDeviceBatches(source, memory);
    return batches;
  }

  async function followLoss(errors: tf.Tensor, { shares, weights }: MomentInputs): Promise<void> {
    const values = await errors.data<'float32'>();
    for (let i = 0; i < values.length; i++) moments?.add(shares[i], weights[i] * values[i]);
  }

  return {
    open,
    /** Of the losses that were read; null where times do not depend on them, and before the first step. */
    get moments() {
      return moments;
    },
    /** All that `send` writes; null where a batch depends on the steps before. */
    get input() {
      return moments ? null : (batches?.input ?? null);
    },
    /** Sends the batch of a step, or the numbers from which the device makes it. @param step from 1 */
    send(step: number): StepResult['batch'] {
      const emaDecay = emaDecayAt(step, config);
      return open().send(step, adamStepOf(step, learningRateAt(step, config), { ...adam, emaDecay }));
    },
    /** Reads the errors of every tenth step, where times are drawn by the loss. */
    follow(step: number, { batch: { momentInputs }, errors }: StepResult): void {
      if (momentInputs && step % MOMENT_INTERVAL === 0) settling = followLoss(errors, momentInputs);
    },
    /** Settles once the errors are read. */
    settle: () => settling,
    dispose: () => batches?.dispose(),
  };
}
