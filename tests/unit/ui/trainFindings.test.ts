import { describe, expect, test } from 'vitest';
import { DEFAULT_CONFIG, type RunConfig } from '../../../src/config/fields';
import { beginRun, reduce } from '../../../src/state/run/run';
import type { BoundReport } from '../../../src/types/quality';
import type { Trajectory } from '../../../src/types/trajectory';
import { chosenProcess } from '../../../src/ui/chosenProcess';
import { lossSummary, lossSymbol, lossUnit, phrase, terminalFinding } from '../../../src/ui/findings';
import { besideText, scoreText, standingOf } from '../../../src/ui/quality';
import { boundFinding } from '../../../src/ui/views/train/boundFindings';
import { classesFinding, classesSentence } from '../../../src/ui/views/train/classFindings';
import {
  headline,
  lossFinding,
  lossMapFinding,
  scoreFinding,
  timingText,
} from '../../../src/ui/views/train/findings';

const words = (changes: object) => {
  const config = { ...DEFAULT_CONFIG, ...changes };
  const schedule = chosenProcess(config);
  if ('refusal' in schedule) throw new Error(schedule.refusal);
  return terminalFinding(schedule.facts.terminal, config);
};

describe('the terminal signal', () => {
  test('the cosine schedule ends in noise', () => {
    const { verdict, detail, fix } = words({ schedule: 'cosine', T: 1000 });
    expect(verdict).toBe('Ends in noise.');
    expect(detail).toContain('t = 999');
    expect(fix).toBeNull();
  });

  test('linear, T = 50, unscaled leaves 0.603 of the variance as signal, and the fix scales it', () => {
    const { detail, isProblem, fix } = words({ schedule: 'linear', T: 50, scaleBetas: false });
    expect(detail).toContain('60% of the variance at t = 49 is signal');
    expect(isProblem).toBe(true);
    expect(fix?.change).toEqual({ scaleBetas: true });
  });

  test('the fix that is offered fixes', () => {
    const { fix } = words({ schedule: 'linear', T: 50, scaleBetas: false });
    expect(words({ schedule: 'linear', T: 50, scaleBetas: false, ...fix?.change }).isProblem).toBe(false);
  });

  test('a schedule that leaves (0, 1) is refused in words', () => {
    const schedule = chosenProcess({ ...DEFAULT_CONFIG, schedule: 'linear', T: 10 });
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
    expect(lossFinding(trained(0.3), 0.2, { points: 600 })).toBe('50% above the exact loss of 600 points');
  });

  test('a loss on few examples stands beside a floor on fresh data, which it may go below', () => {
    const run = trained(0.25);
    expect(lossSummary(run, 0.3)).toBe('Loss 0.25 at step 400, floor 0.3.');
    const few = { ...run, config: { ...run.config, examples: 10 } };
    expect(lossSummary(few, 0.3)).toBe('Loss 0.25 at step 400, floor 0.3 on fresh data.');
    expect(lossSummary(few, null)).toBe('Loss 0.25 at step 400.');
    expect(lossSummary(null, 0.3)).toBe('No losses yet.');
    expect(lossFinding(few, 0.3)).toBeNull();
  });

  test('a small loss is no praise of samples that are far from real data', () => {
    const score = { kind: 'energy distance', value: 0.0124, floor: 0.0031, spread: 0.0004, n: 2000 } as const;
    const quality = { score, second: score, images: null };
    expect(lossFinding(trained(0.339), 0.3, { quality: { ...quality, step: 300 } })).toBe(
      '13% above the best possible loss, yet the samples are 4 times as far as real data',
    );
    expect(lossFinding(trained(0.339), 0.3, { quality: { ...quality, step: 0 } })).toBe(
      '13% above the best possible loss',
    );
    const near = { ...score, value: 0.0075 };
    const second = { ...score, kind: 'sliced Wasserstein', value: 0.0814, floor: 0.0483 } as const;
    expect(
      lossFinding(trained(0.339), 0.3, { quality: { score: near, second, images: null, step: 300 } }),
    ).toBe('13% above the best possible loss, yet the samples are 2.4 times as far as real data');
  });

  test('there is no finding without a floor, or after a few steps', () => {
    expect(lossFinding(trained(0.3), null)).toBeNull();
    expect(lossFinding(trained(0.3, 50), 0.2)).toBeNull();
    expect(lossFinding(null, 0.2)).toBeNull();
  });

  test('the noise levels of the highest loss are named only where they stand out', () => {
    const rows = (values: number[]) =>
      [1, 2, 3].map((k) => ({ from: k - 1, to: k, values: Float32Array.from(values) }));
    expect(lossMapFinding(rows([0.9, 0.8, 0.3, 0.2, 0.1, 0.1]))).toBe(
      'The loss is highest at small noise levels',
    );
    expect(lossMapFinding(rows([0.5, 0.5, 0.45, 0.5, 0.4, 0.5]))).toBeNull();
    expect(scoreFinding([0.01, 0.01, 0.01, 0.01, 0.2, 0.3], 'score')).toBe(
      'The learned score is least accurate at large noise levels',
    );
    expect(scoreFinding([0.3, 0.2, 0.01, 0.01, 0.01, 0.01], 'velocity')).toBe(
      'The learned velocity is least accurate at small noise levels',
    );
    expect(scoreFinding(null, 'score')).toBeNull();
  });
});

