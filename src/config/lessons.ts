/**
 * A lesson is a situation that teaches: its configuration, and the layers that show it. Its link is an address like any other
 * (`?lesson=ID` alone is enough). What there is to see is said in lessonWords.ts.
 */
import { defaultsOf } from './family';
import { DEFAULT_CONFIG, type RunConfig } from './fields';

export interface Lesson {
  /** The fields that differ from the defaults of the data set's family. */
  readonly changes: Partial<RunConfig> & Pick<RunConfig, 'dataset'>;
  /** Layers of the stage that show it; the usual ones where this is absent. */
  readonly layers?: string;
}

export const LESSONS = {
  'never-noise': {
    changes: {
      dataset: 'moons',
      schedule: 'linear',
      T: 20,
      scaleBetas: false,
      sampler: 'ddim',
      samplingSteps: 20,
      trainingSteps: 1500,
    },
  },
  'unclipped-cosine': {
    changes: {
      dataset: 'swiss-roll',
      schedule: 'cosine',
      sampler: 'ddim',
      samplingSteps: 20,
      clipDenoised: false,
      trainingSteps: 1500,
    },
  },
  'no-time': {
    changes: { dataset: 'swiss-roll', conditioning: 'none', trainingSteps: 1500 },
  },
  'ema-too-early': {
    changes: { dataset: 'swiss-roll', emaWarmup: false, emaDecay: 0.999, trainingSteps: 500 },
  },
  'rate-too-high': {
    changes: { dataset: 'swiss-roll', learningRate: 20, warmupSteps: 0, decay: 'none', trainingSteps: 600 },
  },
  'too-few-steps': {
    changes: { dataset: 'swiss-roll', sampler: 'ddim', samplingSteps: 3, trainingSteps: 1500 },
  },
  'empty-places': {
    changes: { dataset: 'gaussians-8', trainingSteps: 1500 },
    layers: 'samples,error',
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
