/** The outcomes of lessons that were measured by `node scripts/docs/lessonStudies.mjs`: their numbers are those of the files. */
import { describe, expect, test } from 'vitest';
import { lessonOf } from '../../../src/config/lessons';
import { openDataset } from '../../../src/config/openDataset';
import { halfLifeOf, shakingLeft } from '../../../src/diffusion/lab1d/movingAverage';
import { posteriorSpread, stepVariances, totalExcess } from '../../../src/diffusion/lab1d/reverseVariance';
import { CHAIN, errorFactors, TARGETS } from '../../../src/diffusion/lab1d/targetErrors';
import { slicedWasserstein1 } from '../../../src/evaluation/slicedWasserstein';
import { createRng } from '../../../src/lib/rng';
import { mean } from '../../../src/lib/studentT';
import ema from '../../../src/ui/lessons/measured/ema.json';
import oneShot from '../../../src/ui/lessons/measured/one-shot.json';
import pair from '../../../src/ui/lessons/measured/pair.json';
import prediction from '../../../src/ui/lessons/measured/prediction.json';
import time from '../../../src/ui/lessons/measured/time.json';
import variance from '../../../src/ui/lessons/measured/variance.json';
import { AVERAGES, measuredSentence } from '../../../src/ui/lessons/pictures/ema/Picture';
import { costSentence, learnedSentence } from '../../../src/ui/lessons/pictures/learnedVariance/Picture';
import { CHAIN_STEPS } from '../../../src/ui/lessons/pictures/oneShot/charts';
import { factorsSentence, targetsSentence } from '../../../src/ui/lessons/pictures/predictionTarget/Picture';
import { KINDS, type Kind } from '../../../src/ui/lessons/pictures/timeConditioning/kinds';
import { kindSentence } from '../../../src/ui/lessons/pictures/timeConditioning/Picture';
import { pairSentence } from '../../../src/ui/lessons/pictures/whyCosine/Picture';

/** A mean with two digits, as outcomes write it. */
const two = (values: readonly number[]) => String(+mean(values).toPrecision(2));

describe('learned variance', () => {
  const { outcome } = lessonOf('learned-variance');
  const figures = variance.figures['one network'];

  test('names the bound and the samples of three seeds', () => {
    expect(variance.T).toBe(50);
    const bound = (id: 'learned' | 'fixed-large' | 'fixed-small') => mean(figures[`${id} bound`]);
    expect(outcome).toContain(
      `${bound('learned').toFixed(3)} nats per dimension with the learned variance, ${bound('fixed-large').toFixed(3)} with β and ${bound('fixed-small').toFixed(2)} with β̃`,
    );
    const ratio = (steps: 5 | 50) =>
      mean(figures[`fixed-small ${steps}`]) / mean(figures[`learned ${steps}`]);
    expect(outcome).toContain(`β̃ draws ${ratio(5).toFixed(1)} times as far`);
    for (const [i, distance] of figures['fixed-large 5'].entries())
      expect(distance).toBeLessThan(figures['learned 5'][i]);
    // alike: nearer to each other than the floor's spread
    const [least, most] = [Math.min, Math.max].map((of) =>
      of(...(['fixed-small', 'fixed-large', 'learned'] as const).map((id) => mean(figures[`${id} 50`]))),
    );
    expect(most - least).toBeLessThan(variance.floor.spread);
    // three seeds agree on what is claimed
    figures['learned bound'].forEach((nats, i) => {
      expect(nats).toBeLessThan(figures['fixed-large bound'][i]);
      expect(figures['fixed-large bound'][i]).toBeLessThan(figures['fixed-small bound'][i]);
    });
    expect(learnedSentence('bound')).toContain(
      `β̃ needs ${(bound('fixed-small') - bound('learned')).toFixed(2)} nats more`,
    );
  });

  test('names what fixed variances cost with the exact mean', () => {
    for (const [steps, words] of [
      [5, 'β̃ costs 0.60 nats of the bound in 5 steps and β 0.005'],
      [50, 'in 50 steps 0.70 and 0.026'],
    ] as const) {
      const { small, large } = totalExcess(stepVariances(steps));
      expect(outcome).toContain(words);
      expect(words).toContain(small.toFixed(2));
      expect(words).toContain(large.toFixed(3));
    }
    expect(costSentence(5)).toBe(
      'With 5 steps and the exact mean, β̃ costs 0.6 nats of the bound and β 0.0054.',
    );
  });

  test('says how often β̃ is near β', () => {
    const near = (steps: number) => {
      const all = stepVariances(steps);
      return [all.filter(({ small, large }) => small > 0.9 * large).length, all.length];
    };
    const [many, all] = near(1000);
    expect(outcome).toContain(`above 0.9 in ${Math.round((100 * many) / all)}% of them`);
    expect(outcome).toContain(`with 5 in ${near(5).join(' of ')}`);
  });

  test('has the best variance between β̃ and β, and the spread of the posterior of a Gaussian by simulation', () => {
    for (const { small, best, large } of stepVariances(20)) {
      expect(best).toBeGreaterThanOrEqual(small);
      expect(best).toBeLessThanOrEqual(large * (1 + 1e-9));
    }
    // no signal: nothing is known of x₀, whose variance is 1; no noise: all is
    expect(posteriorSpread({ alpha: 1e-6, sigma: 1 })).toBeCloseTo(1, 6);
    expect(posteriorSpread({ alpha: 1, sigma: 0.01 })).toBeLessThan(1.1e-4);
  });
});

