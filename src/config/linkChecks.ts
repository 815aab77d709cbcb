/** What a link asks for that parses as text and is no value all the same. Loaded after the page, which shows the link meanwhile. */
import { isPointDatasetId } from '../../datasets';
import { IMAGE_DATASETS, isImageDatasetId } from '../../datasets/images';
import { decodeDrawing } from '../../datasets/points/drawingOfLink';
import { SCHEDULE_IDS } from '../diffusion/schedules';
import { LOG_SNR_RANGE, MOST_HANDLES, parseHandles } from '../diffusion/schedules/drawn';
import * as fieldWords from '../words/config';
import * as words from '../words/linkProblems';
import type { Address } from './address';
import { classNames } from './classNames';
import { fittingHeads, fittingPatches, HIDDEN_MULTIPLE } from './ditFit';
import { concerns } from './family';
import { FIELDS, type FieldName, type RunConfig } from './fields';
import { HIDEABLE, namesOfParts } from './hiding';
import { LAYER_IDS, PATH_KINDS, USE_IDS } from './pageParameters';
import { type ConfigProblem, shorten } from './parse';

/** The values of parameters that are no fields of a run. */
const CHOICES: Readonly<Record<string, readonly string[]>> = {
  autostart: ['1', '0', 'true', 'false'],
  present: ['1', '0'],
  embed: ['1', '0'],
  against: ['all', ...SCHEDULE_IDS],
  moments: ['time', 'snr'],
  current: ['1', '0'],
  use: USE_IDS,
};

/** The names of parameters that hold several, with commas between them. */
const LISTS: Readonly<Record<string, readonly string[]>> = {
  hide: HIDEABLE,
  layers: [...LAYER_IDS, 'none'],
  paths: [...PATH_KINDS, 'none'],
};

/** The most samples of any model in the Sample view. */
const MOST_SAMPLES = 20_000;

function parameterProblems(query: URLSearchParams): ConfigProblem[] {
  const problems: ConfigProblem[] = [];
  const report = (field: string, allowed: string, accepts: (value: string) => boolean) => {
    for (const value of new Set(query.getAll(field)))
      if (!accepts(value)) problems.push({ field, value: shorten(value), allowed });
  };
  for (const [field, values] of Object.entries(CHOICES))
    report(field, fieldWords.oneOf(values), (value) => values.includes(value));
  const isNumber = (value: string, min: number, max: number) =>
    value.trim() !== '' && Number(value) >= min && Number(value) <= max;
  report('at', fieldWords.anyNumber(0, 1), (value) => isNumber(value, 0, 1));
  report(
    'samples',
    fieldWords.wholeNumber(1, MOST_SAMPLES),
    (value) => isNumber(value, 1, MOST_SAMPLES) && Number.isInteger(Number(value)),
  );
  for (const [field, names] of Object.entries(LISTS))
    for (const value of new Set(namesOfParts(query.get(field) ?? '')))
      if (value !== '' && !names.includes(value))
        problems.push({ field, value: shorten(value), allowed: fieldWords.someOf(names) });
  return problems;
}

const isReadable = (read: () => unknown): boolean => {
  try {
    read();
    return true;
  } catch {
    return false;
  }
};

/** What the value of a field must be, where it is not; null where it is, or cannot be known before the user's data are here. */
type Check = (config: RunConfig) => string | null;

const CHECKS: Partial<Record<FieldName, Check>> = {
  handles: ({ handles }) =>
    isReadable(() => parseHandles(handles)) ? null : words.handles(MOST_HANDLES, LOG_SNR_RANGE),
  drawing: ({ drawing }) => (isReadable(() => decodeDrawing(drawing)) ? null : words.drawing),
  architecture: ({ architecture }) =>
    architecture === '' || isReadable(() => JSON.parse(architecture).in_channels.toFixed())
      ? null
      : words.architecture,
  model({ dataset, model }) {
    if (isPointDatasetId(dataset)) return model === 'mlp' ? null : words.modelOfPoints;
    return model === 'mlp' ? words.modelOfImages : null;
  },
  label(config) {
    const classes = concerns('label', config) ? classNames(config).length : 0;
    return classes === 0 || config.label < classes
      ? null
      : fieldWords.wholeNumber(FIELDS.label.min, classes - 1);
  },
  patchSize({ dataset, model, patchSize }) {
    if (model !== 'dit' || !isImageDatasetId(dataset)) return null;
    const allowed = fittingPatches(IMAGE_DATASETS[dataset].height);
    return allowed.includes(patchSize) ? null : fieldWords.oneOf(allowed.map(String));
  },
  hiddenSize: ({ model, hiddenSize }) =>
    model !== 'dit' || hiddenSize % HIDDEN_MULTIPLE === 0 ? null : words.multipleOf(HIDDEN_MULTIPLE),
  heads({ model, hiddenSize, heads }) {
    const allowed = fittingHeads(hiddenSize).filter((n) => n <= FIELDS.heads.max);
    if (model !== 'dit' || allowed.length === 0 || allowed.includes(heads)) return null;
    return fieldWords.oneOf(allowed.map(String));
  },
};

/** The problems of one configuration's fields; each is of a field that the link names, or that goes with one that it names. */
function fieldProblems(config: RunConfig, named: (name: FieldName) => boolean, prefix: string) {
  return (Object.keys(CHECKS) as FieldName[]).flatMap((name): ConfigProblem[] => {
    const allowed = CHECKS[name]?.(config) ?? null;
    const isOfLink = named(name) || (name === 'heads' && named('hiddenSize'));
    return allowed === null || !isOfLink
      ? []
      : [{ field: prefix + name, value: shorten(String(config[name])), allowed }];
  });
}

/**
 * The problems of a link: those that its parsing found, and values of its free forms that cannot be read, parameters that are none of the
 * allowed, and combinations of fields of which no run can be made.
 * @param search the query string
 */
export function problemsOfLink(
  { config, a, b, problems }: Address,
  search: string,
): readonly ConfigProblem[] {
  const query = new URLSearchParams(search);
  const ofSide = (prefix: string, side: RunConfig | undefined) =>
    side ? fieldProblems(side, (name) => query.has(prefix + name), prefix) : [];
  return [
    ...problems,
    ...parameterProblems(query),
    ...ofSide('', config),
    ...ofSide('a.', a),
    ...ofSide('b.', b),
  ];
}
