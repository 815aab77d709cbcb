import { signal } from '@preact/signals';
import { describe, expect, test, vi } from 'vitest';
import { formatAddress, parseAddress } from '../../../../src/config/address';
import { concerns, defaultsOf, IMAGE_RECIPE } from '../../../../src/config/family';
import { DEFAULT_CONFIG, type RunConfig } from '../../../../src/config/fields';
import {
  type Comparison,
  createComparison,
  SIDES,
  type Side,
} from '../../../../src/state/compare/comparison';
import { CHANGES, comparableField } from '../../../../src/state/compare/contrasts';
import type { PretrainedSide } from '../../../../src/state/compare/pretrainedSide';
import { formLink, unlinkedSides } from '../../../../src/state/compare/trainedSide';
import { createSettings } from '../../../../src/state/settings';
import type { Lab } from '../../../../src/ui/shell/lab';
import { openLinkedModels } from '../../../../src/ui/views/compare/pretrained';

/** A comparison as a link gives it. */
function fromLink(query: string) {
  const address = parseAddress(query);
  const settings = createSettings(address.config);
  const comparison = createComparison(settings, address);
  const values = (name: keyof typeof DEFAULT_CONFIG) =>
    SIDES.map((side) => comparison.sides[side].config.value[name]);
  const link = () =>
    formatAddress({ view: 'compare', config: settings.config.value, ...comparison.own.value });
  return { settings, comparison, values, link };
}

