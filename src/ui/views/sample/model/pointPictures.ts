/** The data of the pictures of point samples: the stage, its frames, and the network's predictions. */
import { computed, effect, type ReadonlySignal, signal } from '@preact/signals';
import { openDataset } from '../../../../config/openDataset';
import type { LayerId } from '../../../../config/pageParameters';
import type { SampleSession } from '../../../../state/sample/session';
import { familyView } from '../../../families';
import { worldOf, worldOfSamples } from '../../../families/points';
import type { FilmData } from '../../../islands/film';
import type { GuessData } from '../../../islands/guess';
import { WORLD } from '../../../islands/place';
import type { DrawAxes } from '../../../islands/planeAxes';
import type { StageData } from '../../../islands/stage';
import type { Reel } from '../../../time/reel';
import type { StageContent } from './stageContent';

export interface PointPictures {
  readonly stage: ReadonlySignal<StageData>;
  readonly film: ReadonlySignal<FilmData>;
  readonly guess: ReadonlySignal<GuessData>;
}

interface Parts {
  readonly reel: ReadonlySignal<Reel | null>;
  readonly position: ReadonlySignal<number>;
  readonly world: ReadonlySignal<number>;
  readonly axes: ReadonlySignal<DrawAxes | null>;
  readonly content: ReadonlySignal<StageContent>;
  readonly symbol: ReadonlySignal<string | null>;
}

/** Half the height of the plane on the stage: as far as the model's data reach, or its samples where the data are not here. */
export function followWorld({ model, samples }: Pick<SampleSession, 'model' | 'samples'>): {
  readonly world: ReadonlySignal<number>;
  dispose(): void;
} {
  const world = signal(WORLD);
  const dispose = effect(() => {
    const opened = model.value;
    if (!opened || !familyView(opened.config.dataset).planar) return;
    try {
      const { box } = openDataset(opened.config, opened.source);
      world.value = worldOf(box);
    } catch {
      world.value = samples.value ? worldOfSamples(samples.value.trajectory) : WORLD;
    }
  });
  return { world, dispose };
}

const LAYERS: ReadonlySet<LayerId> = new Set(['samples', 'paths']);

export function pointPictures({ reel, position, world, axes, content, symbol }: Parts): PointPictures {
  return {
    stage: computed(() => ({
      reel: reel.value,
      before: null,
      position: position.value,
      hue: 'model' as const,
      layers: LAYERS,
      data: null,
      field: null,
      world: world.value,
      axes: axes.value,
      symbol: symbol.value ?? (content.value === 'prediction' ? 'x0hat' : null),
    })),
    film: computed(() => ({ reel: reel.value, position: position.value, hue: 'model', world: world.value })),
    guess: computed(() => ({ reel: reel.value, position: position.value, world: world.value })),
  };
}
