/** The transformer of a run: the sizes that are chosen, on images of the data's size. */

import { fittingHeads, fittingPatches, HIDDEN_MULTIPLE, MOST_TOKENS } from '../../config/ditFit';
import type { RunConfig } from '../../config/fields';
import { networkInput } from '../../config/networkInput';
import { RefusedError } from '../../diffusion/refusal';
import type { DitConfig } from '../../types/dit';
import * as words from '../../words/errors/dit';
import { imageShape, noImages, type SampleKind } from '../imageShape';

export type DitChoice = Pick<
  RunConfig,
  'model' | 'unet' | 'patchSize' | 'hiddenSize' | 'blocks' | 'heads' | 'architecture' | 'classes' | 'variance'
>;

/** @throws RefusedError where the sizes do not fit together, or the images */
export function ditConfigOf(choice: DitChoice, kind: SampleKind): DitConfig {
  const { patchSize, hiddenSize, blocks, heads, classes, variance } = choice;
  const images = imageShape(kind, { message: words.points, hint: words.chooseMlp });
  const input = images ? null : networkInput(choice); // that of an opened network, before images are opened
  if (!images && !input) throw noImages();
  const [height, width, channels] = images ?? [input!.size, input!.size, input!.channels];
  if (height !== width) {
    throw new RefusedError({ message: words.notSquare(height, width), hint: words.cropOrScale });
  }
  checkPatches(height, patchSize);
  checkHeads(hiddenSize, heads);
  const known = kind.classes > 0 ? kind.classes : Math.max((input?.classes ?? 0) - 1, 0);
  return {
    inputSize: height,
    patchSize,
    inChannels: channels,
    learnSigma: variance === 'learned',
    hiddenSize,
    depth: blocks,
    numHeads: heads,
    numClasses: classes ? known : 0,
  };
}

/** The allowed value that is nearest to another one. */
const nearest = (allowed: readonly number[], to: number): number =>
  allowed.reduce((best, each) => (Math.abs(each - to) < Math.abs(best - to) ? each : best));

function checkPatches(side: number, patchSize: number): void {
  const allowed = fittingPatches(side);
  if (allowed.includes(patchSize)) return;
  const message =
    side % patchSize !== 0
      ? words.patchesDoNotFill(patchSize, side)
      : words.tooManyTokens(patchSize, (side / patchSize) ** 2, MOST_TOKENS);
  throw new RefusedError({
    message,
    hint: words.fittingPatches(allowed),
    fix: { patchSize: nearest(allowed, patchSize) },
  });
}

function checkHeads(hiddenSize: number, heads: number): void {
  if (fittingHeads(hiddenSize).includes(heads)) return;
  const step = leastCommonMultiple(HIDDEN_MULTIPLE, heads);
  const fitting = Math.max(step, step * Math.round(hiddenSize / step));
  const message =
    hiddenSize % heads !== 0
      ? words.headsDoNotShare(heads, hiddenSize)
      : words.noMultiple(hiddenSize, HIDDEN_MULTIPLE);
  throw new RefusedError({
    message,
    hint: words.fittingHiddenSize(fitting),
    fix: { hiddenSize: fitting },
  });
}

const greatestCommonDivisor = (a: number, b: number): number =>
  b === 0 ? a : greatestCommonDivisor(b, a % b);
const leastCommonMultiple = (a: number, b: number): number => (a * b) / greatestCommonDivisor(a, b);