describe('a comparison', () => {
  test('without a link is linear against cosine', () => {
    const { comparison, values } = fromLink('?view=compare');
    expect(values('schedule')).toEqual(['linear', 'cosine']);
    expect(comparison.differences.value).toEqual(['schedule']);
  });

  test.each([
    ['T=20', 'prediction', ['eps', 'v']], // the linear betas, scaled to 20 steps, pass 1
    ['T=20&prediction=v', 'prediction', ['v', 'eps']],
    ['T=20&prediction=v&zeroTerminalSnr=true', 'seed', [7, 8]], // ε means nothing without any signal
    ['T=20&process=ve-sde&schedule=linear', 'prediction', ['eps', 'v']], // the chain would have the linear betas
    ['T=20&process=vp-sde', 'schedule', ['linear', 'cosine']], // an SDE has no such bound
  ] as const)('of %s begins with a pair that can be trained', (query, name, pair) => {
    const { comparison, values } = fromLink(`?${query}`);
    expect(comparison.varied.value).toEqual([name]);
    expect(values(name)).toEqual(pair);
  });

  test('of a link has the fields it names, over the shared ones', () => {
    const { comparison, values } = fromLink('?dataset=moons&T=50&a.schedule=sigmoid&b.T=20');
    expect(values('schedule')).toEqual(['sigmoid', DEFAULT_CONFIG.schedule]);
    expect(values('T')).toEqual([50, 20]);
    expect(values('dataset')).toEqual(['moons', 'moons']);
    expect(comparison.differences.value.toSorted()).toEqual(['T', 'schedule']);
  });

  test('is reproduced by its link, also where a side equals what is shared, or both are the same', () => {
    for (const query of [
      '?view=compare',
      '?a.T=20&b.T=40&b.prediction=v',
      '?a.schedule=cosine&b.schedule=cosine',
    ]) {
      const first = fromLink(query);
      const again = fromLink(first.link());
      for (const side of SIDES)
        expect(again.comparison.sides[side].config.value).toEqual(first.comparison.sides[side].config.value);
      expect(again.link()).toBe(first.link());
    }
  });

  test.each<[keyof typeof DEFAULT_CONFIG, string, string]>([
    ['dataset', 'mnist', ''],
    ['process', 'flow', '?dataset=mnist'],
    ['process', 'flow', '?dataset=mnist&prediction=v&optimizer=muon'],
  ])(
    'with another %s of a side is reproduced by its link, and has the optimizer of the shared settings: %s, %s',
    (name, value, query) => {
      const first = fromLink(query);
      first.comparison.sides.b.set(name, value);
      expect(first.values(name)[1]).toBe(value);
      const again = fromLink(first.link());
      for (const side of SIDES)
        expect(again.comparison.sides[side].config.value).toEqual(first.comparison.sides[side].config.value);
      const [a, b] = first.values('optimizer');
      expect(b).toBe(a);
    },
  );

  test.each(CHANGES)('that varies %s differs in it and in nothing else', (name) => {
    const { comparison, values } = fromLink('?schedule=linear&a.T=20&b.T=40'); // all of them have an effect
    comparison.vary(name);
    expect(comparison.differences.value).toEqual([name]);
    const [a, b] = values(name);
    expect(a).not.toBe(b);
  });

  test.each(CHANGES)('with a trained run varies %s from its value, which stays that of A', (name) => {
    const { comparison, values, settings } = fromLink('?schedule=quadratic&emaDecay=0');
    comparison.varyFromShared(name);
    const [a, b] = values(name);
    expect(a).toBe(settings.config.value[name]);
    expect(b).not.toBe(a);
    expect(comparison.differences.value).toEqual([name]);
  });

  test.each([
    ['flow', ['flow', 'ddpm']],
    ['ve-sde', ['ve-sde', 'ddpm']],
    ['vp-sde', ['vp-sde', 'vp-sde']],
  ])('of a link with the process %s begins with a difference that has an effect', (process, expected) => {
    const { comparison, values } = fromLink(`?view=compare&process=${process}`);
    expect(values('process')).toEqual(expected);
    const [first] = comparison.differences.value;
    expect(first).toBe(process === 'vp-sde' ? 'schedule' : 'process');
    for (const name of comparison.differences.value)
      expect(SIDES.some((side) => concerns(name, comparison.sides[side].config.value))).toBe(true);
  });

  test('says of schedules that differ under a process without one that nothing does', () => {
    const { comparison, settings, values } = fromLink('?view=compare');
    settings.set('process', 've-sde');
    expect(values('schedule')).toEqual(['linear', 'cosine']);
    expect(comparison.differences.value).toEqual([]);
    settings.set('process', 'ddpm');
    expect(comparison.differences.value).toEqual(['schedule']);
  });

  test('of two processes names the prediction and the sampler that come with one of them', () => {
    const { comparison, values } = fromLink('');
    comparison.vary('process');
    comparison.sides.b.set('process', 'flow');
    expect(values('prediction')).toEqual(['eps', 'velocity']);
    expect(values('sampler')).toEqual(['ddpm', 'euler']);
    expect(comparison.differences.value).toEqual(['process', 'prediction', 'sampler']);
    comparison.swap();
    expect(values('prediction')).toEqual(['velocity', 'eps']);
  });

  test('with a trained run varies a field that has an effect under its settings', () => {
    expect(comparableField('T', DEFAULT_CONFIG)).toBe('T');
    expect(comparableField('dataset', DEFAULT_CONFIG)).toBe('schedule');
    const exploding = { ...DEFAULT_CONFIG, process: 've-sde' } as const;
    expect(comparableField('schedule', exploding)).not.toBe('schedule');
    expect(concerns(comparableField('schedule', exploding), exploding)).toBe(true);
  });

  test('follows a shared field on both sides, and an own one on its side alone', () => {
    const { settings, comparison, values } = fromLink('');
    settings.set('T', 60);
    expect(values('T')).toEqual([60, 60]);
    comparison.sides.b.set('T', 30);
    expect(values('T')).toEqual([60, 30]);
    settings.set('T', 90); // both have a T of their own by now
    expect(values('T')).toEqual([60, 30]);
  });

  test('that shares a field again gives A’s value to both', () => {
    const { settings, comparison, values } = fromLink('?a.T=20&b.T=40&b.prediction=v');
    comparison.share('T');
    expect(values('T')).toEqual([20, 20]);
    expect(settings.config.value.T).toBe(20);
    expect(comparison.differences.value).toEqual(['prediction']);
  });

  test('swapped is the other one, slots included; swapped twice it is itself', () => {
    const { comparison } = fromLink('?a.T=20&b.prediction=v');
    const before = SIDES.map((side) => comparison.sides[side].config.value);
    comparison.swap();
    expect(SIDES.map((side) => comparison.sides[side].config.value)).toEqual(before.toReversed());
    expect(SIDES.map(comparison.slot)).toEqual(['b', 'a']);
    comparison.swap();
    expect(SIDES.map((side) => comparison.sides[side].config.value)).toEqual(before);
    expect(SIDES.map(comparison.slot)).toEqual(['a', 'b']);
  });

  test('copied has A’s settings twice', () => {
    const { comparison } = fromLink('?a.T=20&b.prediction=v');
    comparison.copyToB();
    expect(comparison.sides.b.config.value).toEqual(comparison.sides.a.config.value);
    expect(comparison.differences.value).toEqual([]);
  });

  test('keeps what is not accepted as a problem of its own side', () => {
    const { comparison, values } = fromLink('?a.T=20&b.T=40');
    expect(comparison.sides.a.set('T', '1')).toBe(false);
    expect(comparison.sides.a.problems.value.map(({ name }) => name)).toEqual(['T']);
    expect(comparison.sides.b.problems.value).toEqual([]);
    expect(values('T')).toEqual([20, 40]);
  });
});

