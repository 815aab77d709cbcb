/** The form of a family: what means nothing for it is left out. */
import { describe, expect, test } from 'vitest';
import { concerns, defaultsOf } from '../../../src/config/family';
import { FIELDS, type FieldName } from '../../../src/config/fields';

const NAMES = Object.keys(FIELDS) as FieldName[];
const points = defaultsOf('moons');
const digits = defaultsOf('mnist');

describe('the fields that concern a configuration', () => {
  test('of points have nothing of images, and of images nothing of the MLP', () => {
    const ofPoints = NAMES.filter((name) => concerns(name, points));
    const ofImages = NAMES.filter((name) => concerns(name, digits));
    for (const name of ['unet', 'classes', 'guidance', 'flips'] as const)
      expect(ofPoints).not.toContain(name);
    for (const name of ['width', 'depth', 'conditioning', 'text'] as const)
      expect(ofImages).not.toContain(name);
    for (const name of ['dataset', 'schedule', 'learningRate', 'seed'] as const) {
      expect(ofPoints).toContain(name);
      expect(ofImages).toContain(name);
    }
  });

  test('ask for a class only where the network is told of classes', () => {
    expect(concerns('label', digits)).toBe(false);
    expect(concerns('label', { ...digits, classes: true })).toBe(true);
  });

  test('mirror clothes, but not digits', () => {
    expect(concerns('flips', digits)).toBe(false);
    expect(concerns('flips', defaultsOf('fashion-mnist'))).toBe(true);
  });
});
