import { computed, signal } from '@preact/signals';
import { expect, test, vi } from 'vitest';
import { DEFAULT_CONFIG, type RunConfig } from '../../../src/config/fields';
import { createProcess } from '../../../src/diffusion/processes';
import type { Lab } from '../../../src/ui/shell/lab';
import type { Layers } from '../../../src/ui/views/train/model/layers';
import type { RunDisplay } from '../../../src/ui/views/train/model/runDisplay';
import { followScoreField } from '../../../src/ui/views/train/model/scoreField';
import type { DataQuestion } from '../../../workers/evaluator';

test('a change of the data or of the schedule during an evaluation is evaluated next', async () => {
  const config = signal<RunConfig>({ ...DEFAULT_CONFIG, dataset: 'moons' });
  const asked: RunConfig[] = [];
  let answer = () => {};
  const exactEps = ({ config }: DataQuestion, _: number, places: Float32Array) => {
    asked.push(config);
    return new Promise<Float32Array>((resolve) => {
      answer = () => resolve(places);
    });
  };
  const display = {
    run: signal(null),
    family: signal({ planar: true }),
    config,
    moment: computed(() => ({ process: createProcess(config.value), time: 10 })),
  } as unknown as RunDisplay;
  const layers = {
    layers: signal(new Set(['score'])),
    arrows: signal(new Set(['exact'])),
    streams: signal(false),
    symbol: signal(null),
  } as unknown as Layers;
  const lab = { evaluator: { exactEps }, notices: { problem: vi.fn() } } as unknown as Lab;
  const { dispose } = followScoreField(lab, display, layers, signal(3));
  for (const changes of [{ dataset: 'swiss-roll' }, { schedule: 'linear' }] as const) {
    config.value = { ...config.value, ...changes };
    answer();
    await vi.waitFor(() => expect(asked.at(-1)).toEqual(config.value));
  }
  answer();
  await new Promise((resolve) => setTimeout(resolve));
  expect(asked).toHaveLength(3); // no request is evaluated twice
  dispose();
});
