/** What a comparison is about: one model, its configuration, and data to learn that need no file. */
import { DEFAULT_CONFIG, type RunConfig } from '../../src/config/fields';
import { openDataset } from '../../src/config/openDataset';
import type { Process } from '../../src/diffusion/process';
import { createProcess } from '../../src/diffusion/processes';
import { createRng } from '../../src/lib/rng';
import { createModel, type Model } from '../../src/model/model';
import { imageSet, pointSet, type SampleSet } from '../../src/training/data/sampleSet';

export interface Subject {
  readonly config: RunConfig;
  readonly process: Process;
  readonly model: Model;
  readonly samples: SampleSet;
}

/** A constant rate and average, which is what stock optimizers have. */
const CONSTANT = { warmupSteps: 0, decay: 'none', emaWarmup: false } as const satisfies Partial<RunConfig>;

const POINTS = 4096;

/** The app's MLP on two moons. */
export function mlpSubject(changes: Partial<RunConfig>): Subject {
  const config: RunConfig = { ...DEFAULT_CONFIG, ...CONSTANT, dataset: 'moons', ...changes };
  const rng = createRng({ seed: config.seed, stream: 'data', step: 0 });
  return {
    config,
    process: createProcess(config),
    model: createModel(config, { shape: [2], classes: 0 }),
    samples: pointSet(openDataset(config).sample(POINTS, rng)),
  };
}

const IMAGES = 128;

/** A U-Net on squares of random bytes. */
export const unetSubject = (
  unet: 'grey-28' | 'grey-28-tiny' | 'rgb-16',
  side: number,
  batchSize: number,
): Subject => imageSubject({ unet, batchSize }, [side, side, unet === 'rgb-16' ? 3 : 1]);

/** A network, if `changes` names none a U-Net, on squares of random bytes: speed does not depend on what they show. */
export function imageSubject(
  changes: Partial<RunConfig>,
  [side, , channels]: readonly [number, number, number],
): Subject {
  const config: RunConfig = {
    ...DEFAULT_CONFIG,
    ...CONSTANT,
    dataset: 'images',
    model: 'unet',
    T: 1000,
    learningRate: 1e-3,
    sampler: 'ddim',
    samplingSteps: 25,
    ...changes,
  };
  const rng = createRng({ seed: config.seed, stream: 'data', step: 0 });
  const images = Uint8Array.from({ length: IMAGES * side * side * channels }, () => rng.integer(256));
  return {
    config,
    process: createProcess(config),
    model: createModel(config, { shape: [side, side, channels], classes: 0 }),
    samples: imageSet({ images, count: IMAGES, height: side, width: side, channels }, false),
  };
}
