/**
 * A model card says of a shipped model what it learned, how it was trained, and how good it is beside real data. `index.json` lists the
 * models; each has a folder with its card and its weights. Both come from scripts, and are read like anything from outside.
 */
import * as v from 'valibot';
import * as hints from '../words/files/hints';
import * as words from '../words/files/schema';
import { expectationOf } from './expectation';
import { FileError, quote } from './fileError';

const seed = v.pipe(v.number(), v.integer());

/** Figures of images in the eyes of the fixed classifier; the others are of the same number of real images. */
const imageFigures = v.object({
  frechet: v.number(),
  'confidentOver0.8': v.optional(v.number()),
  askedClassRight: v.optional(v.number()),
  /** Standard deviation over the sets, where there are several: the figures are then their means. */
  deviation: v.optional(v.object({ frechet: v.number(), askedClassRight: v.optional(v.number()) })),
});

/** Of points: a distance and that of data against data. */
const pointQuality = v.object({
  measure: v.string(),
  value: v.number(),
  floor: v.number(),
  samples: v.pipe(v.number(), v.integer()),
  /** Sets of that many samples. */
  sets: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1))),
  /** Standard deviation over the sets. */
  deviation: v.optional(v.object({ value: v.number(), floor: v.number() })),
});

/** Figures of images, and the same of as many real ones. */
const besideFloor = { ...imageFigures.entries, floor: imageFigures };

const imageQuality = v.object({
  ...besideFloor,
  measure: v.string(),
  /** Of each set. */
  samples: v.pipe(v.number(), v.integer()),
  /** Of the noise, one for each set of samples. */
  seeds: v.optional(v.array(seed)),
  /** The same samples in the eyes of a second classifier, which no choice was made by. */
  secondJudge: v.optional(v.object(besideFloor)),
});

/** Bits per dimension of 8-bit pixels, as means over images with their standard errors. */
const bitsPerDimension = v.object({
  /** The variational bound on test images. */
  bound: v.number(),
  error: v.number(),
  /** The same on as many training images. */
  training: v.number(),
  trainingError: v.number(),
  /** Of a code that takes each pixel by its frequencies alone. */
  independentPixels: v.number(),
});

/** Of p(x): with the label for none, where a model has classes. */
const likelihood = v.object({
  ...bitsPerDimension.entries,
  /** The variance of the reverse steps, by its id. */
  variance: v.string(),
  images: v.pipe(v.number(), v.integer()),
  /** Of p(x | class): with the class of each image, without guidance. The frequencies are those of its class. */
  withClass: v.optional(bitsPerDimension),
});

const count = v.pipe(v.number(), v.integer(), v.minValue(0));
/** Part of an address: no dots or slashes, so that it cannot leave the folder. */
const id = v.pipe(v.string(), v.regex(/^[a-z0-9][a-z0-9-]*$/));

const entry = v.object({
  id,
  label: v.string(),
  kind: v.picklist(['mlp', 'unet', 'dit']),
  /** Id of the data set it learned. */
  data: v.string(),
});

const card = v.object({
  ...entry.entries,
  parameters: count,
  steps: count,
  /** Size of a batch, where the card says it. */
  batch: v.optional(count),
  schedule: v.optional(v.string()),
  T: v.optional(count),
  /** How and on what it was trained. */
  trained: v.string(),
  /** The sampler of the quality figures, in words. */
  sampler: v.string(),
  quality: v.union([pointQuality, imageQuality]),
  likelihood: v.optional(likelihood),
  /** Sampler fields by name: the way that was measured, with which the page begins. */
  sampling: v.optional(v.record(v.string(), v.union([v.string(), v.number()]))),
  /** Number of classes that it can draw. */
  classes: v.optional(count),
});

export type ModelEntry = v.InferOutput<typeof entry>;
export type ModelCard = v.InferOutput<typeof card>;

/** The one figure of a card with its floor, and how it was measured. */
export interface CardQuality {
  readonly value: number;
  readonly floor: number;
  readonly measure: string;
  readonly samples: number;
  /** Sets of that many samples, each with noise of its own: the figures are means over them. */
  readonly sets: number;
  /** Standard deviations over the sets; null for one set, or where the card does not say. */
  readonly deviation: {
    readonly value: number;
    readonly floor: number;
    readonly classAccuracy: number | null;
  } | null;
  /** Share of samples of which the classifier is confident, and the same of real images; null for points. */
  readonly confident: { readonly value: number; readonly floor: number } | null;
  /** Share of samples that show the class of their condition; null for an unconditional model. */
  readonly classAccuracy: number | null;
  /** Share of as many real images in which the classifier sees their class; null where the card does not say. */
  readonly classAccuracyFloor: number | null;
}

function checked<T>(schema: v.GenericSchema<unknown, T>, value: unknown, where: string): T {
  const result = v.safeParse(schema, value);
  if (result.success) return result.output;
  const [issue] = result.issues;
  throw new FileError({
    field: `${where}: ${v.getDotPath(issue) ?? words.wholeFile}`,
    found: quote(issue.input),
    expected: expectationOf(issue),
    hint: hints.reloadPage,
  });
}

/** @throws FileError that names the field */
export const parseModelIndex = (value: unknown): readonly ModelEntry[] =>
  checked(v.array(entry), value, 'pretrained/index.json');

/** @throws FileError that names the field */
export const parseModelCard = (value: unknown): ModelCard => checked(card, value, 'card.json');

export function qualityOf({ quality }: Pick<ModelCard, 'quality'>): CardQuality {
  const { measure, samples } = quality;
  if (!('frechet' in quality))
    return {
      measure,
      samples,
      value: quality.value,
      floor: quality.floor,
      sets: quality.sets ?? 1,
      deviation: quality.deviation ? { ...quality.deviation, classAccuracy: null } : null,
      confident: null,
      classAccuracy: null,
      classAccuracyFloor: null,
    };
  const { frechet, floor, deviation } = quality;
  const confident = quality['confidentOver0.8'];
  const confidentFloor = floor['confidentOver0.8'];
  return {
    measure,
    samples,
    value: frechet,
    floor: floor.frechet,
    sets: quality.seeds?.length ?? 1,
    deviation:
      deviation && floor.deviation
        ? {
            value: deviation.frechet,
            floor: floor.deviation.frechet,
            classAccuracy: deviation.askedClassRight ?? null,
          }
        : null,
    confident:
      confident === undefined || confidentFloor === undefined
        ? null
        : { value: confident, floor: confidentFloor },
    classAccuracy: quality.askedClassRight ?? null,
    classAccuracyFloor: floor.askedClassRight ?? null,
  };
}
