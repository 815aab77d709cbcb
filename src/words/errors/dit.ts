/** What a transformer for images says of sizes that do not fit. */
import { count } from '../../lib/numbers';

export const points = 'A DiT learns images, and this data set is made of points.';
export const chooseMlp = 'Choose the MLP, or a data set of images.';
export const notSquare = (height: number, width: number) =>
  `The images are ${height} × ${width}; a DiT needs squares.`;
export const cropOrScale = 'Crop or scale them.';
export const patchesDoNotFill = (patch: number, side: number) =>
  `Patches of ${patch} × ${patch} do not fill images of ${side} × ${side}.`;
export const tooManyTokens = (patch: number, tokens: number, most: number) =>
  `Patches of ${patch} × ${patch} make ${count(tokens)} tokens of an image; there can be ${count(most)}.`;
export const fittingPatches = (sizes: readonly number[]) => `A patch size of ${sizes.join(' or ')} fits.`;
export const headsDoNotShare = (heads: number, hiddenSize: number) =>
  `${heads} heads do not share a hidden size of ${hiddenSize} equally.`;
export const noMultiple = (hiddenSize: number, divisor: number) =>
  `A hidden size of ${hiddenSize} is no multiple of ${divisor}, which the positions of the patches need.`;
export const fittingHiddenSize = (hiddenSize: number) => `A hidden size of ${hiddenSize} fits.`;
export const otherPositions = (tensor: string) =>
  `The positions of the patches, "${tensor}", are not the fixed sines and cosines of this network.`;
export const fixedPositionsOnly = 'Only networks with fixed positions are read.';
