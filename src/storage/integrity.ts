/** A checkpoint is trusted only where lengths, digests and values are those that its manifest vouches for. */
import { sha256 } from '../lib/sha256';
import * as words from '../words/errors/storage';
import {
  ARRAYS,
  type ArrayName,
  type CheckpointArrays,
  type Manifest,
  OPTIONAL_ARRAY,
  SCHEMA_VERSION,
  type StoredCheckpoint,
} from './schema';

/** The fields that the manifest's own digest covers. */
type DigestFields = Omit<Manifest, 'sha256' | 'sequence' | 'score'>;

/** The arrays that a checkpoint has, in a fixed order. */
const namesOf = (arrays: CheckpointArrays | Manifest['arrays']): readonly (keyof CheckpointArrays)[] =>
  arrays[OPTIONAL_ARRAY] ? [...ARRAYS, OPTIONAL_ARRAY] : ARRAYS;

/** In a fixed order: the database keeps no order of properties. */
const digestText = ({ runId, step, schema, savedAt, config, dataId, arrays }: DigestFields): string =>
  JSON.stringify([
    runId,
    step,
    schema,
    savedAt,
    Object.entries(config).sort(([a], [b]) => (a < b ? -1 : 1)),
    dataId,
    namesOf(arrays).map((name) => [name, arrays[name]!.length, arrays[name]!.sha256]),
  ]);

/** The digests of a checkpoint's arrays. Done before a transaction opens: one commits by itself while a digest is awaited. */
export async function digestsOf(arrays: CheckpointArrays): Promise<Manifest['arrays']> {
  const entries = await Promise.all(
    namesOf(arrays).map(async (name) => {
      const values = arrays[name]!;
      return [name, { length: values.length, sha256: await sha256(values) }] as const;
    }),
  );
  return Object.fromEntries(entries) as Manifest['arrays'];
}

/** @returns the manifest of a checkpoint that is about to be written; its place in the order is known when it is */
export const manifestOf = async (covered: DigestFields): Promise<Manifest> => ({
  ...covered,
  sha256: await sha256(digestText(covered)),
  sequence: 0,
  score: null,
});

const isFiniteArray = (values: Float32Array): boolean => values.every(Number.isFinite);

/** The weights and moments must be finite; a loss that is not is part of the history. */
const WEIGHT_ARRAYS: readonly ArrayName[] = ['params', 'ema', 'm', 'v'];
const MUST_BE_FINITE: readonly (keyof CheckpointArrays)[] = [...WEIGHT_ARRAYS, OPTIONAL_ARRAY];

async function faultOfArray(
  name: keyof CheckpointArrays,
  stored: StoredCheckpoint,
  manifest: Manifest,
): Promise<string | null> {
  const values: unknown = stored[name];
  const { length, sha256: digest } = manifest.arrays[name]!;
  if (!(values instanceof Float32Array)) return words.arrayMissing(name);
  if (values.length !== length) return words.arrayLength(name, values.length, length);
  if ((await sha256(values)) !== digest) return words.arrayChanged(name);
  if (MUST_BE_FINITE.includes(name) && !isFiniteArray(values)) return words.arrayNotFinite(name);
  return null;
}

/** @returns what is wrong with a checkpoint, in words that follow "The checkpoint of step 20 cannot be used:"; null where nothing is */
export async function faultOf(
  stored: StoredCheckpoint | undefined,
  manifest: Manifest,
): Promise<string | null> {
  if (manifest.schema > SCHEMA_VERSION) return words.newerCheckpoint;
  if ((await sha256(digestText(manifest))) !== manifest.sha256) return words.descriptionChanged;
  if (!stored) return words.weightsMissing;
  const lengths = new Set(WEIGHT_ARRAYS.map((name) => manifest.arrays[name].length));
  if (lengths.size > 1) return words.lengthsDiffer;
  for (const name of namesOf(manifest.arrays)) {
    const fault = await faultOfArray(name, stored, manifest);
    if (fault) return fault;
  }
  return null;
}
