/** The shape of a U-Net: the fields of diffusers' `UNet2DModel` that this program supports, in TypeScript's spelling. */
export interface UnetConfig {
  /** Side of the square images in pixels; halves once per block but the last. */
  sampleSize: number;
  inChannels: number;
  /** `inChannels`, or twice that where the variance is learned. */
  outChannels: number;
  /** Channels of each resolution, finest first. */
  blockOutChannels: number[];
  /** The down blocks with attention, finest first. */
  downAttention: boolean[];
  /** The up blocks with attention, coarsest first. */
  upAttention: boolean[];
  /** ResNet blocks in a down block; an up block has one more. */
  layersPerBlock: number;
  /** Attention in the mid block. */
  midAttention: boolean;
  /** Channels of one attention head; null: a single head. */
  attentionHeadDim: number | null;
  normGroups: number;
  normEps: number;
  /** k in freqs = exp(-ln(10000) i / (half - k)). */
  freqShift: number;
  /** true: [cos, sin]; false: [sin, cos]. */
  flipSinToCos: boolean;
  /** 1: symmetric; 0: right and bottom by one. */
  downsamplePadding: 0 | 1;
  timeScaleShift: 'default' | 'scale_shift';
  /** Size of the class embedding; null: unconditional. */
  numClassEmbeds: number | null;
  /** true: the last row of the class embedding stands for no class, as guidance needs it. Default: unknown. */
  nullClass?: boolean;
  /** Names of the classes by their numbers, without the row for no class. Default: none are known. */
  classNames?: readonly string[];
  /** The down blocks that halve the resolution by a ResNet block, finest first; the others by a convolution. Default none. */
  downResnet?: boolean[];
  /** The up blocks that double it by one, coarsest first. Default none. */
  upResnet?: boolean[];
  /** true: data are in [0, 1] and moved to [-1, 1] first. Default false. */
  centerInputSample?: boolean;
  /** The divisor of the mid block's residual sums. Default 1. */
  midBlockScaleFactor?: number;
  /** Groups of the mid attention's norm; null: `normGroups`, or no norm with `scale_shift`. Default null. */
  attnNormNumGroups?: number | null;
  /** The kind of a label: null: a row of `numClassEmbeds`; else a number or a vector. Default null. */
  classEmbedType?: 'timestep' | 'identity' | null;
}
