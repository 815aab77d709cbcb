/** What the app's own trainer has reached on images, by steps: measured by `node scripts/docs/imageTraining.mjs`. Pure. */
import { concerns } from '../../config/family';
import { DEFAULT_CONFIG, type FieldName, type RunConfig } from '../../config/fields';
import measurements from './imageTraining.json';

/** Of images that were drawn, or of real ones. */
export interface Reached {
  /** Share of images with a confidence over 0.8, in 0 … 1. */
  readonly clear: number;
  readonly frechet: number;
}

export interface ImageTraining {
  /** Of the command that measured it. */
  readonly name: string;
  /** Images that were drawn after each step, and real ones of the floor. */
  readonly images: number;
  readonly config: Readonly<Record<string, unknown>>;
  readonly floor: Reached;
  /** One training, from its first steps to its last. */
  readonly points: readonly (Reached & { readonly step: number })[];
}

/** Fields that decide where a run is computed and which numbers of a kind it draws, not how well it learns. */
const OTHER: ReadonlySet<FieldName> = new Set<FieldName>(['seed', 'backend']);

/** The fields that decide how well a run learns, with their values. */
export const learningFields = (config: RunConfig): Record<string, unknown> =>
  Object.fromEntries(
    (Object.keys(DEFAULT_CONFIG) as FieldName[])
      .filter((name) => !OTHER.has(name) && concerns(name, config))
      .map((name) => [name, config[name]]),
  );

const isSame = (a: Readonly<Record<string, unknown>>, b: Readonly<Record<string, unknown>>): boolean => {
  const names = Object.keys(a);
  return names.length === Object.keys(b).length && names.every((name) => a[name] === b[name]);
};

/** The measured training with the settings of a configuration; null where these were not measured. */
export const trainingLike = (config: RunConfig): ImageTraining | null =>
  (measurements as readonly ImageTraining[]).find((each) => isSame(each.config, learningFields(config))) ??
  null;
