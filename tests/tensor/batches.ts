/** Batches made by the device beside those of the processor, on the backend in use. */
import * as tf from '@tensorflow/tfjs-core';
import { expect } from 'vitest';
import type { RunConfig } from '../../src/config/fields';
import { createProcess } from '../../src/diffusion/processes';
import { fillNormal } from '../../src/lib/rng';
import { sizeOf } from '../../src/lib/shape';
import { createModel } from '../../src/model/model';
import { createCollator, type PartName } from '../../src/training/data/batch';
import { imageSet, pointSet } from '../../src/training/data/sampleSet';
import { createDeviceBatches } from '../../src/training/device/deviceBatches';
import { halves } from './images';

const NUMBERS = { rate: 1e-3, epsilon: 1e-8, emaDecay: 0.9, learningRate: 0 };

/** Every part of the batches of some steps is the same from the device and from the processor. */
export async function expectSameBatches(config: RunConfig): Promise<void> {
  const process = createProcess(config);
  const hasImages = config.model === 'unet';
  const images = halves(7);
  const kind = hasImages ? { shape: [8, 8, 1], classes: 2 } : { shape: [2], classes: 0 };
  const model = createModel(config, kind);
  const points = fillNormal(new Float32Array(2 * 1001), { seed: 3, stream: 'data', step: 0 });
  const samples = hasImages ? imageSet(images, true) : pointSet(points);
  const collator = createCollator({ config, process, model, samples });
  const source = createDeviceBatches(collator);
  for (const step of [1, 2, 77]) {
    const sent = source.send(step, NUMBERS);
    const { packed, times, chartErrorScale } = collator.collate(step, NUMBERS);
    expect(sent.times).toEqual(times);
    expect(sent.chartErrorScale).toEqual(chartErrorScale);
    const tensors = tf.tidy(() => source.tensors());
    for (const [name, { at, shape }] of Object.entries(collator.parts) as [
      PartName,
      (typeof collator.parts)['x'],
    ][]) {
      const size = sizeOf(shape);
      const values = await tensors[name].data<'float32'>();
      expect(tensors[name].shape, name).toEqual(shape);
      // Noise and its mixtures: float32 rounding of numbers of size 4.
      const error = values.reduce((most, v, i) => Math.max(most, Math.abs(v - packed[at + i])), 0);
      expect(error, `${name} of step ${step}`).toBeLessThan(name === 'x' || name === 'target' ? 3e-6 : 1e-9);
      expect(values).toHaveLength(size);
    }
  }
  source.dispose();
}
