/** The list of lessons, and what teachers find there. */
import { count, decimal, plural } from '../../lib/numbers';

const minutesText = (minutes: number) =>
  `${count(minutes)} ${plural(minutes, { one: 'minute', other: 'minutes' })}`;

export const lessons = 'Lessons';
export const firstVisit = (steps: number, minutes: number) =>
  `First visit: ${count(steps)} ${plural(steps, { one: 'step', other: 'steps' })}, ${minutesText(minutes)}`;
export const course = (lessons: number, minutes: number) =>
  `The course: ${count(lessons)} ${plural(lessons, { one: 'lesson', other: 'lessons' })}, about ${minutesText(minutes)}`;
export const aboutLessons =
  'Each is a link that sets up the page, says what to do and what to look at, and keeps the outcome under a fold, to predict it first.';
export const viewAndMinutes = (view: string, minutes: number) => `${view}, ${decimal(minutes)} min`;
export const forTeachers = 'For teachers';
export const projector = 'Show this page large, for a projector';
export const copyEmbedding = 'Copy the code that embeds this page';
export const copied = 'Copied';
export const codeIs = (code: string) => `The code is: ${code}`;
export const close = 'Close';
