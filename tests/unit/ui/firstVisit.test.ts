/** The sentences of the first visit, computed from what is on the page, in all their cases. */
import { describe, expect, test } from 'vitest';
import { LESSON_IDS, lessonConfig, lessonOf } from '../../../src/config/lessons';
import type { Measurement } from '../../../src/types/score';
import { drawnSentence } from '../../../src/ui/lessons/pictures/firstVisit/Evaluations';
import { noiseSentence } from '../../../src/ui/lessons/pictures/firstVisit/Noise';
import { schedulesSentence } from '../../../src/ui/lessons/pictures/firstVisit/Schedules';
import { trainingSentence } from '../../../src/ui/lessons/pictures/firstVisit/Training';

const FIRST = LESSON_IDS.filter((id) => lessonOf(id).part === 'first-visit');

const ofPoints = (value: number, sliced = 0.05): Measurement => ({
  score: { kind: 'energy distance', value, floor: 0.002, spread: 0.0005, n: 2000 },
  second: { kind: 'sliced Wasserstein', value: sliced, floor: 0.05, spread: null, n: 2000 },
  images: null,
});

describe('the first visit', () => {
  test('has five steps before all other lessons, under four minutes in all', () => {
    expect(FIRST).toHaveLength(5);
    expect(LESSON_IDS.slice(0, 5)).toEqual(FIRST);
    expect(FIRST.reduce((sum, id) => sum + lessonOf(id).minutes, 0)).toBeLessThanOrEqual(4);
  });

  test('says how much of the digit is left: ᾱ of the cosine schedule', () => {
    const config = lessonConfig('first-noise');
    // Nichol & Dhariwal 2021, Eq. 17, at t = 500 of 1000 steps
    const f = (u: number) => Math.cos((((u + 0.008) / 1.008) * Math.PI) / 2) ** 2;
    const percent = Math.round((100 * f(0.5005)) / f(0));
    expect(noiseSentence({ ...config, schedule: 'cosine' }, 0.5)).toContain(
      `${percent}% of the variance is signal`,
    );
    expect(noiseSentence(config, 0)).toContain('the digit is clear');
    expect(noiseSentence(config, 1)).toContain('almost nothing of the digit is left');
  });

  test('says how far an image is from the nearest training image', () => {
    expect(drawnSentence({ nfe: 1, nearest: { distance: 121.2, usual: 44.3 } })).toBe(
      'With 1 network evaluation the selected image is 121 away from the nearest training image (root mean square, of 255); training images are 44 from theirs.',
    );
  });

  test('says how far points are from the data', () => {
    expect(drawnSentence({ nfe: 3, ...ofPoints(0.02) })).toBe(
      'With 3 network evaluations the samples are 10 times as far as real data.',
    );
    expect(drawnSentence({ nfe: 20, ...ofPoints(0.0021) })).toContain('as near to the data as other data');
    expect(drawnSentence({ nfe: 20, ...ofPoints(0.0021, 0.1) })).toContain('2 times as far as real data');
  });

  test('follows training from its first step', () => {
    expect(trainingSentence({ step: 0, seconds: 0, measurement: null })).toBe(
      'Nothing is trained yet. Press Train.',
    );
    expect(trainingSentence({ step: 300, seconds: 4, measurement: null })).toContain('are being measured');
    expect(trainingSentence({ step: 1500, seconds: 12, measurement: ofPoints(0.01) })).toBe(
      '1,500 steps in 12 seconds: the samples are 5 times as far as real data.',
    );
    expect(trainingSentence({ step: 1500, seconds: 12, measurement: ofPoints(0.0021, 0.1) })).toContain(
      '2 times as far as real data',
    );
  });

  test('says which schedule has destroyed more', () => {
    const config = lessonConfig('first-schedules');
    expect(config.T).toBe(200);
    // at t = 100: Ho's betas times 1000/200, and Nichol & Dhariwal 2021, Eq. 17
    let linear = 1;
    for (let t = 0; t <= 100; t++) linear *= 1 - 5 * (1e-4 + ((0.02 - 1e-4) * t) / 199);
    const f = (u: number) => Math.cos((((u + 0.008) / 1.008) * Math.PI) / 2) ** 2;
    const cosine = f(101 / 200) / f(0);
    expect(schedulesSentence(config, 100 / 199)).toBe(
      `At t = 100, ${Math.round(100 * linear)}% of the variance is signal with linear and ${Math.round(100 * cosine)}% with cosine: linear has destroyed more.`,
    );
    expect(schedulesSentence(config, 1)).toContain('no difference here');
  });
});
