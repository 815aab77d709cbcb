/** The sentences about the progress and the end of training, in its header, its title and its announcements. Pure. */
import type { Progress, TrainingEnd, TrainingView } from '../../state/progress';
import { count, counted, duration } from '../format';

const NAMES: Readonly<Record<TrainingView, string>> = { train: 'Train', compare: 'Compare' };

/** A whole number that is 100 only at the end. */
const hundredths = (share: number): string => `${Math.floor(100 * share)}%`;

/** "Step 120 of 300, 40%"; with the view's name where both views train. */
export function progressText(all: readonly Progress[]): string {
  return all
    .map(({ view, step, total, share }) => {
      const text = `${count(step)} of ${count(total)}, ${hundredths(share)}`;
      return all.length > 1 ? `${NAMES[view]}: step ${text}` : `Step ${text}`;
    })
    .join('; ');
}

/** The title of the tab: "40% · DDPM Lab". */
export const titleText = (all: readonly Progress[], name: string): string =>
  [...all.map(({ share }) => hundredths(share)), name].join(' · ');

/** One sentence on the end of training. */
export function endText({ view, runs }: TrainingEnd): string {
  const failed = runs.find(({ failure }) => failure !== null);
  if (failed?.failure)
    return `${NAMES[view]}: training stopped at step ${count(failed.failure.step)}. ${failed.failure.message}`;
  const [{ step, trainedFor }] = runs;
  const steps = counted(step, 'step');
  return runs.length > 1
    ? `Compare: both runs are done, ${steps} each.`
    : `${NAMES[view]}: training is done, ${steps} in ${duration(trainedFor)}.`;
}
