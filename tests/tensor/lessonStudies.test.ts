/** The measured figures of lessons, one seed of each study trained again: what a picture shows is what the program computes. */
import { beforeAll, describe, expect, test } from 'vitest';
import { STUDIES } from '../../scripts/docs/lessonStudies/studies';
import { SEEDS } from '../../scripts/docs/lessonStudies/study';
import ema from '../../src/ui/lessons/measured/ema.json';
import oneShot from '../../src/ui/lessons/measured/one-shot.json';
import pair from '../../src/ui/lessons/measured/pair.json';
import prediction from '../../src/ui/lessons/measured/prediction.json';
import time from '../../src/ui/lessons/measured/time.json';
import variance from '../../src/ui/lessons/measured/variance.json';
import { useNodeBackend } from './nodeBackends';

/** The file of a study, and the cheapest model that its claim rests on. */
const HELD = [
  ['time', time.figures, 'scale-shift'],
  ['time', time.figures, 'none'],
  ['one-shot', oneShot.figures, 'generator'],
  ['ema', ema.figures, 'averages'],
  ['prediction', prediction.figures, 'v'],
  ['variance', variance.figures, 'one network'],
  ['pair', pair.figures, 'cosine'],
] as const;

beforeAll(() => useNodeBackend('wasm'));

describe('node scripts/docs/lessonStudies.mjs', () => {
  test.each(HELD)('%s: the first seed gives the figures of the file', async (name, figures, model) => {
    const recorded = (figures as Readonly<Record<string, Readonly<Record<string, readonly number[]>>>>)[
      model
    ];
    const { figures: measured } = await STUDIES[name].measure(model, SEEDS[0]);
    for (const [key, value] of Object.entries(measured)) {
      expect(recorded[key], key).toHaveLength(SEEDS.length);
      // WASM computes the same bits everywhere; the file has four digits
      expect(Math.abs(value / recorded[key][0] - 1), key).toBeLessThan(1e-3);
    }
  });
});
