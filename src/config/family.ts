/**
 * A family is the kind of thing that is learned: points in the plane, or images. It decides which network fits, and which values are
 * its defaults.
 */
import { isPointDatasetId, POINT_DATASETS, type PointDataset, type PointDatasetId } from '../../datasets';
import { IMAGE_DATASETS, isImageDatasetId } from '../../datasets/images';
import { WEIGHTINGS } from '../diffusion/prediction';
import { PROCESSES, type ProcessId, type ProcessKind } from '../diffusion/processes';
import { SAMPLERS } from '../diffusion/samplers';
import type { Sampler } from '../diffusion/samplers/sampler';
import { SCHEDULE_IDS } from '../diffusion/schedules';
import { TIME_SAMPLINGS } from '../diffusion/timeSampling';
import {
  DEFAULT_CONFIG,
  FIELDS,
  type Field,
  type FieldGroup,
  type FieldName,
  type RunConfig,
} from './fields';

export type DatasetId = RunConfig['dataset'];
export type Family = 'points' | 'images';

export const familyOf = (dataset: DatasetId): Family => (isPointDatasetId(dataset) ? 'points' : 'images');

/** The defaults of images that are not those of points: Ho's thousand levels, few deterministic steps back, small batches, a gentler rate. */
const IMAGE_DEFAULTS = {
  model: 'unet',
  T: 1000,
  batchSize: 64,
  learningRate: 1e-3,
  sampler: 'ddim',
  samplingSteps: 25,
} as const satisfies Partial<RunConfig>;

/**
 * What docs/recipe.md found to come nearest to digits in equal steps. A form begins with it; it is no default, so that an address or a file that
 * names no prediction means ε, as ever.
 */
export const IMAGE_RECIPE = {
  prediction: 'v',
  optimizer: 'muon',
  learningRate: 8e-3,
} as const satisfies Partial<RunConfig>;

type RecipeField = keyof typeof IMAGE_RECIPE;
const RECIPE_FIELDS = Object.keys(IMAGE_RECIPE) as RecipeField[];

/** The defaults of a data set's family and of a process. */
export function defaultsOf(dataset: DatasetId, process: ProcessId = DEFAULT_CONFIG.process): RunConfig {
  const { defaults }: ProcessKind = PROCESSES[process];
  const ofData =
    familyOf(dataset) === 'points' ? DEFAULT_CONFIG : { ...DEFAULT_CONFIG, dataset, ...IMAGE_DEFAULTS };
  return defaults ? { ...ofData, ...defaults, process } : ofData;
}

/** The fields of which some process has defaults of its own. */
const PROCESS_DEFAULTS = ['prediction', 'sampler'] as const;

/** Whether images have some value of the recipe. @param except a field that does not count */
const followsRecipe = (config: RunConfig, except?: FieldName): boolean =>
  familyOf(config.dataset) === 'images' &&
  RECIPE_FIELDS.some((name) => name !== except && config[name] === IMAGE_RECIPE[name]);

/** Whether a field has the value of the defaults, or one of several of the recipe: nobody chose another. One by itself was chosen. */
const isUsual = (config: RunConfig, name: FieldName): boolean =>
  config[name] === defaultsOf(config.dataset, config.process)[name] ||
  (config[name] === IMAGE_RECIPE[name as RecipeField] && followsRecipe(config, name));

/** A configuration with another process: the fields of which that one has defaults of its own take them, where nothing else was chosen. */
export function ofProcess(config: RunConfig, process: ProcessId): RunConfig {
  if (process === config.process) return config;
  const after = defaultsOf(config.dataset, process);
  const untouched = PROCESS_DEFAULTS.filter((name) => isUsual(config, name));
  return { ...config, ...Object.fromEntries(untouched.map((name) => [name, after[name]])), process };
}

/** A configuration with another data set: where that is of the other family, with the values that suit it. */
export function ofFamily(config: RunConfig, dataset: DatasetId): RunConfig {
  if (familyOf(dataset) === familyOf(config.dataset)) return { ...config, dataset };
  const defaults = defaultsOf(dataset, config.process);
  const differing = Object.keys(IMAGE_DEFAULTS) as (keyof typeof IMAGE_DEFAULTS)[];
  const untouched = RECIPE_FIELDS.filter((name) => isUsual(config, name));
  const suiting = Object.fromEntries([...differing, ...untouched].map((name) => [name, defaults[name]]));
  return { ...config, ...suiting, classes: false, dataset };
}

/**
 * A configuration in whose form data or a process were chosen. Where images are new it has the recipe in place of defaults; where the process
 * is, only of fields that the process changes, so that an optimizer which was chosen stays, and only where it has something of the recipe.
 */
