/** The layers of the stage and their options: the choices of the visitor, at first those of the address. */
import { type Signal, signal } from '@preact/signals';
import type { LayerId } from '../../../islands/stage';

const LAYER_IDS = [
  'data',
  'samples',
  'paths',
  'score',
  'velocity',
  'density',
  'error',
] as const satisfies readonly LayerId[];
/** Whose arrows the score layer shows. */
export const ARROW_KINDS = ['learned', 'exact'] as const;
export type ArrowKind = (typeof ARROW_KINDS)[number];

export interface Layers {
  readonly layers: Signal<ReadonlySet<LayerId>>;
  readonly arrows: Signal<ReadonlySet<ArrowKind>>;
  /** Streamlines in the place of arrows. */
  readonly streams: Signal<boolean>;
  /** The data layer stands beside the samples and not under them. */
  readonly beside: Signal<boolean>;
  /** The symbol of an equation that has the pointer or the focus. */
  readonly symbol: Signal<string | null>;
}

/** The layers that an address names, "samples,error"; samples and their paths where it names none. */
export function layersOf(text: string | undefined): ReadonlySet<LayerId> {
  const named = LAYER_IDS.filter((id) => text?.split(',').includes(id));
  return new Set<LayerId>(named.length > 0 ? named : ['samples', 'paths']);
}

/** @param extra what the address holds beside the configuration */
export function createLayers({ layers }: Readonly<Record<string, string>>): Layers {
  return {
    layers: signal(layersOf(layers)),
    arrows: signal<ReadonlySet<ArrowKind>>(new Set(ARROW_KINDS)),
    streams: signal(false),
    beside: signal(false),
    symbol: signal<string | null>(null),
  };
}
