/** The form of a family: what means nothing for it is left out. */
import { describe, expect, test } from 'vitest';
import { formatAddress, parseAddress } from '../../../src/config/address';
import { concerns, defaultsOf, IMAGE_RECIPE, ofChoice, ofProcess } from '../../../src/config/family';
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

  test('have a class only where the network is class-conditional', () => {
    expect(concerns('label', digits)).toBe(false);
    expect(concerns('label', { ...digits, classes: true })).toBe(true);
  });

  test('mirror clothes, but not digits', () => {
    expect(concerns('flips', digits)).toBe(false);
    expect(concerns('flips', defaultsOf('fashion-mnist'))).toBe(true);
  });
});

describe('the defaults of a process', () => {
  test('of its own replace the usual ones, and what was chosen stays', () => {
    const flow = ofProcess(points, 'flow');
    expect(flow).toMatchObject({ process: 'flow', prediction: 'velocity', sampler: 'euler' });
    expect(ofProcess(flow, 'ddpm')).toEqual(points);
    expect(ofProcess({ ...points, prediction: 'x0', sampler: 'heun' }, 'flow')).toMatchObject({
      prediction: 'x0',
      sampler: 'heun',
    });
    expect(ofProcess(points, 'vp-sde')).toEqual({ ...points, process: 'vp-sde' });
    expect(ofProcess(digits, 'flow')).toMatchObject({ sampler: 'euler', samplingSteps: 25 });
  });

  test('need not stand in a link', () => {
    const flow = defaultsOf('moons', 'flow');
    expect(formatAddress({ config: { ...flow, dataset: 'moons' } })).toBe('?dataset=moons&process=flow');
    expect(parseAddress('?dataset=moons&process=flow').config).toEqual({ ...flow, dataset: 'moons' });
    const v = { ...flow, prediction: 'eps' } as const;
    expect(parseAddress(formatAddress({ config: v })).config).toEqual(v);
  });
});

describe('the recipe of images', () => {
  const chosen = ofChoice(points, { dataset: 'mnist' });

  test('is where a form begins that chooses images, and an address names it', () => {
    expect(chosen).toEqual({ ...digits, ...IMAGE_RECIPE });
    const address = formatAddress({ config: chosen });
    expect(address).toContain('prediction=v');
    expect(parseAddress(address).config).toEqual(chosen);
  });

  test('is not what an address without a prediction means', () => {
    expect(parseAddress('?dataset=mnist').config).toEqual(digits);
  });

  test('gives way to what was chosen before, and to what a process needs', () => {
    expect(ofChoice({ ...points, prediction: 'x0' }, { dataset: 'mnist' }).prediction).toBe('x0');
    const flow = ofChoice(chosen, { process: 'flow' });
    expect(flow.prediction).toBe('velocity');
    expect(ofChoice(flow, { process: 'ddpm' })).toEqual(chosen);
  });

  test('is not brought back by another process where something else was chosen', () => {
    const other = ofChoice(digits, { process: 'vp-sde' });
    expect(other).toEqual({ ...digits, process: 'vp-sde' });
    expect(ofChoice(digits, { process: 'flow' })).toEqual(ofProcess(digits, 'flow'));
    expect(ofChoice({ ...chosen, optimizer: 'adam' }, { process: 'vp-sde' })).toMatchObject({
      prediction: 'v',
      optimizer: 'adam',
    });
  });

  test('is not taken for what was chosen by hand, and the way to a process and back changes nothing', () => {
    const byHand = { ...digits, prediction: 'v' } as const;
    const flow = ofChoice(byHand, { process: 'flow' });
    expect(flow.prediction).toBe('v');
    expect(ofChoice(flow, { process: 'ddpm' })).toEqual(byHand);
    expect(ofChoice(byHand, { dataset: 'moons' }).prediction).toBe('v');
    expect(ofChoice(ofChoice(digits, { process: 'flow' }), { process: 'ddpm' })).toEqual(digits);
    expect(ofChoice({ ...chosen, optimizer: 'adam' }, { process: 'flow' }).prediction).toBe('velocity');
  });

  test('stays where other images are chosen, with what was changed, and goes with points', () => {
    expect(ofChoice({ ...chosen, prediction: 'eps' }, { dataset: 'fashion-mnist' }).prediction).toBe('eps');
    expect(ofChoice(chosen, { dataset: 'moons' })).toEqual({ ...points, dataset: 'moons' });
  });
});
