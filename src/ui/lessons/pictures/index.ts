/** The pictures that some lessons bring along, a line each; the code of one is loaded when its lesson is opened. */
import type { ComponentType } from 'preact';
import type { LessonId } from '../../../config/lessons';

export const PICTURES: Partial<Record<LessonId, () => Promise<{ default: ComponentType }>>> = {
  'first-noise': () => import('./firstVisit/Noise'),
  'first-guess': () => import('./firstVisit/Evaluations'),
  'first-training': () => import('./firstVisit/Training'),
  'first-steps': () => import('./firstVisit/Evaluations'),
  'first-schedules': () => import('./firstVisit/Schedules'),
  'coin-toss': () => import('./coinToss/Picture'),
  pair: () => import('./pair/Picture'),
  'small-steps': () => import('./smallSteps/Picture'),
  'density-moves': () => import('./densityMoves/Picture'),
  'back-in-time': () => import('./backInTime/Picture'),
  joint: () => import('./joint/Picture'),
  bound: () => import('./bound/Picture'),
  'time-conditioning': () => import('./timeConditioning/Picture'),
  'one-shot': () => import('./oneShot/Picture'),
  ema: () => import('./ema/Picture'),
  'prediction-target': () => import('./predictionTarget/Picture'),
  'learned-variance': () => import('./learnedVariance/Picture'),
  'why-cosine': () => import('./whyCosine/Picture'),
};
