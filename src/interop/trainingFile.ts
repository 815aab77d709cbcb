/**
 * `training.safetensors` holds what training needs beyond the EMA weights to go on exactly: under `weights.`, `adam.m.`
 * and `adam.v.` one tensor per parameter each, always F32, and the number of steps done in the metadata. Where times are drawn by the loss,
 * `times.loss_moments` holds its moments by time. `record.losses`, with the milliseconds of training in the metadata, is the record of a
 * run, so that its curve goes on too; training does not depend on it.
 */

import { isLossMoments, LOSS_MOMENTS_LENGTH } from '../diffusion/timeDraw';
import type { NamedTensor, StateDict, TrainState } from '../types/weights';
import * as hints from '../words/files/hints';
import * as words from '../words/files/weights';
import { FileError, quote } from './fileError';
import { readCheckedSafetensors, writeCheckedSafetensors } from './safetensors';

/** What a page shows of the training up to a state. */
export interface TrainingRecord {
  /** [n]: of the last n steps up to that of the state; NaN where a loss is not known. */
  readonly losses: Float32Array;
  /** Milliseconds of training, without pauses. */
  readonly trainedFor: number;
  /** Whether it began with new weights or with those of a model. */
  readonly base: 'new' | 'model';
}

/** The content of the file: all of a training state but the average, which is the model's own file. */
export interface RawState extends Omit<TrainState<StateDict>, 'ema'> {
  readonly record?: TrainingRecord | undefined;
}

const PREFIXES = { params: 'weights.', m: 'adam.m.', v: 'adam.v.' } as const;
const PARTS = Object.keys(PREFIXES) as (keyof typeof PREFIXES)[];
const LOSS_MOMENTS = 'times.loss_moments';
const LOSSES = 'record.losses';
const TRAINED_FOR = 'trained_ms';

export function packTraining(state: RawState): Promise<Uint8Array> {
  const tensors = new Map<string, NamedTensor>();
  for (const part of PARTS) {
    for (const [name, tensor] of state[part]) tensors.set(PREFIXES[part] + name, tensor);
  }
  const { lossMoments, record } = state;
  if (lossMoments) tensors.set(LOSS_MOMENTS, { shape: [lossMoments.length], data: lossMoments });
  if (record) tensors.set(LOSSES, { shape: [record.losses.length], data: record.losses });
  return writeCheckedSafetensors(tensors, {
    format: 'pt',
    step: String(state.step),
    ...(record && { [TRAINED_FOR]: String(Math.round(record.trainedFor)), base: record.base }),
  });
}

/** @throws FileError when the file has changed since it was written, the step is no count, or the three sets of tensors differ in names or shapes */
export async function unpackTraining(bytes: Uint8Array, where = 'training.safetensors'): Promise<RawState> {
  const { tensors, metadata } = await readCheckedSafetensors(bytes, where);
  const step = wholeNumber(metadata.step);
  if (step === null) {
    throw refused(`${where} __metadata__, step`, quote(metadata.step ?? null), words.stepCount);
  }
  const parts = { params: new Map(), m: new Map(), v: new Map() } satisfies Record<
    string,
    Map<string, NamedTensor>
  >;
  const lossMoments = tensors.get(LOSS_MOMENTS)?.data;
  checkMoments(lossMoments, where);
  for (const [name, tensor] of tensors) {
    if (name === LOSS_MOMENTS || name === LOSSES) continue;
    const part = PARTS.find((key) => name.startsWith(PREFIXES[key]));
    if (!part)
      throw refused(
        words.tensorIn(where, quote(name)),
        words.unknownName,
        words.beginsWith(Object.values(PREFIXES)),
      );
    parts[part].set(name.slice(PREFIXES[part].length), tensor);
  }
  for (const part of ['m', 'v'] as const) checkSameShapes(parts.params, parts[part], PREFIXES[part], where);
  const record = recordOf(tensors.get(LOSSES), metadata, step);
  return { step, ...(lossMoments && { lossMoments }), ...(record && { record }), ...parts };
}

const wholeNumber = (text: string | undefined): number | null =>
  /^\d{1,12}$/.test(text ?? '') ? Number(text) : null;

/** Null where the file has no whole record: training goes on without it. */
function recordOf(
  tensor: NamedTensor | undefined,
  { [TRAINED_FOR]: milliseconds, base }: Readonly<Record<string, string>>,
  step: number,
): TrainingRecord | null {
  const trainedFor = wholeNumber(milliseconds);
  const isWhole = trainedFor !== null && (base === 'new' || base === 'model');
  return tensor && isWhole && tensor.data.length <= step ? { losses: tensor.data, trainedFor, base } : null;
}

function checkMoments(moments: Float32Array | undefined, where: string): void {
  if (!moments || isLossMoments(moments)) return;
  const field = words.tensorIn(where, quote(LOSS_MOMENTS));
  throw refused(field, words.numbers(moments.length), words.lossMoments(LOSS_MOMENTS_LENGTH));
}

function checkSameShapes(weights: StateDict, moments: StateDict, prefix: string, where: string): void {
  for (const name of new Set([...weights.keys(), ...moments.keys()])) {
    const [weight, moment] = [weights.get(name), moments.get(name)].map((tensor) =>
      tensor ? `[${tensor.shape.join(', ')}]` : null,
    );
    if (weight !== moment) {
      const field = words.tensorIn(where, quote(prefix + name));
      throw refused(field, words.shape(moment), words.shapeOfWeight(weight));
    }
  }
}

function refused(field: string, found: string, expected: string): FileError {
  const hint = hints.withoutTraining;
  return new FileError({ field, found, expected, hint });
}