describe('the loss', () => {
  test.each([
    [{ prediction: 'eps', lossSpace: 'output' }, 'mean squared error of ε', 'ε'],
    [{ prediction: 'eps', lossSpace: 'x0' }, 'mean squared error of x₀', 'x₀'],
    [{ prediction: 'x0', lossSpace: 'velocity' }, 'mean squared error of u', 'u'],
    // a weighting by the SNR does not read the space
    [{ prediction: 'v', lossSpace: 'x0', weighting: 'min-snr' }, 'weighted mean squared error of v', 'v'],
    [{ prediction: 'eps', variance: 'learned' }, 'mean squared error of ε + 0.001 L_vlb', 'ε'],
  ] as const)('of %o is the %s', (changes, unit, symbol) => {
    const config = { ...DEFAULT_CONFIG, ...changes };
    expect(lossUnit(config)).toBe(unit);
    expect(lossSymbol(config)).toBe(symbol);
  });
});

test('the time of a finished run is said where the run trained, and not of an opened model', () => {
  const done = { ...beginRun({ runId: 1, config: DEFAULT_CONFIG }), phase: 'done' as const };
  expect(timingText({ ...done, trainedFor: 12_000 })).toBe('took 12 s');
  expect(timingText(done)).toBe('');
});

describe('the bound', () => {
  const report = {
    unit: 'nats',
    totals: { 'fixed-small': 1.56, 'fixed-large': 0.97, learned: 0.88 },
  } as unknown as BoundReport;

  test.each([
    [{ value: 0.0913, error: 0.0214 }, 'Learning the variance saves 0.091 ± 0.021 nats per dimension'],
    [
      { value: -0.0913, error: 0.0214 },
      'Learning the variance costs 0.091 ± 0.021 nats per dimension so far',
    ],
    [{ value: 0.006, error: 0.0021 }, 'Learning the variance saves 0.0060 ± 0.0021 nats per dimension'],
    [{ value: 0.0149, error: 0.00042 }, 'Learning the variance saves 0.01490 ± 0.00042 nats per dimension'],
    [{ value: 1.27, error: 0.31 }, 'Learning the variance saves 1.27 ± 0.31 nats per dimension'],
    [{ value: 0.03, error: 0.02 }, 'Learning the variance changes the bound by less than can be measured'],
  ])('of a learned variance that saves %o', (saving, finding) => {
    expect(boundFinding({ ...report, saving }, 'learned')).toBe(finding);
  });

  test('of a fixed one is its total', () => {
    expect(boundFinding({ ...report, totals: { 'fixed-large': -0.52 }, saving: null }, 'fixed-large')).toBe(
      'The bound is −0.52 nats per dimension',
    );
    expect(boundFinding({ ...report, saving: null }, 'fixed-large')).toBe(
      'The bound is 0.97 nats per dimension',
    );
  });
});

