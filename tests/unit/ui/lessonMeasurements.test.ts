/** The outcomes of lessons that were measured by `node scripts/docs/lessonStudies.mjs`: their numbers are those of the files. */
import { describe, expect, test } from 'vitest';
import { lessonOf } from '../../../src/config/lessons';
import { posteriorSpread, stepVariances, totalExcess } from '../../../src/diffusion/lab1d/reverseVariance';
import { CHAIN, errorFactors, TARGETS } from '../../../src/diffusion/lab1d/targetErrors';
import { mean } from '../../../src/lib/studentT';
import prediction from '../../../src/ui/lessons/measured/prediction.json';
import variance from '../../../src/ui/lessons/measured/variance.json';
import { costSentence, learnedSentence } from '../../../src/ui/lessons/pictures/learnedVariance/Picture';
import { factorsSentence, targetsSentence } from '../../../src/ui/lessons/pictures/predictionTarget/Picture';

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
    expect(outcome).toContain(`above 0.9 in ${Math.round((100 * many) / all)} % of them`);
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
