/**
 * A lesson is a situation that teaches: a configuration, what to look at, and what will be seen. Its link is an address like any other
 * (`?lesson=ID` alone is enough); what it claims, tests/tensor/lessons.test.ts trains and measures.
 */
import { defaultsOf } from './family';
import { DEFAULT_CONFIG, type RunConfig } from './fields';

export interface Lesson {
  readonly title: string;
  /** What differs from the defaults of the data set's family. */
  readonly changes: Partial<RunConfig> & Pick<RunConfig, 'dataset'>;
  /** Layers of the stage that show it; the usual ones where this is absent. */
  readonly layers?: string;
  /** What to do and where to look. */
  readonly look: string;
  /** What will be seen, and why. */
  readonly expect: string;
  /** The change that mends it, to try next. */
  readonly mend: string;
}

export const LESSONS = {
  'never-noise': {
    title: 'A chain that never reaches noise',
    changes: {
      dataset: 'moons',
      schedule: 'linear',
      T: 20,
      scaleBetas: false,
      sampler: 'ddim',
      samplingSteps: 20,
      trainingSteps: 1500,
    },
    look: 'Read the check under the schedule, then train and watch where samples end. The right end of the film is where they start.',
    expect:
      'Ho’s betas were made for 1000 steps; with 20 of them nine tenths of the signal are left at the end. The network learns this chain, yet sampling starts from pure noise, where training never went: many samples end far from the moons.',
    mend: 'Set T to 200, switch “Scale betas” on under “More settings”, and train again.',
  },
  'unclipped-cosine': {
    title: 'Cosine blows up without clipping',
    changes: {
      dataset: 'swiss-roll',
      schedule: 'cosine',
      sampler: 'ddim',
      samplingSteps: 20,
      clipDenoised: false,
      trainingSteps: 1500,
    },
    look: 'Train, then look at the samples and at their distance from the data.',
    expect:
      'At the end of the cosine schedule next to nothing of the signal is left, and the guess x̂₀ = (x − σε̂)/α divides by it: a small error of ε̂ throws the guess far out of the picture, and nothing brings all of it back.',
    mend: 'Switch “Clip x̂₀” on under “More settings”: it applies at once, to the same network.',
  },
  'no-time': {
    title: 'A network that is not told the time',
    changes: { dataset: 'swiss-roll', conditioning: 'none', trainingSteps: 1500 },
    look: 'Train, and compare the loss with its floor.',
    expect:
      'One and the same place needs a large correction when much noise is left and a small one when little is. Not knowing t, the network learns an average of both: the loss stays well above the floor, and the samples stay blurred.',
    mend: 'Set “Time conditioning” to scale-shift and train again.',
  },
  'ema-too-early': {
    title: 'Averaged weights too early',
    changes: { dataset: 'swiss-roll', emaWarmup: false, emaDecay: 0.999, trainingSteps: 500 },
    look: 'Train: the loss falls as it should. Then look at the samples, which come from the averaged weights.',
    expect:
      'An average over a thousand steps still holds more than half of the untrained network after 500. The loss is that of the newest weights and looks fine; the samples are drawn with the average and look untrained.',
    mend: 'Switch “EMA warm-up” on and train again, or train for 5000 steps.',
  },
  'rate-too-high': {
    title: 'A learning rate that is too high',
    changes: { dataset: 'swiss-roll', learningRate: 20, warmupSteps: 0, decay: 'none', trainingSteps: 600 },
    look: 'Watch the loss, beside its floor.',
    expect:
      'Each step throws the weights past the valley they were to descend into. The loss leaps up at the first steps and stays far above the floor; the samples never find a shape.',
    mend: 'Set the learning rate to 0.002 and train again.',
  },
  'too-few-steps': {
    title: 'Too few steps back',
    changes: { dataset: 'swiss-roll', sampler: 'ddim', samplingSteps: 3, trainingSteps: 1500 },
    look: 'Train, then press “Race the samplers” under the slider.',
    expect:
      'The network may be good, three leaps are not: the guess made in pure noise is nearly the same for all, and each leap believes it for too long. Twenty steps of the same network come much closer to the data.',
    mend: 'Set “Sampling steps” to 50 under “More settings”: it applies at once.',
  },
  'empty-places': {
    title: 'The score is wrong where there are no data',
    changes: { dataset: 'gaussians-8', trainingSteps: 1500 },
    layers: 'samples,error',
    look: 'Train, then put the slider near t = 20. The heat is the squared error of the learned ε at each place.',
    expect:
      'Training showed the network only places where noised data fall. There the error is small; in the middle of the ring the network was hardly ever asked, and what it says is wrong by far.',
    mend: 'Then move the slider towards noise, where the data spread, and watch the heat.',
  },
} as const satisfies Record<string, Lesson>;

export type LessonId = keyof typeof LESSONS;
export const LESSON_IDS = Object.keys(LESSONS) as LessonId[];

export const isLessonId = (id: string | undefined): id is LessonId =>
  id !== undefined && Object.hasOwn(LESSONS, id);

/** The configuration that a lesson sets. */
export const lessonConfig = (id: LessonId): RunConfig => ({
  ...DEFAULT_CONFIG,
  ...defaultsOf(LESSONS[id].changes.dataset),
  ...LESSONS[id].changes,
});