describe('the headline', () => {
  const config = { ...DEFAULT_CONFIG, dataset: 'swiss-roll' as const };
  const run = (step: number) => ({
    ...beginRun({ runId: 1, config }),
    phase: 'training' as const,
    step,
    samples: { trajectory: {} as Trajectory, step, weights: 'ema' as const },
  });
  const measured = (value: number, step: number, n = 2000) => {
    const score = { kind: 'energy distance' as const, value, floor: 0.003, spread: 0.0003, n };
    const second = { ...score, kind: 'sliced Wasserstein' as const, value: 0.05, floor: 0.05 };
    return { score, second, images: null, step };
  };

  test('comes from the quality and not from the number of steps', () => {
    expect(headline(run(60), config, measured(0.0126, 60))).toBe(
      'Not a swiss roll yet: 4.2 times as far as real data.',
    );
    expect(headline(run(900), config, measured(0.006, 900))).toBe(
      'Nearly a swiss roll: 2 times as far as real data.',
    );
    expect(headline(run(3000), config, measured(0.0031, 3000))).toBe(
      'A swiss roll, after 3,000 training steps.',
    );
  });

  test('calls samples the data, or nearly the data, only where both distances do', () => {
    const sliced = (value: number, energy = 0.0075) => {
      const second = { kind: 'sliced Wasserstein' as const, value, floor: 0.0483, spread: 0.011, n: 1024 };
      return headline(run(150), config, { ...measured(energy, 150), second });
    };
    expect(sliced(0.0814)).toBe('Not a swiss roll yet: 2.5 times as far as real data.'); // a disc for two circles
    expect(sliced(0.06)).toBe('Nearly a swiss roll: 2.5 times as far as real data.');
    expect(sliced(0.0966, 0.0031)).toBe('Not a swiss roll yet: 2 times as far as real data.');
    expect(sliced(0.06, 0.0031)).toBe('A swiss roll, after 150 training steps.');
  });

  test('names the step of an older measurement, and claims nothing before the first', () => {
    expect(headline(run(90), config, measured(0.03, 60))).toBe(
      'Not a swiss roll yet: 10 times as far as real data at step 60.',
    );
    // the run may have gone on since the samples that are shown
    expect(headline({ ...run(1), step: 123 }, config, measured(0.264, 1))).toBe(
      'Not a swiss roll yet: 88 times as far as real data at step 1.',
    );
    expect(headline(run(60), config, null)).toBe('Samples after 60 training steps on a swiss roll.');
  });

  test('names the class where one alone is drawn, and not one that the network does not see', () => {
    const moons = { ...DEFAULT_CONFIG, dataset: 'moons' as const, classes: true, label: 0, guidance: 1 };
    const of = (config: RunConfig, quality: ReturnType<typeof measured> | null) =>
      headline({ ...run(900), config }, config, quality);
    expect(of(moons, measured(0.0031, 900))).toBe('Class upper of two moons, after 900 training steps.');
    expect(of(moons, measured(0.0126, 900))).toBe(
      'Not class upper of two moons yet: 4.2 times as far as real data.',
    );
    expect(of(moons, null)).toBe('Samples for class upper after 900 training steps on two moons.');
    // guidance takes them away from the class: that is no shortcoming of the training
    expect(of({ ...moons, guidance: 2 }, measured(0.0126, 900))).toBe(
      'Guided samples of class upper of two moons: 4.2 times as far as real data.',
    );
    // a table of one's own has names of its own
    const points = {
      kind: 'points',
      points: new Float32Array(0),
      classes: ['setosa'],
      name: 'iris.csv',
    } as const;
    const table = { ...moons, dataset: 'csv' as const };
    expect(headline({ ...run(900), config: table, source: points }, table, measured(0.0031, 900))).toBe(
      'Class setosa of your table, after 900 training steps.',
    );
    // a scale of 0 draws no class
    expect(of({ ...moons, guidance: 0 }, measured(0.0126, 900))).toBe(
      'Not two moons yet: 4.2 times as far as real data.',
    );
    for (const whole of [{ label: -1 }, { classes: false }, { conditioning: 'none' as const }])
      expect(of({ ...moons, ...whole }, measured(0.0031, 900))).toBe('Two moons, after 900 training steps.');
  });

  test('takes no figure of too few images', () => {
    const score = { kind: 'Fréchet distance' as const, value: 121, floor: 51, spread: null, n: 16 };
    const quality = { score, second: score, images: null, step: 3 };
    const digits = { ...DEFAULT_CONFIG, dataset: 'mnist' as const };
    expect(headline({ ...run(3), config: digits }, digits, quality)).toBe(
      'Samples after 3 training steps on MNIST digits.',
    );
    expect(scoreText(score)).toBe('16 images: too few to measure');
    expect(standingOf(score)).toBeNull();
    expect(scoreText({ ...score, n: 1000 })).toBe('121, floor 51 (two sets of real data), n = 1,000');
  });

  test('calls samples alike within a twentieth or the spread of the floor, and nothing where no floor is known', () => {
    const of = (value: number, spread: number | null, floor = 0.01) =>
      standingOf({ kind: 'energy distance', value, floor, spread, n: 2000 });
    expect(of(0.0104, null)).toEqual({ kind: 'alike' });
    expect(of(0.0111, null)).toEqual({ kind: 'near', text: '1.1 times as far as real data' });
    expect(of(0.0119, 0.002)).toEqual({ kind: 'alike' });
    expect(of(0.0121, 0.002)).toEqual({ kind: 'near', text: '1.2 times as far as real data' });
    expect(of(0.01, null, 0)).toBeNull();
  });

  test('n and the spread of real data stand beside a figure', () => {
    const score = { kind: 'energy distance', value: 0.0042, floor: 0.0031, spread: 0.0016, n: 2000 } as const;
    expect(besideText(score)).toBe('floor 0.0031 ± 0.0016 (two sets of real data), n = 2,000');
  });
});

