/** After how many steps copying begins: see memorisation.mjs. */
import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { parseArgs } from 'node:util';
import { IMAGE_DATASETS, isImageDatasetId, type ReadBytes } from '../../datasets/images';
import { ofChoice } from '../../src/config/family';
import { DEFAULT_CONFIG, type RunConfig } from '../../src/config/fields';
import { createProcess } from '../../src/diffusion/processes';
import { createModel } from '../../src/model/model';
import { EXAMPLE_COUNTS, onsetExponent, onsetsOf } from '../../src/state/train/copyingStudy';
import { trainToCopying } from '../../src/training/copyingStudy';
import type { CopyingCurve } from '../../src/types/memorisation';
import { useNodeBackend } from '../../tests/tensor/nodeBackends';

/** By name: the bundle does not lie where the sources do. */
const read: ReadBytes = async ({ pathname }) =>
  new Uint8Array(readFileSync(join('datasets/assets', basename(pathname))));

interface ImageOptions {
  readonly data: string;
  readonly batch: string;
  readonly sampling: string;
}

/** What is trained: the page's default, or the small U-Net on images that ship, without classes. */
function trainedConfig({ data, batch, sampling }: Partial<ImageOptions>): RunConfig {
  if (data === undefined) return DEFAULT_CONFIG;
  if (!isImageDatasetId(data))
    throw new Error(`--data ${data} is unknown: it is one of ${Object.keys(IMAGE_DATASETS).join(', ')}`);
  const config = { ...ofChoice(DEFAULT_CONFIG, { dataset: data }), unet: 'grey-28-tiny' } as const;
  return {
    ...config,
    batchSize: Number(batch ?? config.batchSize),
    samplingSteps: Number(sampling ?? config.samplingSteps),
  };
}

/** A network of the data of a configuration, without classes. */
function partsOf(config: RunConfig) {
  const { dataset } = config;
  const images = isImageDatasetId(dataset) ? IMAGE_DATASETS[dataset] : null;
  const shape = images ? [images.height, images.width, images.channels] : [2];
  return { config, model: createModel(config, { shape, classes: 0 }), process: createProcess(config), read };
}

const percent = (share: number) => `${(100 * share).toFixed(1)} %`;

/** The line of a number of examples. @param curves of its seeds */
function lineOf(examples: number, curves: readonly CopyingCurve[], steps: number): string {
  const onsets = curves.map(({ onset }) => (onset === null ? `> ${steps}` : Math.round(onset)));
  const floors = curves.map(({ points }) => percent(points[0].copies.floor));
  const ends = curves.map(({ points }) => points[points.length - 1]);
  const shares = ends.map(({ copies }) => percent(copies.share));
  const losses = ends.map(
    ({ step, losses }) => `${step}: ${losses.training.toFixed(3)}, ${losses.heldOut.toFixed(3)}`,
  );
  const cells = [examples, onsets.join(', '), shares.join(', '), floors.join(', '), losses.join('; ')];
  return `| ${cells.join(' | ')} |`;
}

export async function measureMemorisation(): Promise<void> {
  const { values } = parseArgs({
    options: {
      examples: { type: 'string', default: EXAMPLE_COUNTS.join() },
      seeds: { type: 'string', default: '3' },
      steps: { type: 'string', default: '10000' },
      data: { type: 'string' },
      batch: { type: 'string' },
      sampling: { type: 'string' },
    },
  });
  await useNodeBackend('wasm');
  const parts = partsOf(trainedConfig(values));
  const curves: CopyingCurve[] = [];
  const steps = Number(values.steps);
  console.log(
    '| n | steps to copying, by seed | copies at the end | copies in fresh data | steps of the last measurement: loss on examples, held out |',
  );
  console.log('| --- | --- | --- | --- | --- |');
  for (const examples of values.examples.split(',').map(Number)) {
    const own: CopyingCurve[] = [];
    for (let k = 1; k <= Number(values.seeds); k++) {
      const seed = parts.config.seed + k;
      const curve = await trainToCopying(parts, {
        examples,
        seed,
        steps,
        signals: [],
        onProgress: (step) => {
          if (step % 100 === 0) console.error(`n = ${examples}, seed ${seed}: step ${step}`);
        },
      });
      own.push(curve!);
    }
    curves.push(...own);
    console.log(lineOf(examples, own, steps));
    if (own.some(({ onset }) => onset === null)) break;
  }
  console.log(`exponent: ${onsetExponent(onsetsOf(curves))?.toFixed(2) ?? 'not known'}`);
}
