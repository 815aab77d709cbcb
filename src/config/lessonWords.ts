/**
 * The words of the lessons, which are loaded when one is read. What they claim, tests/tensor/lessons.test.ts trains and measures.
 */
import type { LessonId } from './lessons';

export interface LessonWords {
  readonly title: string;
  /** What to do and where to look. */
  readonly look: string;
  /** What will be seen, and why. */
  readonly expect: string;
  /** The change that mends it, to try next. */
  readonly mend: string;
}

export const LESSON_WORDS: Readonly<Record<LessonId, LessonWords>> = {
  'never-noise': {
    title: 'A chain that never reaches noise',
    look: 'Read the check under the schedule, then train and watch where samples end. The right end of the film is where they start.',
    expect:
      'Ho’s betas were made for 1000 steps; with 20 of them nine tenths of the signal are left at the end. The network learns this chain, yet sampling starts from pure noise, where training never went: many samples end far from the moons.',
    mend: 'Set T to 200, switch “Scale betas” on under “More settings”, and train again.',
  },
  'unclipped-cosine': {
    title: 'Cosine blows up without clipping',
    look: 'Train, then look at the samples and at their distance from the data.',
    expect:
      'At the end of the cosine schedule next to nothing of the signal is left, and the guess x̂₀ = (x − σε̂)/α divides by it: a small error of ε̂ throws the guess far out of the picture, and nothing brings all of it back.',
    mend: 'Switch “Clip x̂₀” on under “More settings”: it applies at once, to the same network.',
  },
  'no-time': {
    title: 'A network that is not told the time',
    look: 'Train, and compare the loss with its floor.',
    expect:
      'One and the same place needs a large correction when much noise is left and a small one when little is. Not knowing t, the network learns an average of both: the loss stays well above the floor, and the samples stay blurred.',
    mend: 'Set “Time conditioning” to scale-shift and train again.',
  },
  'ema-too-early': {
    title: 'Averaged weights too early',
    look: 'Train: the loss falls as it should. Then look at the samples, which come from the averaged weights.',
    expect:
      'An average over a thousand steps still holds more than half of the untrained network after 500. The loss is that of the newest weights and looks fine; the samples are drawn with the average and look untrained.',
    mend: 'Switch “EMA warm-up” on and train again, or train for 5000 steps.',
  },
  'rate-too-high': {
    title: 'A learning rate that is too high',
    look: 'Watch the loss, beside its floor.',
    expect:
      'Each step throws the weights past the valley they were to descend into. The loss leaps up at the first steps and stays far above the floor; the samples never find a shape.',
    mend: 'Set the learning rate to 0.002 and train again.',
  },
  'too-few-steps': {
    title: 'Too few steps back',
    look: 'Train, then press “Race the samplers” under the slider.',
    expect:
      'The network may be good, three leaps are not: the guess made in pure noise is nearly the same for all, and each leap believes it for too long. Twenty steps of the same network come much closer to the data.',
    mend: 'Set “Sampling steps” to 50 under “More settings”: it applies at once.',
  },
  'empty-places': {
    title: 'The score is wrong where there are no data',
    look: 'Train, then put the slider near t = 20. The heat is the squared error of the learned ε at each place.',
    expect:
      'Training showed the network only places where noised data fall. There the error is small; in the middle of the ring the network was hardly ever asked, and what it says is wrong by far.',
    mend: 'Then move the slider towards noise, where the data spread, and watch the heat.',
  },
};
