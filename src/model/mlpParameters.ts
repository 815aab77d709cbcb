/** The parameters of the MLP: names, shapes and first values, in the order in which a point meets them. */
import type { RunConfig } from '../config/fields';
import { denseParameters, type Parameter } from './layout';

export type MlpConfig = Pick<
  RunConfig,
  'width' | 'depth' | 'activation' | 'conditioning' | 'timeFeatures' | 'coordinateFeatures' | 'variance'
>;

/** Slowest and fastest wave of the coordinate features, in radians for each unit of x. */
const SLOWEST_WAVE = 1;
const FASTEST_WAVE = 16;

const waves = (count: number): number[] =>
  Array.from(
    { length: count },
    (_, k) => SLOWEST_WAVE * (FASTEST_WAVE / SLOWEST_WAVE) ** (k / Math.max(count - 1, 1)),
  );

/** Units between the time embedding and the modulations: a smooth function of one number needs few. */
export const timeUnits = (width: number): number => Math.max(16, Math.ceil(width / 4));

/** What a block's modulation is made of, for each way of telling the time. */
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

/** Angular frequencies of the coordinate features: each gives a sine and a cosine of either coordinate. */
export const coordinateWaves = ({ coordinateFeatures }: Pick<MlpConfig, 'coordinateFeatures'>): number[] =>
  waves(Math.ceil(coordinateFeatures / 2));

/** Whether every block is told the time. */
export const tellsBlocks = ({ conditioning }: Pick<MlpConfig, 'conditioning'>): boolean =>
  conditioning === 'scale-shift' || conditioning === 'add';

/** Numbers it gives for each point: 2, or 4 where it predicts the variance too. */
export const mlpOutputs = ({ variance }: Pick<MlpConfig, 'variance'>): number =>
  variance === 'learned' ? 4 : 2;

export const blockNames = ({ depth }: Pick<MlpConfig, 'depth'>): string[] =>
  Array.from({ length: depth }, (_, i) => `blocks.${i}`);

/** Numbers of a point that enter the first layer. */
export const inputFeatures = (config: MlpConfig): number =>
  2 + 4 * coordinateWaves(config).length + (config.conditioning === 'concat' ? config.timeFeatures : 0);

export const mlpParameters = (config: MlpConfig): Parameter[] => [
  ...(tellsBlocks(config) ? denseParameters('time', config.timeFeatures, timeUnits(config.width), 2) : []),
  ...denseParameters('input', inputFeatures(config), config.width),
  ...blockNames(config).flatMap((name) => [
    ...modulationParameters(name, config),
    ...denseParameters(`${name}.dense`, config.width, config.width),
  ]),
  { name: 'norm.scale', shape: [1, config.width], initial: 'zeros' },
  { name: 'norm.shift', shape: [1, config.width], initial: 'zeros' },
  ...denseParameters('output', config.width, mlpOutputs(config), 0),
];