export function ofChoice(
  config: RunConfig,
  { dataset = config.dataset, process = config.process }: Partial<Pick<RunConfig, 'dataset' | 'process'>>,
): RunConfig {
  const next = ofProcess(ofFamily(config, dataset), process);
  if (familyOf(dataset) === 'points') return next;
  const isNew = familyOf(config.dataset) === 'points';
  if (!isNew && !followsRecipe(config)) return next;
  const { defaults }: ProcessKind = PROCESSES[process];
  const usual = RECIPE_FIELDS.filter(
    (name) =>
      (isNew || next[name] !== config[name]) && isUsual(next, name) && !(defaults && name in defaults),
  );
  return { ...next, ...Object.fromEntries(usual.map((name) => [name, IMAGE_RECIPE[name]])) };
}

/** The fields that are parameters of some process, schedule, sampler, weighting or way to draw times, whichever is chosen. */
const PARAMETERS: ReadonlySet<FieldName> = new Set<FieldName>([
  ...Object.values(PROCESSES).flatMap((kind: ProcessKind) =>
    SCHEDULE_IDS.flatMap((schedule) => kind.parameters({ schedule })),
  ),
  ...Object.values(SAMPLERS).flatMap(({ parameters }: Sampler) => parameters),
  ...Object.values(WEIGHTINGS).flatMap(({ parameters }) => parameters),
  ...Object.values(TIME_SAMPLINGS).flatMap(({ parameters }) => parameters),
]);

/** The parameters that the chosen process, schedule, sampler, weighting and way to draw times read. */
function parametersRead(config: RunConfig): readonly FieldName[] {
  const { parameters }: Sampler = SAMPLERS[config.sampler];
  return [
    ...PROCESSES[config.process].parameters(config),
    ...parameters,
    ...WEIGHTINGS[config.weighting].parameters,
    ...TIME_SAMPLINGS[config.timeSampling].parameters,
  ];
}

/** Whether points can have classes: those of a table are known once it is open. */
const mayHaveClasses = (dataset: PointDatasetId): boolean =>
  dataset === 'csv' || (POINT_DATASETS[dataset] as PointDataset).classes !== undefined;

/** Whether the data and the network of a configuration have a use for a field. */
function suitsFamily(name: FieldName, config: RunConfig): boolean {
  const { dataset, model, unet, classes, conditioning } = config;
  const { only }: Field = FIELDS[name];
  if (name === 'text') return dataset === 'text';
  if (name === 'drawing') return dataset === 'drawn';
  if (isPointDatasetId(dataset)) {
    if (name === 'timeFeatures') return conditioning !== 'none';
    if (name === 'classes' || only === 'classes')
      return (classes || name === 'classes') && conditioning !== 'none' && mayHaveClasses(dataset);
    return only === undefined || only === 'points';
  }
  const shipped = isImageDatasetId(dataset) ? IMAGE_DATASETS[dataset] : null;
  switch (name) {
    case 'unet':
      return model !== 'dit';
    case 'architecture':
      return model === 'dit' ? dataset === 'images' && config.architecture !== '' : unet === 'custom';
    case 'patchSize':
    case 'hiddenSize':
    case 'blocks':
    case 'heads':
      return model === 'dit';
    case 'fullData':
      return shipped !== null && shipped.parts.full.length > shipped.parts.train.length;
    case 'flips':
      return shipped === null || shipped.flips;
    default:
      return only !== 'points' && (classes || only !== 'classes');
  }
}

/** Whether a field has an effect on what a configuration trains or draws: a form leaves out those that have none. */
export function concerns(name: FieldName, config: RunConfig): boolean {
  if (!suitsFamily(name, config)) return false;
  switch (name) {
    case 'T':
      return true; // the bound of a continuous process has T terms
    case 'schedule':
      return PROCESSES[config.process].usesSchedule;
    case 'clippedEps':
      return config.clipDenoised && parametersRead(config).includes(name);
    case 'zeroTerminalSnr': // an SDE refuses it: it is shown while it is on, so that it can be turned off
      return config.zeroTerminalSnr || parametersRead(config).includes(name);
    default:
      return !PARAMETERS.has(name) || parametersRead(config).includes(name);
  }
}

export interface FieldSet {
  readonly group: FieldGroup;
  readonly names: readonly FieldName[];
}

/** Fields under the headings of their groups, in the order of the table; a group without a field is left out. */
export function fieldSets(names: readonly FieldName[]): readonly FieldSet[] {
  const groups = [...new Set(names.map((name) => FIELDS[name].group))];
  return groups.map((group) => ({ group, names: names.filter((name) => FIELDS[name].group === group) }));
}
