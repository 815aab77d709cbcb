import { describe, expect, test } from 'vitest';
import { DEFAULT_CONFIG } from '../../../src/config/fields';
import { beginRun, reduce } from '../../../src/state/run';
import { scheduleOf } from '../../../src/ui/views/train/model';
import {
  classesFinding,
  classesSentence,
  duration,
  figure,
  lossFinding,
  lossMapFinding,
  phrase,
  scoreFinding,
  terminalWords,
} from '../../../src/ui/views/train/words';

const words = (changes: object) => {
  const config = { ...DEFAULT_CONFIG, ...changes };
  const schedule = scheduleOf(config);
  if ('refusal' in schedule) throw new Error(schedule.refusal);
  return terminalWords(schedule.facts.terminal, config);
};

describe('the terminal signal', () => {
  test('the cosine schedule ends in noise', () => {
    const { strong, rest, mend } = words({ schedule: 'cosine', T: 1000 });
    expect(strong).toBe('Ends in noise.');
    expect(rest).toContain('t = 999');
    expect(mend).toBeNull();
  });

  test('linear, T = 50, unscaled leaves √0.603 of the signal, and the mend scales it', () => {
    const { rest, bad, mend } = words({ schedule: 'linear', T: 50, scaleBetas: false });
    expect(rest).toContain('78% of the signal is left at t = 49');
    expect(bad).toBe(true);
    expect(mend?.change).toEqual({ scaleBetas: true });
  });

  test('the mend that is offered mends', () => {
    const { mend } = words({ schedule: 'linear', T: 50, scaleBetas: false });
    expect(words({ schedule: 'linear', T: 50, scaleBetas: false, ...mend?.change }).bad).toBe(false);
  });

  test('a schedule that leaves (0, 1) is refused in words', () => {
    const schedule = scheduleOf({ ...DEFAULT_CONFIG, schedule: 'linear', T: 10 });
    expect('refusal' in schedule && schedule.refusal).toContain('T = 10');
  });
});

describe('findings', () => {
  const trained = (loss: number, n = 400) =>
    reduce(
      beginRun({ runId: 1, config: DEFAULT_CONFIG }),
      { runId: 1, type: 'losses', firstStep: 1, losses: new Float32Array(n).fill(loss), stepsPerSecond: 1 },
      0,
    );

  test('the loss stands above its floor by what it is above it', () => {
    expect(lossFinding(trained(0.273), 0.2625)).toBe('4% above the best possible loss');
    expect(lossFinding(trained(0.9), 0.3)).toBe('200% above the best possible loss');
    expect(lossFinding(trained(0.3), 0.2, true)).toBe('50% above the exact loss of 5,000 points');
  });

  test('there is no finding without a floor, or after a few steps', () => {
    expect(lossFinding(trained(0.3), null)).toBeNull();
    expect(lossFinding(trained(0.3, 50), 0.2)).toBeNull();
    expect(lossFinding(null, 0.2)).toBeNull();
  });

  test('the hard part is named only where it stands out', () => {
    const rows = (values: number[]) =>
      [1, 2, 3].map((k) => ({ from: k - 1, to: k, values: Float32Array.from(values) }));
    expect(lossMapFinding(rows([0.9, 0.8, 0.3, 0.2, 0.1, 0.1]))).toBe(
      'Small noise is the hard part to guess',
    );
    expect(lossMapFinding(rows([0.5, 0.5, 0.45, 0.5, 0.4, 0.5]))).toBeNull();
    expect(scoreFinding([0.01, 0.01, 0.01, 0.01, 0.2, 0.3])).toBe(
      'The learned score is weakest near the noise',
    );
    expect(scoreFinding(null)).toBeNull();
  });
});

describe('figures', () => {
  test.each([
    [0.00312, '0.00312'],
    [0.27349, '0.273'],
    [12.3456, '12.35'],
    [0.0000123, '1.23e-5'],
    [0, '0'],
  ])('%d reads %s', (value, text) => expect(figure(value)).toBe(text));

  test('durations are in the two largest units', () => {
    expect([49_000, 200_000, 3_900_000].map(duration)).toEqual(['49 s', '3 min 20 s', '1 h 5 min']);
  });

  test('the phrase at the data says that it is done, at the noise that there is nothing yet', () => {
    expect(phrase(0, 1)).toMatch(/^Done/);
    expect(phrase(1, 0)).toMatch(/^Nothing but noise/);
  });
});

describe('what the classifier sees', () => {
  const seen = (count: number, clear: number, shares: readonly number[], frechet = 50) => {
    const figures = { count, clear, histogram: Float64Array.from(shares), frechet };
    return { ...figures, floor: { ...figures, frechet: 20 } };
  };

  test('how sure it is, and which classes are missing where chance does not explain it', () => {
    expect(classesFinding(seen(16, 0.25, [1, 0, 0]))).toBe('The classifier is sure of 25% of the images');
    expect(classesFinding(seen(16, 0.75, [0.5, 0.5, 0]))).toBe(
      'The classifier is sure of 75%, and sees 2 of 3 classes',
    );
    expect(classesFinding(seen(4, 0.75, [0.5, 0.5, 0]))).toBe('The classifier is sure of 75% of the images');
    expect(classesFinding(null)).toBeNull();
  });

  test('and that its certainty of noise means nothing', () => {
    expect(classesFinding(seen(16, 1, [0, 0, 1], 14_000))).toMatch(/^Far from real images still/);
  });

  test('every class with its share', () => {
    expect(classesSentence(seen(16, 0.5, [0.5, 0.5, 0]), ['bag', 'coat', 'boot'])).toBe(
      'bag: 50%; coat: 50%; boot: 0%',
    );
    expect(classesSentence(null, ['bag'])).toBe('Not measured yet.');
  });
});