describe('the address of a comparison', () => {
  const model = (changes: Partial<RunConfig>, id = ''): PretrainedSide => ({
    id,
    origin: id ? 'gallery' : 'run',
    learned: 300,
    statesTraining: true,
    label: 'run',
    config: { ...DEFAULT_CONFIG, dataset: 'circles', T: 60, ...changes },
    weights: { ema: new Map() },
    frozen: true,
  });
  const opened = (comparison: Comparison) => {
    const { config, ...own } = formLink(comparison);
    return parseAddress(formatAddress({ view: 'compare', config, ...own }));
  };

  test('is that of the form while links have all weights', () => {
    const comparison = createComparison(createSettings());
    comparison.setModel('a', model({}, 'circles'));
    const { shared, own } = comparison;
    expect(formLink(comparison)).toEqual({ config: shared.config.value, ...own.value });
    expect(unlinkedSides(comparison)).toEqual([]);
  });

  test('of two models of the gallery that are sampled alone has no settings of training, and of one that trains on has them', () => {
    const form = createSettings({ ...defaultsOf('mnist'), ...IMAGE_RECIPE, T: 500 });
    const comparison = createComparison(form);
    const query = () => {
      const { config, ...own } = formLink(comparison);
      return formatAddress({ view: 'compare', config, ...own });
    };
    comparison.setModel('a', model({ dataset: 'mnist' }, 'digits'));
    expect(query()).toMatch(/prediction=v&lr=0.008&optimizer=muon/);
    comparison.setModel('b', model({ dataset: 'mnist' }, 'digits'));
    expect(query()).toBe('?view=compare&dataset=mnist&T=500&a.schedule=linear&b.schedule=cosine');
    comparison.vary('learningRate');
    expect(query()).not.toContain('lr=');
    comparison.setModel('b', { ...model({ dataset: 'mnist' }, 'digits'), frozen: false });
    expect(query()).toContain('optimizer=muon');
  });

  test('names the settings of runs of this browser, as they are shown, with their steps', () => {
    const comparison = createComparison(createSettings());
    comparison.setModel('a', model({ schedule: 'cosine' }));
    expect(opened(comparison)).toMatchObject({
      problems: [],
      a: { ...comparison.sides.a.config.value, trainingSteps: 300 },
      b: comparison.sides.b.config.value,
    });
    comparison.setModel('b', model({ schedule: 'linear', process: 'flow', prediction: 'velocity' }));
    for (const _ of ['as chosen', 'swapped']) {
      const { a, b, problems } = opened(comparison);
      expect(problems).toEqual([]);
      expect([a, b]).toEqual(
        SIDES.map((side) => ({ ...comparison.sides[side].config.value, trainingSteps: 300 })),
      );
      expect(unlinkedSides(comparison)).toEqual(['a', 'b']);
      comparison.swap();
    }
  });
});

test('a side waits for the model of a link until it is there or has failed', async () => {
  vi.stubGlobal('document', { baseURI: 'http://here/' });
  let answer = (_: Response) => {};
  const fetched = vi.fn(() => new Promise<Response>((resolve) => (answer = resolve)));
  vi.stubGlobal('fetch', fetched);
  const [awaited, pretrained] = [signal<readonly Side[]>(['a', 'b']), signal({ a: {}, b: null })];
  const extra = signal({ 'a.pretrained': 'moons', 'b.pretrained': 'gone' });
  const notices = { problem: vi.fn() };
  const opened = openLinkedModels({
    compare: signal({ awaited, pretrained }),
    extra,
    notices,
  } as unknown as Lab);
  await vi.waitFor(() => expect(fetched).toHaveBeenCalled());
  expect(awaited.value).toEqual(['b']); // A has its model
  answer(new Response(null, { status: 404 }));
  await opened;
  expect(awaited.value).toEqual([]);
  expect(notices.problem.mock.calls[0][0]).toBe('The link names the model "gone" as B.');
  vi.unstubAllGlobals();
});
