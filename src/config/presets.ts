/** A preset is a configuration with a name: what `npm run pretrain` trains again, and what the page opens with. */
import { ofChoice } from './family';
import { DEFAULT_CONFIG, type RunConfig } from './fields';

export interface Preset {
  readonly label: string;
  /** The fields that differ from those with which a form begins that chooses the data set. */
  readonly changes: Partial<RunConfig> & Pick<RunConfig, 'dataset'>;
}

export const PRESETS = {
  'swiss-roll-cosine': {
    label: 'Swiss roll, cosine',
    changes: { dataset: 'swiss-roll', schedule: 'cosine' },
  },
  'swiss-roll-linear': {
    label: 'Swiss roll, linear',
    changes: { dataset: 'swiss-roll', schedule: 'linear' },
  },
  'mnist-linear': {
    label: 'MNIST, linear',
    changes: { dataset: 'mnist', schedule: 'linear', fullData: true },
  },
  'mnist-cosine': {
    label: 'MNIST, cosine',
    changes: { dataset: 'mnist', schedule: 'cosine', fullData: true },
  },
  'mnist-classes': {
    label: 'MNIST, digit by digit',
    changes: { dataset: 'mnist', classes: true, fullData: true },
  },
  'mnist-tiny': {
    label: 'MNIST, the smallest network',
    changes: { dataset: 'mnist', unet: 'grey-28-tiny', trainingSteps: 1000 },
  },
  'fashion-mnist': {
    label: 'Fashion-MNIST',
    changes: { dataset: 'fashion-mnist', fullData: true },
  },
  'pixel-faces': {
    label: 'Pixel faces',
    changes: { dataset: 'pixel-faces', unet: 'rgb-16', classes: true },
  },
  flowers: {
    label: 'Flowers',
    changes: { dataset: 'flowers', unet: 'rgb-32', classes: true },
  },
} as const satisfies Record<string, Preset>;

export type PresetId = keyof typeof PRESETS;

/** The model that the page shows before anyone has trained one. */
export const FIRST_PRESET: PresetId = 'swiss-roll-cosine';

export const configOf = (id: PresetId): RunConfig => ({
  ...ofChoice(DEFAULT_CONFIG, PRESETS[id].changes),
  ...PRESETS[id].changes,
});
