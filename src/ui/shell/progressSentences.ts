/** The sentences about the progress and the end of training, in its header, its title and its announcements. Pure. */

import { count, percent } from '../../lib/numbers';
import type { Progress, TrainingEnd, TrainingView } from '../../state/progress';
import * as words from '../../words/progress';
import { views } from '../../words/shell';

const NAMES: Readonly<Record<TrainingView, string>> = views;

/** A whole number that is 100 only at the end. */
const hundredths = (share: number): string => percent(Math.floor(100 * share) / 100, 0);

/** "Step 120 of 300, 40%"; with the view's name where both views train. */
export function progressText(all: readonly Progress[]): string {
  return all
    .map(({ view, step, total, share }) => {
      const parts = [count(step), words.ofAll(count(total)), hundredths(share)] as const;
      return all.length > 1 ? words.stepIn(NAMES[view], ...parts) : words.step(...parts);
    })
    .join('; ');
}

/** The title of the tab: "40% · DDPM Lab". */
export const titleText = (all: readonly Progress[], name: string): string =>
  [...all.map(({ share }) => hundredths(share)), name].join(' · ');

/** One sentence on the end of training. */
export function endText({ view, runs }: TrainingEnd): string {
  const failed = runs.find(({ failure }) => failure !== null);
  if (failed?.failure) return words.stopped(NAMES[view], failed.failure.step, failed.failure.message);
  const [{ step, trainedFor }, other] = runs;
  return other ? words.bothDone(step, other.step) : words.done(NAMES[view], step, trainedFor);
}