describe('the prediction target', () => {
  const { outcome } = lessonOf('prediction-target');

  test('names the distances of three seeds', () => {
    const { eps, x0, v } = prediction.figures;
    expect(outcome).toContain(
      `ε ends ${mean(eps.unclipped).toFixed(0)} from the data, x₀ ${two(x0.unclipped)} and v ${mean(v.unclipped).toFixed(4)}, where real data are ${prediction.floor.mean.toFixed(4)} apart`,
    );
    expect(outcome).toContain(`brings ε to ${two(eps.clipped)}`);
    expect(outcome).toContain(`with ${prediction.samplingSteps} DDIM steps`);
    for (const target of TARGETS)
      expect(targetsSentence('unclipped')).toContain(
        String(+mean(prediction.figures[target].unclipped).toPrecision(3)),
      );
  });

  test('names the factors of an error, which follow from α and σ', () => {
    const last = CHAIN.level(199);
    const ratio = last.sigma / last.alpha;
    expect(outcome).toContain(
      `σ/α is ${ratio.toFixed(0)}: an error of 0.01 moves x̂₀ by ${(0.01 * ratio).toFixed(0)}`,
    );
    const first = CHAIN.level(0);
    expect(outcome).toContain(`x₀ has the large factor, ${(first.alpha / first.sigma).toFixed(0)}`);
    for (let t = 0; t < 200; t++) {
      const { x0, eps } = errorFactors('v', CHAIN.level(t));
      expect(Math.max(x0, eps)).toBeLessThanOrEqual(1);
    }
    expect(factorsSentence({ time: 199, of: 'x0' })).toContain('4058 for ε, 1 for x₀, 1 for v');
  });
});

describe('how the network knows t', () => {
  const { outcome } = lessonOf('time-conditioning');
  const of = (kind: Kind) => time.figures[kind].distance;

  test('is measured at equal weights: each row names its distance', () => {
    expect(KINDS).toEqual(Object.keys(time.figures));
    for (const kind of KINDS) expect(outcome, kind).toContain(two(of(kind)));
    expect(outcome).toContain(two([time.floor.mean]));
    expect(outcome).toContain(`${time.weights.toLocaleString('en')} weights`);
  });

  test('has the order that the lesson claims, with every seed', () => {
    for (const [i, best] of of('scale-shift').entries()) {
      expect(best).toBeLessThan(of('none')[i]);
      expect(best).toBeLessThan(of('separate')[i]);
    }
    const ratio = mean(of('none')) / mean(of('scale-shift'));
    expect(kindSentence('none')).toContain(`${+ratio.toPrecision(2)} times as far as with scale and shift`);
  });
});

