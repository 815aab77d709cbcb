/**
 * The texts of the lessons, loaded with the first lesson. tests/tensor/lessons.test.ts trains and measures what they claim.
 */
import type { LessonId } from './lessons';

export interface LessonWords {
  readonly title: string;
  /** The action, and the place to look at. */
  readonly look: string;
  /** The effect, and its reason. */
  readonly expect: string;
  /** The change that fixes it, to try next. */
  readonly fix: string;
}

export const LESSON_WORDS: Readonly<Record<LessonId, LessonWords>> = {
  'never-noise': {
    title: 'A chain that never reaches noise',
    look: 'Read the check under the schedule, then train and watch where samples end. The right end of the strip of frames is where sampling starts.',
    expect:
      'Ho’s betas were made for 1000 steps; with 20 of them nine tenths of the signal are left at the end. The network learns this chain, yet sampling starts from pure noise, which training never showed it: many samples end far from the moons.',
    fix: 'Set T to 200, switch “Scale betas” on under “More settings”, and train again.',
  },
  'unclipped-cosine': {
    title: 'Cosine blows up without clipping',
    look: 'Train, then look at the samples and at their distance from the data.',
    expect:
      'At the end of the cosine schedule almost no signal is left, and the prediction x̂₀ = (x − σε̂)/α divides by it: a small error of ε̂ moves x̂₀ far outside the data, and later steps correct only part of it.',
    fix: 'Switch “Clip x̂₀” on under “More settings”: it applies at once, to the same network.',
  },
  'no-time': {
    title: 'A network without time conditioning',
    look: 'Train, and compare the loss with its floor.',
    expect:
      'The same point needs a large correction at a high noise level and a small one at a low noise level. Without t the network learns an average of both: the loss stays well above the floor, and the samples stay blurred.',
    fix: 'Set “Time conditioning” to scale-shift and train again.',
  },
  'ema-too-early': {
    title: 'EMA weights too early',
    look: 'Train: the loss falls as it should. Then look at the samples, which come from the EMA weights (their exponential moving average).',
    expect:
      'An average over a thousand steps still holds more than half of the untrained network after 500. The loss is that of the newest weights and looks fine; the samples come from the average and look untrained.',
    fix: 'Switch “EMA warm-up” on and train again, or train for 5000 steps.',
  },
  'rate-too-high': {
    title: 'A learning rate that is too high',
    look: 'Watch the loss, beside its floor.',
    expect:
      'Each step overshoots the minimum that it heads for. The loss jumps at the first steps and stays far above the floor; the samples never take the shape of the data.',
    fix: 'Set the learning rate to 0.002 and train again.',
  },
  'too-few-steps': {
    title: 'Too few sampling steps',
    look: 'Train, then press “Compare samplers” under the slider.',
    expect:
      'The network may be good, three steps are too few: the prediction x̂₀ from pure noise is nearly the same for all samples, and each long step relies on it too far. Twenty steps of the same network come much closer to the data.',
    fix: 'Set “Sampling steps” to 50 under “More settings”: it applies at once.',
  },
  'empty-places': {
    title: 'The score is wrong where there are no data',
    look: 'Train, then put the slider near t = 20. The heat map is the squared error of the learned ε at each point of the plane.',
    expect:
      'Training showed the network only points where noised data fall. There the error is small; in the middle of the ring training samples are rare, and the prediction is far off.',
    fix: 'Then move the slider towards noise, where the data spread, and watch the heat map.',
  },
};