describe('the phrase', () => {
  test('at the data says that it is done, at the noise that there is nothing yet', () => {
    expect(phrase(0, 1)).toMatch(/^Noise-free/);
    expect(phrase(1, 0)).toMatch(/^Nothing but noise/);
  });
});

describe('what the classifier sees', () => {
  const seen = (count: number, confident: number, shares: readonly number[], frechet = 50) => {
    const figures = { count, confident, histogram: Float64Array.from(shares), frechet };
    return { ...figures, floor: { ...figures, frechet: 20 } };
  };

  test('how sure it is, and which classes are missing where chance does not explain it', () => {
    expect(classesFinding(seen(16, 0.25, [1, 0, 0]))).toBe(
      'The classifier is confident about 25% of 16 images',
    );
    expect(classesFinding(seen(16, 0.75, [0.5, 0.5, 0]))).toBe(
      'The classifier is confident about 75% of 16 images, and finds 2 of 3 classes',
    );
    expect(classesFinding(seen(4, 0.75, [0.5, 0.5, 0]))).toBe(
      'The classifier is confident about 75% of 4 images',
    );
    expect(classesFinding(null)).toBeNull();
  });

  test('and that its certainty of noise means nothing', () => {
    expect(classesFinding(seen(16, 1, [0, 0, 1], 14_000))).toMatch(/^Still far from real images/);
  });

  test('every class with its share', () => {
    expect(classesSentence(seen(16, 0.5, [0.5, 0.5, 0]), ['bag', 'coat', 'boot'])).toBe(
      'bag: 50%; coat: 50%; boot: 0%',
    );
    expect(classesSentence(null, ['bag'])).toBe('Not measured yet.');
  });
});
