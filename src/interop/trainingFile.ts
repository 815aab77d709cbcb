/**
 * `training.safetensors` holds what training needs beyond the EMA weights to go on exactly: under `weights.`, `adam.m.`
 * and `adam.v.` one tensor per parameter each, always F32, and the number of steps done in the metadata.
 */

import { FileError, shown } from './fileError';
import { type NamedTensor, readSafetensorsFile, writeSafetensors } from './safetensors';

export interface TrainingState {
  /** Optimizer steps done. */
  step: number;
  /** Raw weights and Adam's first and second moments, by parameter name. */
  weights: ReadonlyMap<string, NamedTensor>;
  m: ReadonlyMap<string, NamedTensor>;
  v: ReadonlyMap<string, NamedTensor>;
}

const PREFIXES = { weights: 'weights.', m: 'adam.m.', v: 'adam.v.' } as const;
const PARTS = Object.keys(PREFIXES) as (keyof typeof PREFIXES)[];

export function packTraining(state: TrainingState): Uint8Array {
  const tensors = new Map<string, NamedTensor>();
  for (const part of PARTS) {
    for (const [name, tensor] of state[part]) tensors.set(PREFIXES[part] + name, tensor);
  }
  return writeSafetensors(tensors, { format: 'pt', step: String(state.step) });
}

/** @throws FileError when the step is no count, or the three sets of tensors differ in names or shapes */
export function unpackTraining(bytes: Uint8Array, where = 'training.safetensors'): TrainingState {
  const { tensors, metadata } = readSafetensorsFile(bytes, where);
  const step = /^\d{1,12}$/.test(metadata.step ?? '') ? Number(metadata.step) : Number.NaN;
  if (Number.isNaN(step)) {
    throw refused(`${where} __metadata__, step`, shown(metadata.step ?? null), 'a whole number of steps');
  }
  const parts = { weights: new Map(), m: new Map(), v: new Map() } satisfies Record<
    string,
    Map<string, NamedTensor>
  >;
  for (const [name, tensor] of tensors) {
    const part = PARTS.find((key) => name.startsWith(PREFIXES[key]));
    if (!part)
      throw refused(
        `${where} tensor ${shown(name)}`,
        'an unknown name',
        `one that begins with ${Object.values(PREFIXES).join(', ')}`,
      );
    parts[part].set(name.slice(PREFIXES[part].length), tensor);
  }
  for (const part of ['m', 'v'] as const) checkSameShapes(parts.weights, parts[part], PREFIXES[part], where);
  return { step, ...parts };
}

function checkSameShapes(
  weights: ReadonlyMap<string, NamedTensor>,
  moments: ReadonlyMap<string, NamedTensor>,
  prefix: string,
  where: string,
): void {
  for (const name of new Set([...weights.keys(), ...moments.keys()])) {
    const [weight, moment] = [weights.get(name), moments.get(name)].map(
      (tensor) => tensor && `[${tensor.shape.join(', ')}]`,
    );
    if (weight !== moment) {
      throw refused(
        `${where} tensor ${shown(prefix + name)}`,
        `shape ${moment ?? 'none'}`,
        `that of its weight, ${weight ?? 'none'}`,
      );
    }
  }
}

function refused(field: string, found: string, expected: string): FileError {
  const remedy = 'Open the model without its training state, or export it again';
  return new FileError({ field, found, expected, remedy });
}
