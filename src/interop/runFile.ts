/** A run file is a run's weights and configuration as a model file, and a model file as weights to go on from. */
import type { NamedWeights, TrainerApi, TrainingState } from '../../workers/protocol';
import type { RunConfig } from '../config/fields';
import { parseRunConfig } from '../config/parse';
import { FileError } from './fileError';
import { packModel, type Tensors, unpackModel } from './modelFile';
import type { NamedTensor } from './safetensors';
import { isJsonObject, type Json } from './strictJson';

/** Fields that shape the network: what the weights fit to. */
const NETWORK_FIELDS = [
  'model',
  'width',
  'depth',
  'activation',
  'conditioning',
  'timeFeatures',
  'coordinateFeatures',
  'prediction',
  'variance',
] as const satisfies readonly (keyof RunConfig)[];

const tensorsOf = (weights: NamedWeights): Map<string, NamedTensor> => new Map(Object.entries(weights));

/** Cuts a flat buffer into the tensors of a layout: `weights` names them in its order. */
function cut(flat: Float32Array, weights: NamedWeights): Map<string, NamedTensor> {
  let offset = 0;
  const tensors = new Map<string, NamedTensor>();
  for (const [name, { shape, data }] of Object.entries(weights)) {
    tensors.set(name, { shape, data: flat.slice(offset, offset + data.length) });
    offset += data.length;
  }
  return tensors;
}

/** A run whose weights can be asked for. */
export interface SavedRun {
  readonly runId: number;
  readonly config: RunConfig;
}

/**
 * @param resumable with what training needs to go on exactly: raw weights and Adam's moments, three times the size of the rest
 * @returns the bytes of a ZIP: the EMA weights and the configuration
 */
export async function packRun(
  run: SavedRun,
  trainer: Pick<TrainerApi, 'namedWeights' | 'state'>,
  resumable = true,
): Promise<Uint8Array> {
  const weights = await trainer.namedWeights(run.runId, 'ema');
  const { adamM, adamV, parameters, step } = await trainer.state(run.runId);
  return packModel({
    kind: 'mlp',
    config: Object.fromEntries(NETWORK_FIELDS.map((name) => [name, run.config[name]])),
    tensors: tensorsOf(weights),
    run: { ...run.config } as unknown as Json,
    training:
      resumable && adamM && adamV
        ? { step, weights: cut(parameters, weights), m: cut(adamM, weights), v: cut(adamV, weights) }
        : null,
  });
}

/** A model as a file gives it: which network, and its weights by name. */
export interface OpenedModel {
  readonly config: RunConfig;
  /** Lays the file's tensors out flat. @throws FileError where they do not fit the layout */
  lay(layout: NamedWeights): TrainingState;
}

function joined(tensors: Tensors, layout: NamedWeights, where: string): Float32Array {
  const entries = Object.entries(layout);
  const flat = new Float32Array(entries.reduce((sum, [, { data }]) => sum + data.length, 0));
  let offset = 0;
  for (const [name, { shape, data }] of entries) {
    const tensor = tensors.get(name);
    if (!tensor || tensor.shape.join() !== shape.join()) {
      throw new FileError({
        field: `${where} tensor "${name}"`,
        found: tensor ? `the shape [${tensor.shape.join(', ')}]` : 'nothing',
        expected: `the shape [${shape.join(', ')}]`,
        remedy: 'The weights are of another network than the file says: export the model again',
      });
    }
    flat.set(tensor.data, offset);
    offset += data.length;
  }
  return flat;
}

/** @throws FileError when the file is damaged, or holds a model that this view cannot train */
export async function unpackRun(bytes: Uint8Array, base: RunConfig): Promise<OpenedModel> {
  const file = await unpackModel(bytes);
  if (file.kind !== 'mlp') {
    throw new FileError({
      field: 'model',
      found: 'a U-Net for images',
      expected: 'an MLP for points',
      remedy: 'Open it in the view for images, or open a model of points here',
    });
  }
  const given = { ...(isJsonObject(file.run) ? file.run : {}), ...file.config };
  const { config, problems } = parseRunConfig(given, base);
  if (problems.length > 0) {
    const { field, given: found, allowed } = problems[0];
    const remedy = 'The file is of another version or damaged: export the model again';
    throw new FileError({ field: `configuration, ${field}`, found, expected: allowed, remedy });
  }
  return {
    config,
    lay(layout) {
      const ema = joined(file.tensors, layout, 'model.safetensors');
      const { training } = file;
      if (!training) return { step: 0, parameters: ema.slice(), ema };
      return {
        step: training.step,
        ema,
        parameters: joined(training.weights, layout, 'training.safetensors'),
        adamM: joined(training.m, layout, 'training.safetensors'),
        adamV: joined(training.v, layout, 'training.safetensors'),
      };
    },
  };
}
