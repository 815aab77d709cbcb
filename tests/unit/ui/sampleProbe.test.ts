import { signal } from '@preact/signals';
import { expect, test } from 'vitest';
import { DEFAULT_CONFIG } from '../../../src/config/fields';
import type { SampleSession } from '../../../src/state/sample/session';
import { probedBy } from '../../../src/ui/views/sample/lab';

test('the probe measures with the settings of the samples on the stage, of data that the model learned', () => {
  const config = { ...DEFAULT_CONFIG, classes: true, label: 1 };
  const source = { kind: 'points', name: 'a.csv', points: new Float32Array(8) };
  const session = {
    model: signal({ config: { ...config, label: -1 }, source }),
    samples: signal({ config, preview: false }),
    activity: signal(null),
    draw: async () => null,
  } as unknown as SampleSession;
  expect(probedBy(session).value?.data).toEqual({ config, source });
});
