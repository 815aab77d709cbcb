/** The parameters of the MLP: names, shapes and initial values, in the order of the forward pass. */
import { seesClasses } from '../config/classNames';
import type { RunConfig } from '../config/fields';
import type { SampleKind } from './imageShape';
import { denseParameters, type Parameter } from './layout';

export type MlpConfig = Pick<
  RunConfig,
  'width' | 'depth' | 'activation' | 'conditioning' | 'timeFeatures' | 'coordinateFeatures' | 'variance'
>;

/** Lowest and highest angular frequency of the coordinate features, in radians per unit of x. */
const LOWEST_FREQUENCY = 1;
const HIGHEST_FREQUENCY = 16;

const geometricFrequencies = (count: number): number[] =>
  Array.from(
    { length: count },
    (_, k) => LOWEST_FREQUENCY * (HIGHEST_FREQUENCY / LOWEST_FREQUENCY) ** (k / Math.max(count - 1, 1)),
  );

/** Hidden units between the time embedding and the modulations: a smooth function of one number needs few. */
export const timeUnits = (width: number): number => Math.max(16, Math.ceil(width / 4));

/** The parameters of a block's modulation, by the kind of conditioning. */
function modulationParameters(
  name: string,
  { conditioning, width }: Pick<MlpConfig, 'conditioning' | 'width'>,
): Parameter[] {
  const units = timeUnits(width);
  const learnedScale: Parameter = { name: `${name}.norm.scale`, shape: [1, width], initial: 'zeros' };
  const learnedShift: Parameter = { name: `${name}.norm.shift`, shape: [1, width], initial: 'zeros' };
  switch (conditioning) {
    case 'scale-shift':
      return [
        ...denseParameters(`${name}.scale`, units, width, 0.1),
        ...denseParameters(`${name}.shift`, units, width, 0.1),
      ];
    case 'add':
      return [learnedScale, ...denseParameters(`${name}.shift`, units, width)];
    case 'concat':
    case 'none':
      return [learnedScale, learnedShift];
    default:
      return conditioning satisfies never;
  }
}

/** Angular frequencies of the coordinate features (Fourier features): each gives a sine and a cosine of either coordinate. */
export const coordinateFrequencies = ({
  coordinateFeatures,
}: Pick<MlpConfig, 'coordinateFeatures'>): number[] =>
  geometricFrequencies(Math.ceil(coordinateFeatures / 2));

/** Whether every block is conditioned on the time. */
export const conditionsBlocks = ({ conditioning }: Pick<MlpConfig, 'conditioning'>): boolean =>
  conditioning === 'scale-shift' || conditioning === 'add';

/** Outputs for each point: 2, or 4 where the network predicts the variance too. */
export const mlpOutputs = ({ variance }: Pick<MlpConfig, 'variance'>): number =>
  variance === 'learned' ? 4 : 2;

export const blockNames = ({ depth }: Pick<MlpConfig, 'depth'>): string[] =>
  Array.from({ length: depth }, (_, i) => `blocks.${i}`);

/** Number of classes that the network is conditioned on. */
export const mlpClasses = (
  config: Pick<RunConfig, 'classes' | 'conditioning'>,
  kind: Pick<SampleKind, 'classes'>,
): number => (seesClasses(config) ? kind.classes : 0);

/** Inputs of the first layer for each point. */
export const inputFeatures = (config: MlpConfig, classes = 0): number =>
  2 +
  4 * coordinateFrequencies(config).length +
  (config.conditioning === 'concat' ? config.timeFeatures + classes : 0);

/** @param classes that the network is conditioned on: one-hot columns after those of the time */
export const mlpParameters = (config: MlpConfig, classes = 0): Parameter[] => [
  ...(conditionsBlocks(config)
    ? denseParameters('time', config.timeFeatures + classes, timeUnits(config.width), 2)
    : []),
  ...denseParameters('input', inputFeatures(config, classes), config.width),
  ...blockNames(config).flatMap((name) => [
    ...modulationParameters(name, config),
    ...denseParameters(`${name}.dense`, config.width, config.width),
  ]),
  { name: 'norm.scale', shape: [1, config.width], initial: 'zeros' },
  { name: 'norm.shift', shape: [1, config.width], initial: 'zeros' },
  ...denseParameters('output', config.width, mlpOutputs(config), 0),
];
