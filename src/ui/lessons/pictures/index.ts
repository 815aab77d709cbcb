/** The pictures that some lessons bring along, a line each; the code of one is loaded when its lesson is opened. */
import type { ComponentType } from 'preact';
import type { LessonId } from '../../../config/lessons';

export const PICTURES: Partial<Record<LessonId, () => Promise<{ default: ComponentType }>>> = {
  'coin-toss': () => import('./coinToss/Picture'),
  pair: () => import('./pair/Picture'),
  'small-steps': () => import('./smallSteps/Picture'),
  'density-moves': () => import('./densityMoves/Picture'),
  'back-in-time': () => import('./backInTime/Picture'),
  bound: () => import('./bound/Picture'),
  'why-cosine': () => import('./whyCosine/Picture'),
};
