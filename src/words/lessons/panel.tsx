/** What stands around every plate: its place, its neighbours, the fold and the repair. */
import { decimal } from '../../lib/numbers';

interface Place {
  readonly number: number;
  readonly of: number;
  readonly minutes: number;
}
export const firstVisitStep = ({ number, of, minutes }: Place) =>
  `First visit, step ${number} of ${of}, about ${decimal(minutes)} min`;
export const lesson = ({ number, of, minutes }: Place) =>
  `Lesson ${number} of ${of}, about ${decimal(minutes)} min`;
export const neighbours = 'Lessons before and after';
export const previous = 'Previous';
export const next = (title: string) => `Next: ${title}`;
export const lookAt = (what: string) => (
  <>
    <b>Look at</b> {what.charAt(0).toLowerCase() + what.slice(1)}
  </>
);
export const outcome = 'What happens, and why';
export const source = 'Source:';
export const undoRepair = 'Undo the repair';
export const sideBySide = 'Before and after side by side';
/** What to do where Compare trains both, in the place of the steps of one run. @param repair what the repair's button says */
export const sideBySideSteps = (repair: string) => [
  `Press Train both: A is trained as it is here, B with the repair (“${repair}”).`,
  'When both are done, compare their samples and their losses.',
];
export const repaired = {
  set: 'It is set. Press Train.',
  training: 'It trains again. “Restore the previous run” below shows the run before.',
  drawing: 'The same network draws again.',
};
export const closeLesson = 'Close the lesson';
export const close = 'Close';
