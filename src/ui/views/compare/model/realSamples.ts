/** Real samples for both sides: the same object where both have the same data. */
import { effect, type ReadonlySignal, signal } from '@preact/signals';
import type { RunConfig } from '../../../../config/fields';
import { SIDES, type Side } from '../../../../state/compare/comparison';
import { realSample } from '../../../families/realImages';
import { dataKey, type RealSample } from '../../../families/realSample';
import type { Lab } from '../../../shell/lab';

/** Enough to show the shape of a distribution of points, and a few tiles of images. */
const SAMPLE_COUNT = { points: 1500, images: 16 };

export interface RealSamples {
  readonly samples: Readonly<Record<Side, ReadonlySignal<RealSample | null>>>;
  dispose(): void;
}

/** @param configs the configuration that each side shows */
export function followRealSamples(
  lab: Lab,
  configs: Readonly<Record<Side, ReadonlySignal<RunConfig>>>,
): RealSamples {
  const samples = { a: signal<RealSample | null>(null), b: signal<RealSample | null>(null) };
  const loading = new Map<string, Promise<RealSample>>();
  const requested = { a: '', b: '' };
  const stops = SIDES.map((side) =>
    effect(() => {
      const config = configs[side].value;
      const source = lab.settings.source.value;
      const key = dataKey(config, source);
      if (requested[side] === key) return;
      requested[side] = key;
      const promise = loading.get(key) ?? realSample(config, source, SAMPLE_COUNT);
      loading.set(key, promise);
      promise
        .then((loaded) => {
          if (requested[side] === key) samples[side].value = loaded;
        })
        .catch(() => {
          // There is no file or drawing yet: Train both reports it when it is pressed.
          loading.delete(key);
          if (requested[side] !== key) return;
          requested[side] = '';
          samples[side].value = null;
        });
    }),
  );
  return {
    samples,
    dispose() {
      for (const stop of stops) stop();
    },
  };
}
