/** A preset is a configuration with a name: what `npm run pretrain` trains again, and what the page opens with. */
import { DEFAULT_CONFIG, type RunConfig } from './fields';

export interface Preset {
  readonly label: string;
  /** What differs from the defaults. */
  readonly changes: Partial<RunConfig>;
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
} as const satisfies Record<string, Preset>;

export type PresetId = keyof typeof PRESETS;

/** The model that the page shows before anyone has trained one. */
export const FIRST_PRESET: PresetId = 'swiss-roll-cosine';

export const configOf = (id: PresetId): RunConfig => ({ ...DEFAULT_CONFIG, ...PRESETS[id].changes });
