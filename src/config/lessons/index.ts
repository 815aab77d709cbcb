/**
 * The registry of lessons, in the order of the course: adding one is a file and a line, and a picture of its own is one more of each in
 * `src/ui/lessons/pictures`. Loaded with the first lesson, never with the first view.
 */
import { formatAddress, type Situation } from '../address';
import type { RunConfig } from '../fields';
import { backInTime } from './backInTime';
import { bound } from './bound';
import { coinToss } from './coinToss';
import { densityMoves } from './densityMoves';
import { ema } from './ema';
import { emaTooEarly } from './emaTooEarly';
import { emptyPlaces } from './emptyPlaces';
import { guess } from './firstVisit/guess';
import { noise } from './firstVisit/noise';
import { schedules } from './firstVisit/schedules';
import { steps } from './firstVisit/steps';
import { training } from './firstVisit/training';
import { guidedDensity } from './guidedDensity';
import { joint } from './joint';
import { learnedVariance } from './learnedVariance';
import { beforeRepair, type Lesson, situationOf } from './lesson';
import { neverNoise } from './neverNoise';
import { noTime } from './noTime';
import { oneShot } from './oneShot';
import { pair } from './pair';
import { predictionTarget } from './predictionTarget';
import { rateTooHigh } from './rateTooHigh';
import { smallSteps } from './smallSteps';
import { snrWeight } from './snrWeight';
import { timeConditioning } from './timeConditioning';
import { tooFewSteps } from './tooFewSteps';
import { unclippedCosine } from './unclippedCosine';
import { whyCosine } from './whyCosine';

const LESSONS = {
  'first-noise': noise,
  'first-guess': guess,
  'first-training': training,
  'first-steps': steps,
  'first-schedules': schedules,
  'coin-toss': coinToss,
  pair,
  'small-steps': smallSteps,
  'density-moves': densityMoves,
  'back-in-time': backInTime,
  joint,
  bound,
  'no-time': noTime,
  'time-conditioning': timeConditioning,
  'too-few-steps': tooFewSteps,
  'one-shot': oneShot,
  'why-cosine': whyCosine,
  'never-noise': neverNoise,
  'unclipped-cosine': unclippedCosine,
  'prediction-target': predictionTarget,
  'learned-variance': learnedVariance,
  'empty-places': emptyPlaces,
  ema,
  'ema-too-early': emaTooEarly,
  'rate-too-high': rateTooHigh,
  'snr-weight': snrWeight,
  'guided-density': guidedDensity,
} satisfies Record<string, Lesson>;

export type LessonId = keyof typeof LESSONS;
export const LESSON_IDS = Object.keys(LESSONS) as LessonId[];

/** The lessons of the same part in their order: a lesson's number is its place among them. */
export const lessonsOf = (part: Lesson['part']): LessonId[] =>
  LESSON_IDS.filter((id) => lessonOf(id).part === part);

export const isLessonId = (id: string): id is LessonId => Object.hasOwn(LESSONS, id);

export const lessonOf = (id: LessonId): Lesson => LESSONS[id];

export const SITUATIONS = Object.fromEntries(
  LESSON_IDS.map((id) => [id, situationOf(LESSONS[id])]),
) as Readonly<Record<LessonId, Situation>>;

/** The configuration that a lesson sets. */
export const lessonConfig = (id: LessonId): RunConfig => SITUATIONS[id].config;

/** A lesson's link: it names the lesson, and states its situation in full. */
export function lessonLink(id: LessonId): string {
  const { extra, ...situation } = SITUATIONS[id];
  return formatAddress({ ...situation, extra: { lesson: id, ...extra } });
}

/** The link of a lesson and its repair side by side in Compare; null where the lesson has none, or is one of Compare itself. */
export function sideBySideLink(id: LessonId): string | null {
  const { repair, view } = lessonOf(id);
  if (!repair || view === 'compare') return null;
  const { config } = SITUATIONS[id];
  const [a, b] = [beforeRepair(repair, config), repair.changes];
  return formatAddress({ view: 'compare', config, a, b, extra: { lesson: id } });
}
