/** What a side of the comparison has learned, trained here or not, and the settings from which a link trains both sides again. */
import { FIELDS, type FieldName, type RunConfig } from '../../config/fields';
import type { DataSource } from '../../types/dataSource';
import type { RunState } from '../run/run';
import { type Comparison, ownOfRuns, SIDES, type Side, sideConfig } from './comparison';
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

/** Sides whose weights no link has: those of a file, or of a run of this browser. Reads a signal. */
export const unlinkedSides = ({ pretrained: { value } }: Pick<Comparison, 'pretrained'>): Side[] =>
  SIDES.filter((side) => value[side] && !value[side].id);

/** The address of the form: a side whose weights no link has is named by the settings that train it. Reads signals. */
export function formLink(comparison: Comparison): LinkedSides {
  const { shared, own, pretrained, sides, varied } = comparison;
  const unlinked = unlinkedSides(comparison);
  if (unlinked.length === 0) return { config: shared.config.value, ...own.value };
  const configOf = (side: Side) => {
    const model = pretrained.value[side];
    return model && unlinked.includes(side)
      ? trainableConfig(model, sides[side].config.value)
      : sideConfig(shared.config.value, own.value[side]);
  };
  return linkedSides(configOf('a'), configOf('b'), varied.value);
}
