import { computed, signal } from '@preact/signals';
import { expect, test } from 'vitest';
import { DEFAULT_CONFIG } from '../../../src/config/fields';
import type { SampleSession } from '../../../src/state/sample/session';
import { createSettings } from '../../../src/state/settings';
import { familyView } from '../../../src/ui/families';
import { WORLD } from '../../../src/ui/islands/place';
import { followWorld } from '../../../src/ui/views/sample/model/pointPictures';
import { followDataCloud } from '../../../src/ui/views/train/model/dataCloud';
import type { RunDisplay } from '../../../src/ui/views/train/model/runDisplay';

/** Two frames of two points, the last of which are the samples. */
const samplesAt = (...last: number[]) =>
  ({ trajectory: { states: Float32Array.of(9, 9, 9, 9, ...last), frames: 2 } }) as unknown as NonNullable<
    SampleSession['samples']['value']
  >;

const CONFIG = { ...DEFAULT_CONFIG, dataset: 'csv' as const };

test('without its table the stage of a model reaches as far as the samples, and no less than usual', () => {
  const session = {
    model: signal({ config: CONFIG } as SampleSession['model']['value']),
    samples: signal<SampleSession['samples']['value']>(null),
  };
  const { world, dispose } = followWorld(session);
  expect(world.value).toBe(WORLD);
  session.samples.value = samplesAt(1, -8, 2, 3);
  expect(world.value).toBeCloseTo(1.12 * 8);
  session.samples.value = samplesAt(1, -1, 0.5, 1);
  expect(world.value).toBe(WORLD);
  dispose();
});

test('so does the stage of Train', () => {
  const reel = signal<RunDisplay['reel']['value']>(null);
  const display = {
    run: computed(() => null),
    config: computed(() => CONFIG),
    family: computed(() => familyView('csv')),
    reel,
  } as unknown as RunDisplay;
  const { world, dispose } = followDataCloud({ settings: createSettings(CONFIG) }, display);
  expect(world.value).toBe(WORLD);
  reel.value = samplesAt(1, -8, 2, 3) as unknown as RunDisplay['reel']['value'];
  expect(world.value).toBeCloseTo(1.12 * 8);
  dispose();
});
