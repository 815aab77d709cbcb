/** A step table is a sampling plan as numbers: a row for each step, from which a recorded plan reads what differs between two steps. */
import { PREDICTIONS, type PredictionId } from '../diffusion/prediction';
import type { Process } from '../diffusion/process';
import type { PlanStep, SamplingPlan } from '../diffusion/samplers/plan';
import { STEP_NUMBERS, type StepNumbers } from '../kernels/samplerStep/contract';
import type { Model } from '../model/model';
import { timeEmbedder } from '../model/timeEmbedding';
import { aligned } from '../recorded/buffers';

/** Where the row of the time embedding begins in a row of the table. */
export const EMBEDDING_AT = aligned(STEP_NUMBERS.length);

export const rowLength = ({ embedding }: Pick<Model, 'embedding'>): number => EMBEDDING_AT + embedding.size;

/** Whether a step draws noise. */
export const drawsNoise = (step: PlanStep): boolean =>
  step.kind === 'noise' || (step.kind === 'linear' && step.cNoise !== 0);

/**
 * Whether all steps are sums of products of the states that a recording keeps. A Langevin step has norms over the batch, a learned variance an
 * exponential, and order 3 one more guess: these plans are walked on tensors.
 */
export const isLinear = ({ steps }: SamplingPlan): boolean =>
  steps.every(
    (step) => step.kind === 'noise' || (step.kind === 'linear' && !step.learnedVariance && !step.cX0Prev2),
  );

export interface StepTableParts {
  readonly plan: SamplingPlan;
  readonly model: Pick<Model, 'embedding' | 'networkTime'>;
  readonly process: Process;
  readonly prediction: PredictionId;
  /** Scale of the guidance. */
  readonly guidance: number;
  /** Draws of noise that are uploaded at a time. */
  readonly slots: number;
  /** Steps whose state and guess are stored, in order. */
  readonly frames: readonly number[];
}

/** The numbers by which x̂0 and the next state are summed; those of states that are not there yet are 0. */
function sumOf(
  step: PlanStep,
  { process, prediction }: StepTableParts,
  { hasPrevious, hasGuess }: { readonly hasPrevious: boolean; readonly hasGuess: boolean },
): Omit<StepNumbers, 'guidance' | 'slot' | 'frame'> {
  const none = { inputScale: 1, ofX: 0, ofOutput: 0, guess: 0, unclipped: 0, previousX: 0, previousGuess: 0 };
  if (step.kind === 'noise') return { ...none, x: step.cXt, noise: step.cNoise };
  if (step.kind === 'langevin') throw new Error('a Langevin step is no sum of products');
  const { level } = step;
  const form = PREDICTIONS[prediction].toX0(level, process.direction(level));
  return {
    inputScale: process.inputScale(level),
    ofX: form.cXt,
    ofOutput: form.cOut,
    x: step.cXt,
    guess: step.cX0,
    unclipped: step.cX0Unclipped ?? 0,
    previousX: hasPrevious ? step.cXtPrev : 0,
    previousGuess: hasGuess ? step.cX0Prev : 0,
    noise: step.cNoise,
  };
}

/** @returns [steps, rowLength] */
export function stepTable(parts: StepTableParts): Float32Array {
  const { plan, model, process, guidance, slots, frames } = parts;
  const length = rowLength(model);
  const table = new Float32Array(plan.steps.length * length);
  const embed = timeEmbedder(model.embedding);
  let draws = 0;
  let hasGuess = false;
  for (const [index, step] of plan.steps.entries()) {
    const at = index * length;
    const sum = sumOf(step, parts, { hasPrevious: index > 0, hasGuess });
    const numbers: StepNumbers = { ...sum, guidance, slot: draws % slots, frame: frames.indexOf(index) };
    table.set(
      STEP_NUMBERS.map((name) => numbers[name]),
      at,
    );
    if (drawsNoise(step)) draws += 1;
    if (step.kind === 'noise') continue;
    hasGuess = true;
    embed(table, at + EMBEDDING_AT, model.networkTime(process, step.time));
  }
  return table;
}

/** Steps of a plan that are made without a word from the processor in between. */
export interface Slice {
  /** Consecutive steps of one kind each: whether they evaluate the network, and how many they are. */
  readonly runs: readonly { readonly evaluates: boolean; readonly count: number }[];
  readonly count: number;
  /** Draws of noise in it. */
  readonly draws: number;
}

/** @param first step @param drawn draws before it @param most steps @param slots draws that are uploaded at a time */
export function sliceOf(
  { steps }: SamplingPlan,
  {
    first,
    drawn,
    most,
    slots,
  }: { readonly first: number; readonly drawn: number; readonly most: number; readonly slots: number },
): Slice {
  const room = slots - (drawn % slots);
  const runs: { evaluates: boolean; count: number }[] = [];
  let [count, draws] = [0, 0];
  for (const step of steps.slice(first, first + most)) {
    if (drawsNoise(step) && draws === room) break;
    if (drawsNoise(step)) draws += 1;
    const evaluates = step.kind !== 'noise';
    const last = runs.at(-1);
    if (last?.evaluates === evaluates) last.count += 1;
    else runs.push({ evaluates, count: 1 });
    count += 1;
  }
  return { runs, count, draws };
}
