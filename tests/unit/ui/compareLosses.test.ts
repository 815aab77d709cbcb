/** The losses of a comparison are saved where there are some; models that are only sampled are not told to train. */
import { signal } from '@preact/signals';
import { expect, test } from 'vitest';
import { createNotices } from '../../../src/state/notices';
import { createLossHistory } from '../../../src/state/run/lossHistory';
import type { Lab } from '../../../src/ui/shell/lab';
import { downloadMetrics } from '../../../src/ui/views/compare/metricsFile';

const NONE = createLossHistory();
const SOME = NONE.append(1, Float32Array.of(3, 2));

/** Downloads the metrics of runs with these losses. @returns the lines of the file, or what is said */
function downloaded(losses: Record<'a' | 'b', typeof NONE | null>, frozen: boolean) {
  const notices = createNotices();
  const side = { config: signal({ dataset: 'moons', schedule: 'linear' }) };
  const run = (of: typeof NONE | null) => signal(of && { losses: of });
  const compare = {
    runs: { a: run(losses.a), b: run(losses.b) },
    pretrained: signal({ a: { frozen }, b: { frozen } }),
    sides: { a: side, b: side },
    varied: signal(['schedule']),
    evaluation: () => ({ measurements: signal([]) }),
  };
  let file = '';
  downloadMetrics({ compare: signal(compare), notices } as unknown as Lab, (_, text) => {
    file = String(text);
  });
  return file ? file.trim().split('\n') : notices.list.value.map(({ hint }) => hint);
}

test('two models that are only sampled have no losses, and the reason is said', () => {
  expect(downloaded({ a: NONE, b: NONE }, true)).toEqual([
    'Both models are only sampled: losses come from training.',
  ]);
});

test('before training the way to losses is said', () => {
  expect(downloaded({ a: null, b: null }, false)).toEqual(['There are no losses yet: train first.']);
});

test('one side that trained is saved, a row a step', () => {
  expect(downloaded({ a: NONE, b: SOME }, true)).toHaveLength(3);
});
