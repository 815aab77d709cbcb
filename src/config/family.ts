/**
 * A family is the kind of thing that is learned: points in the plane, or images. It decides which network fits, and which values are
 * sensible where none is given.
 */
import { isPointDatasetId } from '../../datasets';
import { IMAGE_DATASETS, isImageDatasetId } from '../../datasets/images';
import { DEFAULT_CONFIG, type FieldName, type RunConfig } from './fields';

export type DatasetId = RunConfig['dataset'];
export type Family = 'points' | 'images';

export const familyOf = (dataset: DatasetId): Family => (isPointDatasetId(dataset) ? 'points' : 'images');

/** What images want otherwise than points: Ho's thousand levels, few deterministic steps back, small batches, a gentler rate. */
export const IMAGE_DEFAULTS = {
  model: 'unet',
  T: 1000,
  batchSize: 64,
  learningRate: 1e-3,
  sampler: 'ddim',
  samplingSteps: 25,
} as const satisfies Partial<RunConfig>;

/** The defaults of a data set's family. */
export const defaultsOf = (dataset: DatasetId): RunConfig =>
  familyOf(dataset) === 'points' ? DEFAULT_CONFIG : { ...DEFAULT_CONFIG, dataset, ...IMAGE_DEFAULTS };

/** A configuration with another data set: where that is of the other family, with the values that suit it. */
export function ofFamily(config: RunConfig, dataset: DatasetId): RunConfig {
  if (familyOf(dataset) === familyOf(config.dataset)) return { ...config, dataset };
  const defaults = defaultsOf(dataset);
  const differing = Object.keys(IMAGE_DEFAULTS) as (keyof typeof IMAGE_DEFAULTS)[];
  return { ...config, ...Object.fromEntries(differing.map((name) => [name, defaults[name]])), dataset };
}

const OF_POINTS: readonly FieldName[] = [
  'text',
  'drawing',
  'width',
  'depth',
  'activation',
  'conditioning',
  'timeFeatures',
  'coordinateFeatures',
];
const OF_CLASSES: readonly FieldName[] = ['labelDropout', 'label', 'guidance'];

/** Whether a field means anything for what a configuration learns: a form leaves out those that do not. */
export function concerns(name: FieldName, { dataset, unet, classes }: RunConfig): boolean {
  if (familyOf(dataset) === 'points')
    return !['fullData', 'flips', 'classes', 'unet', 'architecture', ...OF_CLASSES].includes(name);
  const shipped = isImageDatasetId(dataset) ? IMAGE_DATASETS[dataset] : null;
  switch (name) {
    case 'architecture':
      return unet === 'custom';
    case 'fullData':
      return shipped !== null && shipped.parts.full.length > shipped.parts.train.length;
    case 'flips':
      return shipped === null || shipped.flips;
    default:
      return !OF_POINTS.includes(name) && (classes || !OF_CLASSES.includes(name));
  }
}
