import { computed } from '@preact/signals';
import { expect, test, vi } from 'vitest';
import { DEFAULT_CONFIG } from '../../../src/config/fields';
import { createSettings } from '../../../src/state/settings';
import type { ImagesSource, PointsSource } from '../../../src/types/dataSource';
import { familyView } from '../../../src/ui/families';
import { followRealSamples } from '../../../src/ui/views/compare/model/realSamples';
import { followStripSamples } from '../../../src/ui/views/process/model/stripSamples';
import { followDataCloud } from '../../../src/ui/views/train/model/dataCloud';
import type { RunDisplay } from '../../../src/ui/views/train/model/runDisplay';

const TABLE = { ...DEFAULT_CONFIG, dataset: 'csv' as const };
const FOLDER = { ...DEFAULT_CONFIG, dataset: 'images' as const };

/** 64 rows in two columns: the first one rises, the second is its power. */
const table = (power: number): PointsSource => ({
  kind: 'points',
  name: 'data.csv',
  points: Float32Array.from({ length: 128 }, (_, i) => ((i >> 1) - 31.5) ** (i % 2 ? power : 1)),
});
const folder = (grey: number): ImagesSource => ({
  kind: 'images',
  name: 'pictures',
  images: new Uint8Array(4 * 16 * 16).fill(grey),
  count: 4,
  height: 16,
  width: 16,
  channels: 1,
});

const displayOf = ({ config }: ReturnType<typeof createSettings>) =>
  ({
    run: computed(() => null),
    config,
    family: computed(() => familyView(config.value.dataset)),
  }) as unknown as RunDisplay;

/** What each view shows of the user's data. */
const VIEWS = {
  train(settings: ReturnType<typeof createSettings>) {
    const { points, images } = followDataCloud({ settings }, displayOf(settings));
    return () => points.value ?? images.value?.samples;
  },
  compare(settings: ReturnType<typeof createSettings>) {
    const { samples } = followRealSamples({ settings }, { a: settings.config, b: settings.config });
    return () => samples.b.value?.samples;
  },
  process(settings: ReturnType<typeof createSettings>) {
    const { real } = followStripSamples(settings);
    return () => real.value?.samples;
  },
};

test.each(Object.entries(VIEWS))(
  '%s shows data that are opened again under their name',
  async (_, follow) => {
    for (const [config, before, after] of [
      [TABLE, table(1), table(2)],
      [FOLDER, folder(0), folder(255)],
    ] as const) {
      const settings = createSettings(config);
      settings.replace(config, before);
      const shown = follow(settings);
      await vi.waitFor(() => expect(shown()).toBeDefined());
      const first = shown();
      settings.replace(config, after);
      await vi.waitFor(() => expect(shown()).not.toEqual(first));
    }
  },
);

test('both sides of a comparison share the samples of one table', async () => {
  const settings = createSettings(TABLE);
  settings.replace(TABLE, table(2));
  const { samples } = followRealSamples({ settings }, { a: settings.config, b: settings.config });
  await vi.waitFor(() => expect(samples.b.value).not.toBeNull());
  expect(samples.a.value).toBe(samples.b.value);
});