describe('one shot or many steps', () => {
  const { outcome } = lessonOf('one-shot');
  const { chain, generator, regression } = oneShot.figures;

  test('names what both one-step networks and the chain end at', () => {
    expect(outcome).toContain(`${oneShot.evaluations.toLocaleString('en')} evaluations`);
    for (const values of [generator['1'], regression['1'], chain['1'], chain['20'], chain['200']])
      expect(outcome).toContain(two(values));
    expect(Object.keys(chain)).toEqual(CHAIN_STEPS.map(String));
  });

  test('the chain falls below the regression from 2 evaluations on, and never below the generator', () => {
    const means = CHAIN_STEPS.map((steps) => mean(chain[`${steps}`]));
    expect(means[1]).toBeLessThan(mean(regression['1']));
    expect(Math.min(...means)).toBeGreaterThan(mean(generator['1']));
    expect(lessonOf('one-shot').look).toMatch(/below the dots of the regression.*how near.*the generator/);
  });

  test('is nearer by the distance that it was trained on, and not by another: sliced Wasserstein-1', () => {
    const data = openDataset({ dataset: 'swiss-roll', text: '', drawing: '' });
    const distances = (points: (k: number) => Float32Array) =>
      [1, 2, 3, 4, 5].map((k) => {
        const fresh = data.sample(5000, createRng({ seed: k, stream: 'evaluation', step: 0 }));
        return slicedWasserstein1(
          points(k),
          fresh,
          64,
          createRng({ seed: 1, stream: 'projection', step: 0 }),
        );
      });
    const one = distances(() => Float32Array.from(oneShot.clouds.generator));
    const many = distances(() => Float32Array.from(oneShot.clouds['chain 20']));
    const real = distances((k) =>
      data.sample(500, createRng({ seed: 50 + k, stream: 'evaluation', step: 0 })),
    );
    expect(oneShot.clouds.generator).toHaveLength(1000);
    expect(outcome).toContain(
      `the generator is ${two(one)} away and the chain with 20 evaluations ${two(many)}, real data ${two(real)}`,
    );
    expect(Math.min(...one)).toBeGreaterThan(Math.max(...many));
    expect(mean(generator['1'])).toBeLessThan(mean(chain['20']));
  });

  test('has a regression that draws the mean: its energy distance is 2 E|X| - E|X - X’| of the data', () => {
    const data = openDataset({ dataset: 'swiss-roll', text: '', drawing: '' });
    const points = data.sample(4000, createRng({ seed: 1, stream: 'evaluation', step: 5 }));
    let [from, within] = [0, 0];
    for (let i = 0; i < 4000; i++) {
      from += Math.hypot(points[2 * i], points[2 * i + 1]) / 4000;
      const j = (i + 2000) % 4000;
      within += Math.hypot(points[2 * i] - points[2 * j], points[2 * i + 1] - points[2 * j + 1]) / 4000;
    }
    expect(mean(regression['1']) / (2 * from - within)).toBeCloseTo(1, 1);
  });
});

describe('an average of the weights', () => {
  const { outcome } = lessonOf('ema');
  const { averages } = ema.figures;

  test('names what each decay ends at', () => {
    for (const id of AVERAGES) expect(outcome, id).toContain(two(averages[id]));
    for (const [i, newest] of averages.newest.entries()) expect(averages['0.999'][i]).toBeLessThan(newest);
    expect(outcome).toContain(`a constant rate of ${ema.rate}`);
    expect(outcome).toContain(`after ${ema.steps} steps`);
    expect(measuredSentence('0.999')).toContain(String(+mean(averages['0.999']).toPrecision(3)));
  });

  test('names half-lives and what is left of the shaking', () => {
    expect(outcome).toContain(`the last ${halfLifeOf(0.999)} steps`);
    expect(outcome).toContain(`${shakingLeft(0.99).toFixed(2)} with decay 0.99`);
    expect(outcome).toContain(`${shakingLeft(0.999).toFixed(2)} with 0.999`);
  });
});

describe('the shipped pair', () => {
  const { outcome } = lessonOf('why-cosine');

  test('ends where the lesson says at 10 and at 200 steps', () => {
    for (const steps of ['10', '200'] as const)
      expect(outcome).toContain(
        `linear ${two(pair.figures.linear[steps])} and cosine ${two(pair.figures.cosine[steps])}`,
      );
    expect(pairSentence(200)).toContain(String(+mean(pair.figures.linear['200']).toPrecision(3)));
  });

  test('calls a difference chance where it is under twice its standard error, and names the points', () => {
    expect(pairSentence(20)).toContain('of 5,000 points');
    expect(pairSentence(20)).toMatch(
      /differ by 0\.0009 ± 0\.0010: within chance\.$|differ by 0\.0008\d? ± 0\.0010: within chance\.$/,
    );
    expect(pairSentence(10)).toMatch(/differ by 0\.0048 ± 0\.001\d: cosine is nearer\.$/);
  });
});
