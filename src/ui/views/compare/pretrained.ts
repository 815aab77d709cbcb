/** How a pretrained model becomes a side, from the dialog or from a link, and how the address names it. */

import { type ModelCard, qualityOf } from '../../../interop/modelCard';
import { statesTraining } from '../../../interop/modelFile';
import { messageOf } from '../../../lib/diagnostic';
import { SIDES, type Side } from '../../../state/compare/comparison';
import { comparableField } from '../../../state/compare/contrasts';
import type { CardScore, PretrainedSide } from '../../../state/compare/pretrainedSide';
import type { LoadedModel } from '../../../state/sample/session';
import * as words from '../../../words/compare/view';
import { loadModel, loadRun } from '../../files/models';
import type { Lab } from '../../shell/lab';
import { nameOfSide } from './findings';
import { compareOf } from './lab';

/** The figure of a card as a score; its spread is that over sets of samples, where the card has several. */
export function cardScoreOf(card: Pick<ModelCard, 'quality' | 'sampler'>): CardScore {
  const { value, floor, samples, deviation } = qualityOf(card);
  const kind = 'frechet' in card.quality ? 'Fréchet distance' : 'energy distance';
  const spread = deviation && Math.max(deviation.value, deviation.floor);
  return { kind, value, floor, spread, deviation, n: samples, sampler: card.sampler };
}

/**
 * Adds a model that was chosen in the dialog. Where it has a card, both sides are sampled as its figure was measured: else the figure and
 * the samples would say different things.
 */
export async function addPretrained(
  lab: Lab,
  side: Side,
  model: LoadedModel,
  frozen: boolean,
): Promise<void> {
  const compare = compareOf(lab);
  const changed = model.card !== null && compare.takeSampling(model.config);
  await setPretrained(lab, side, model, frozen);
  if (!changed || !model.card) return;
  await compare.commands.applySampling(); // the other side's run keeps its weights
  lab.notices.news(words.sampleAsCard(model.label), `${model.card.sampler}.`);
}

/** @param frozen true for a side that is sampled and not trained */
async function setPretrained(lab: Lab, side: Side, model: LoadedModel, frozen: boolean): Promise<void> {
  const { id, label, config, weights, source, card, base } = model;
  const own = card && cardScoreOf(card);
  await compareOf(lab).commands.setModel(side, {
    id,
    origin: id ? 'gallery' : base ? 'run' : 'file',
    statesTraining: statesTraining(model.file),
    learned: card?.steps ?? model.step ?? ('step' in weights ? weights.step : null),
    label,
    config,
    weights,
    source,
    frozen,
    ...(own && { card: own }),
  });
}

/** Makes a run of the library a side with the weights that it has: it is sampled, not trained. */
export const setRun = (
  lab: Lab,
  side: Side,
  run: Pick<PretrainedSide, 'label' | 'config' | 'weights' | 'source' | 'learned'>,
): Promise<void> =>
  compareOf(lab).commands.setModel(side, {
    id: '',
    origin: 'run',
    statesTraining: true,
    frozen: true,
    ...run,
  });

/** The part of the address about a side: a model of the gallery, and whether it is frozen. */
export interface LinkedModel {
  readonly id: string;
  readonly frozen: boolean;
}

type Extra = Readonly<Record<string, string>>;

export function linkedModel(extra: Extra, side: Side): LinkedModel | null {
  const id = extra[`${side}.pretrained`];
  return id ? { id, frozen: extra[`${side}.goesOn`] !== '1' } : null;
}

/** @returns the address's extra entries with these models instead of any others */
export function withLinkedModels(extra: Extra, models: Readonly<Record<Side, LinkedModel | null>>): Extra {
  const others = Object.entries(extra).filter(([name]) => !/^[ab]\.(pretrained|goesOn)$/.test(name));
  const linked = SIDES.flatMap((side): [string, string][] => {
    const model = models[side];
    if (!model?.id) return []; // an opened file has no address
    const entry: [string, string] = [`${side}.pretrained`, model.id];
    return model.frozen ? [entry] : [entry, [`${side}.goesOn`, '1']];
  });
  return Object.fromEntries([...others, ...linked]);
}

/** Makes the run that waits for a comparison side A, with its own weights; B has its settings with one of them changed. */
export async function takeRunToCompare(lab: Lab): Promise<void> {
  const run = lab.runToCompare.peek();
  if (!run) return;
  lab.runToCompare.value = null;
  const compare = compareOf(lab);
  try {
    const model = await loadRun(lab, run);
    compare.varyFromShared(comparableField(compare.varied.peek()[0], run.config));
    await setPretrained(lab, 'a', model, true);
  } catch (error) {
    lab.notices.problem(words.runNotAdded, messageOf(error));
  }
}

/** Loads the models that the address names, for sides that have none yet. */
export async function openLinkedModels(lab: Lab): Promise<void> {
  const extra = lab.extra.peek();
  const { awaited, pretrained } = compareOf(lab);
  const isHere = (side: Side) => {
    awaited.value = awaited.peek().filter((other) => other !== side);
  };
  for (const side of SIDES) {
    const linked = linkedModel(extra, side);
    if (!linked || pretrained.peek()[side]) {
      isHere(side);
      continue;
    }
    try {
      const samples = setPretrained(lab, side, await loadModel(linked.id), linked.frozen);
      isHere(side); // its first samples come later
      await samples;
    } catch (error) {
      lab.notices.problem(words.linkNames(linked.id, nameOfSide(side)), messageOf(error));
    } finally {
      isHere(side);
    }
  }
}
