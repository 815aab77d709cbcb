/** The layers of the stage and their options: the choices of the visitor, at first those of the address. */
import { effect, type Signal, signal } from '@preact/signals';
import { LAYER_IDS, type LayerId } from '../../../../config/pageParameters';

/** Those that an address without layers shows. */
const DEFAULT_LAYERS: readonly LayerId[] = ['samples', 'paths'];

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
  if (text === 'none') return new Set();
  const named = LAYER_IDS.filter((id) => text?.split(',').includes(id));
  return new Set<LayerId>(named.length > 0 ? named : DEFAULT_LAYERS);
}

/** The layers as an address names them, in the order of the table; '' for those of an address without. */
function layersText(layers: ReadonlySet<LayerId>): string {
  const isDefault = layers.size === DEFAULT_LAYERS.length && DEFAULT_LAYERS.every((id) => layers.has(id));
  return isDefault ? '' : LAYER_IDS.filter((id) => layers.has(id)).join(',') || 'none';
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

/** Keeps the layers in the address, in every view: they are as they were when Train is shown again. */
export const followLayers = (
  extra: Signal<Readonly<Record<string, string>>>,
  { layers }: Pick<Layers, 'layers'>,
): (() => void) =>
  effect(() => {
    const text = layersText(layers.value);
    const { layers: before, ...others } = extra.peek();
    if ((before ?? '') !== text) extra.value = text ? { ...others, layers: text } : others;
  });
