/** Sizes of a diffusion transformer that follow from its configuration, or that no configuration changes. */
import type { DitConfig } from '../types/dit';

/** Numbers of the time embedding before its layers. */
export const FREQUENCY_SIZE = 256;

/** Units of a block's MLP for each number of a token. */
export const MLP_RATIO = 4;

export const outChannels = ({ inChannels, learnSigma }: DitConfig): number =>
  learnSigma ? 2 * inChannels : inChannels;

export const tokensOf = ({ inputSize, patchSize }: DitConfig): number => (inputSize / patchSize) ** 2;
