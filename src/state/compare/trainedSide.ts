/** What a side of the comparison has learned, trained here or not, and the settings from which a link trains both sides again. */
import { defaultsOf } from '../../config/family';
import { FIELDS, type FieldName, type RunConfig } from '../../config/fields';
import { TRAINING_FIELDS } from '../../config/trainingFields';
import type { DataSource } from '../../types/dataSource';
import type { RunState } from '../run/run';
import { type Comparison, ownOfRuns, type PretrainedSides, SIDES, type Side, sideConfig } from './comparison';
import { type PretrainedSide, trainableConfig } from './pretrainedSide';

export interface TrainedSide {
  /** Trains such weights from initial ones: never of 0 steps. */
  readonly config: RunConfig;
  /** The user's own data, where it has learned such. */
  readonly source?: DataSource;
  /** Training steps of its weights; null where the file of its model does not say. */
  readonly step: number | null;
  /** The pretrained model whose weights it began with; null for a run from scratch. */
  readonly model: PretrainedSide | null;
}

export const trainedSide = (
  { config, source, step }: RunState,
  model: PretrainedSide | null,
): TrainedSide => ({
  config: model ? trainableConfig(model, config) : config,
  source,
  step: model?.frozen ? model.learned : step,
  model,
});

/** Whether its settings of training are those of its weights: a sampled model of a file may leave them open. */
export const isTrainingKnown = ({ model }: TrainedSide): boolean => !model?.frozen || model.statesTraining;

/** The configuration of an address, and what each side has of its own. */
export interface LinkedSides {
  readonly config: RunConfig;
  readonly a: Partial<RunConfig>;
  readonly b: Partial<RunConfig>;
}

/**
 * The address of two configurations: A's are the shared settings.
 * @param named fields that it names on both sides, though they may be equal
 */
export function linkedSides(a: RunConfig, b: RunConfig, named: readonly FieldName[] = []): LinkedSides {
  const own = ownOfRuns(a, b);
  const names = (Object.keys(FIELDS) as FieldName[]).filter((name) => name in own.a || named.includes(name));
  const pick = (config: RunConfig) => Object.fromEntries(names.map((name) => [name, config[name]]));
  return { config: a, a: pick(a), b: pick(b) };
}

/** What no link of two models says by which both sides are sampled, and not trained. */
const OF_TRAINING: ReadonlySet<FieldName> = new Set<FieldName>([...TRAINING_FIELDS, 'prediction']);

/** An address without settings of training, where both sides are models of the gallery that are sampled alone: they would mean nothing. */
export function ofSampled(link: LinkedSides, pretrained: PretrainedSides): LinkedSides {
  if (!SIDES.every((side) => pretrained[side]?.frozen && pretrained[side].id)) return link;
  const { dataset, process } = link.config;
  const defaults = defaultsOf(dataset, process);
  const isTraining = (name: string) => OF_TRAINING.has(name as FieldName);
  const without = (own: Partial<RunConfig>) =>
    Object.fromEntries(Object.entries(own).filter(([name]) => !isTraining(name)));
  const usual = Object.fromEntries(Object.entries(defaults).filter(([name]) => isTraining(name)));
  return { config: { ...link.config, ...usual }, a: without(link.a), b: without(link.b) };
}

/** Sides whose weights no link has: those of a file, or of a run of this browser. Reads a signal. */
export const unlinkedSides = ({ pretrained: { value } }: Pick<Comparison, 'pretrained'>): Side[] =>
  SIDES.filter((side) => value[side] && !value[side].id);

/** The address of the form: a side whose weights no link has is named by the settings that train it. Reads signals. */
export function formLink(comparison: Comparison): LinkedSides {
  const { shared, own, pretrained, sides, varied } = comparison;
  const unlinked = unlinkedSides(comparison);
  if (unlinked.length === 0)
    return ofSampled({ config: shared.config.value, ...own.value }, pretrained.value);
  const configOf = (side: Side) => {
    const model = pretrained.value[side];
    return model && unlinked.includes(side)
      ? trainableConfig(model, sides[side].config.value)
      : sideConfig(shared.config.value, own.value[side]);
  };
  return linkedSides(configOf('a'), configOf('b'), varied.value);
}
