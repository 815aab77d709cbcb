/**
 * The `config.json` of a diffusion transformer: the arguments of `DiT` in facebookresearch/DiT (https://github.com/facebookresearch/DiT,
 * models.py), read into a `DitConfig` and written from one.
 */
import * as v from 'valibot';
import { MLP_RATIO } from '../config/ditSizes';
import { FIELDS } from '../config/fields';
import type { DitConfig } from '../types/dit';
import * as words from '../words/files/schema';
import type { JsonObject } from './strictJson';
import { schemaProblems, unknownFields, unsupported } from './unsupportedFields';

const size = (max: number) => v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(max));

const DIT_FIELDS = {
  input_size: size(1024),
  patch_size: size(FIELDS.patchSize.max),
  in_channels: v.picklist([1, 3]),
  hidden_size: size(FIELDS.hiddenSize.max),
  depth: size(FIELDS.blocks.max),
  num_heads: size(FIELDS.heads.max),
  mlp_ratio: v.literal(MLP_RATIO),
  class_dropout_prob: v.optional(v.number()),
  num_classes: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(10_000)),
  learn_sigma: v.boolean(),
};

/** The reference's default: above 0 its embedding has a row for no class, as ours has. */
const CLASS_DROPOUT = 0.1;

/** The value of `_class_name`, by which the file is known. */
export const DIT_CLASS = 'DiT';

/** @throws FileError that names every field which is unsupported */
export function parseDitConfig(raw: JsonObject, where = 'config.json'): DitConfig {
  const result = v.safeParse(v.object(DIT_FIELDS), raw);
  const problems = [
    ...(result.success ? [] : schemaProblems(result.issues)),
    ...unknownFields(raw, { ...FIELDS, ...DIT_FIELDS }),
  ];
  if (!result.success || problems.length > 0)
    throw unsupported(where, problems, words.configOfDit(DIT_CLASS));
  const fields = result.output;
  const names = raw._class_names;
  const named = Array.isArray(names) && names.length === fields.num_classes && names.length > 0;
  return {
    inputSize: fields.input_size,
    patchSize: fields.patch_size,
    inChannels: fields.in_channels,
    learnSigma: fields.learn_sigma,
    hiddenSize: fields.hidden_size,
    depth: fields.depth,
    numHeads: fields.num_heads,
    numClasses: fields.num_classes,
    ...(named && { classNames: names.map(String) }),
  };
}

export const ditConfigJson = (config: DitConfig): JsonObject => ({
  _class_name: DIT_CLASS,
  input_size: config.inputSize,
  patch_size: config.patchSize,
  in_channels: config.inChannels,
  hidden_size: config.hiddenSize,
  depth: config.depth,
  num_heads: config.numHeads,
  mlp_ratio: MLP_RATIO,
  class_dropout_prob: config.numClasses > 0 ? CLASS_DROPOUT : 0,
  num_classes: config.numClasses,
  learn_sigma: config.learnSigma,
  ...(config.classNames && { _class_names: [...config.classNames] }),
});

/** The fields of a run that describe the network. */
export const ditFields = ({ patchSize, hiddenSize, depth, numHeads }: DitConfig) => ({
  patchSize,
  hiddenSize,
  blocks: depth,
  heads: numHeads,
});
