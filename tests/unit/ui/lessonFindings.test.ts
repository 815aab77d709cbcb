/** The sentences below the pictures of lessons: computed from what is shown, in all their cases. */
import { describe, expect, test } from 'vitest';
import { LESSON_IDS, lessonOf } from '../../../src/config/lessons';
import { POSTERIOR } from '../../../src/diffusion/lab1d/bound';
import { PICTURES } from '../../../src/ui/lessons/pictures';
import { boundSentence, convexSentence } from '../../../src/ui/lessons/pictures/bound/Picture';
import { partialSums, termsSentence } from '../../../src/ui/lessons/pictures/bound/TrainedTerms';
import { costSentence } from '../../../src/ui/lessons/pictures/oneShot/Picture';
import { pairSentence } from '../../../src/ui/lessons/pictures/pair/Picture';
import { REACH } from '../../../src/ui/lessons/pictures/smallSteps/charts';
import { COUNTS, createPaths, stepsSentence } from '../../../src/ui/lessons/pictures/smallSteps/Picture';
import { errorSentence, spendingSentence } from '../../../src/ui/lessons/pictures/whyCosine/Picture';

describe('the sentence of the pair', () => {
  test('says where the variance goes and what is left of the start', () => {
    const kept = pairSentence({ a: Math.sqrt(0.98), b: Math.sqrt(0.02) });
    expect(kept).toBe(
      'a² + b² = 1.0000: the variance goes to b²/(1 − a²) = 1. Half of the start is left after 69 steps.',
    );
    expect(pairSentence({ a: 1, b: 0.1 })).toContain('grows without end. Nothing of the start is forgotten.');
    expect(pairSentence({ a: 1.01, b: 0.1 })).toContain('The start grows.');
  });
});

describe('the sentence of small steps', () => {
  test('names the error and its order, and says where there is no chain', () => {
    expect(stepsSentence(50)).toMatch(
      /^50 steps: √ᾱ differs from α of the SDE by 0\.0398 at most;.*order 1\.0/,
    );
    expect(stepsSentence(10)).toContain('β would be 2.0 at the end');
    expect(stepsSentence(10)).toContain('at least 21 steps');
  });

  test('stands below paths that stay within the axis', () => {
    const paths = createPaths();
    for (const steps of COUNTS)
      for (const { fine, coarse } of paths(steps))
        for (const path of [fine, coarse ?? []])
          expect(Math.max(...Array.from(path!, Math.abs)), `${steps} steps`).toBeLessThan(REACH);
  });

  test('has an error at each number of steps of which the instruction asks one', () => {
    const from = Number(/\d+/.exec(lessonOf('small-steps').steps[1])?.[0]);
    const asked = COUNTS.filter((steps) => steps >= from);
    expect(asked.length).toBeGreaterThan(2);
    for (const steps of asked) expect(stepsSentence(steps)).toContain('order 1.');
  });
});

describe('the sentence of the bound', () => {
  test('adds up to log p(x)', () => {
    const numbers = boundSentence({ mean: 0, deviation: 1 })
      .match(/−?\d+\.\d{3}/g)!
      .map((n) => Number(n.replace('−', '-')));
    const [gap, , reconstruction, toPrior, elbo, again, evidence] = numbers;
    expect(reconstruction - toPrior).toBeCloseTo(elbo, 2);
    expect(elbo + again).toBeCloseTo(evidence, 2);
    expect(again).toBe(gap);
  });

  test('says that the divergence is convex, and is 0 on both sides where q is the posterior', () => {
    expect(convexSentence({ mean: 0, deviation: 1 })).toContain('is 0.433 nats from p(z|x)');
    expect(convexSentence({ mean: 0, deviation: 1 })).toContain('half of KL(q ‖ p) is 0.559');
    expect(convexSentence(POSTERIOR)).toMatch(/is 0\.000 nats .* is 0\.000:/);
  });
});

test('one evaluation of the chain is one, and several are several', () => {
  expect(costSentence(1)).toContain('with 1 evaluation a sample');
  expect(costSentence(200)).toContain('with 200 evaluations a sample');
});

describe('the terms of a trained model', () => {
  const report = {
    unit: 'nats',
    times: new Float32Array(4),
    terms: Float32Array.from([-0.2004, 0.5003, 0.3004, 0.1004]),
    prior: 0.0104,
    totals: {},
    errors: {},
    saving: null,
    odeNegativeLogLikelihood: null,
    odeError: null,
    points: 2000,
    learned: false,
  } as const;

  test('add up to the last digit that is written', () => {
    const sentence = termsSentence(report, 1500);
    expect(sentence).toContain('at step 1,500');
    expect(sentence).toContain('over 3 steps');
    const [prior, middle, first, total] = sentence.match(/\d\.\d{3}/g)!.map(Number);
    expect(sentence).toContain('− L₀ 0.200');
    expect(Math.round(1000 * (prior + middle - first - total))).toBe(0);
    expect(total).toBeCloseTo(0.711, 3);
  });

  test('are summed from the noise to the data', () => {
    const sums = partialSums(report);
    expect(sums).toHaveLength(5);
    expect(sums[0]).toBe(report.prior);
    expect(sums[1] - sums[0]).toBeCloseTo(report.terms[3], 6);
    expect(sums[4]).toBeCloseTo(0.7111, 4);
  });
});

describe('the sentences of linear and cosine', () => {
  test('name both shares', () => {
    expect(spendingSentence()).toBe(
      'Below log SNR −4 linear spends 37% of its steps, cosine 9%; half-way 8% and 49% of the variance are signal.',
    );
  });

  test('name the nearer one, or none', () => {
    expect(errorSentence(20, 0, 0.044, 0.0285)).toContain('linear is 1.5 times as far.');
    expect(errorSentence(50, 0.5, 0.01, 0.03)).toMatch(/^Without the first 50%.*linear is 3 times nearer\.$/);
    expect(errorSentence(50, 0, 0.01, 0.0101)).toContain('linear is about as far.');
  });
});

test('every picture belongs to a lesson', () => {
  for (const id of Object.keys(PICTURES)) expect(LESSON_IDS).toContain(id);
  expect(lessonOf('pair').view).toBe('process');
});
