/**
 * U-Nets small enough to train in a tab: that of the shipped weights, one for any machine, one for colour. A preset is plain data, so a
 * form or a file can change any field of it.
 */
import type { UnetConfig } from '../../types/unet';

/** Fields of all presets: diffusers' defaults except for heads and groups, which suit so few channels. */
const COMMON = {
  layersPerBlock: 1,
  midAttention: true,
  attentionHeadDim: 8,
  normGroups: 8,
  normEps: 1e-5,
  freqShift: 0,
  flipSinToCos: true,
  downsamplePadding: 1,
  timeScaleShift: 'default',
  numClassEmbeds: null,
} as const satisfies Partial<UnetConfig>;

export const UNET_PRESETS = {
  /** 28×28 grey, 280 177 parameters: that of the MNIST models in docs/models. */
  'grey-28': {
    ...COMMON,
    sampleSize: 28,
    inChannels: 1,
    outChannels: 1,
    blockOutChannels: [16, 32, 32],
    downAttention: [false, false, true],
    upAttention: [true, false, false],
  },
  /** 28×28 grey, 67 673 parameters: the smallest that draws digits, for a machine without a GPU. */
  'grey-28-tiny': {
    ...COMMON,
    sampleSize: 28,
    inChannels: 1,
    outChannels: 1,
    blockOutChannels: [8, 16, 16],
    downAttention: [false, false, false],
    upAttention: [false, false, false],
  },
  /** 16×16 RGB, 628 299 parameters: attention at 4×4. */
  'rgb-16': {
    ...COMMON,
    sampleSize: 16,
    inChannels: 3,
    outChannels: 3,
    blockOutChannels: [24, 48, 48],
    downAttention: [false, false, true],
    upAttention: [true, false, false],
  },
  /** 32×32 RGB, 507 803 parameters: attention at 8×8. */
  'rgb-32': {
    ...COMMON,
    sampleSize: 32,
    inChannels: 3,
    outChannels: 3,
    blockOutChannels: [24, 32, 48],
    downAttention: [false, false, true],
    upAttention: [true, false, false],
  },
} satisfies Record<string, UnetConfig>;
