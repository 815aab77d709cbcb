/** The progress and the end of training: in the header, the title of the tab, its announcement and a notification. */

import { count, plural } from '../lib/numbers';
import { duration } from '../lib/times';

export const trainingProgress = 'Training progress';
export const show = 'Show it';
export const notifyMe = 'Notify me';
export const notifyAtEnd = 'A notification when the training ends';
export const noNotifications = 'This browser does not show notifications of this page.';
export const titleHasPercentage = 'The title of the tab shows the percentage.';

/** What a narrow header leaves out: the per cent say as much. */
export const ofAll = (total: string) => ` of ${total}`;
/** "Step 120 of 300, 40%". */
export const step = (n: string, all: string, share: string) => `Step ${n}${all}, ${share}`;
/** The same where both views train. */
export const stepIn = (view: string, n: string, all: string, share: string) =>
  `${view}: step ${n}${all}, ${share}`;

const steps = (n: number) => `${count(n)} ${plural(n, { one: 'step', other: 'steps' })}`;
export const stopped = (view: string, step: number, why: string) =>
  `${view}: training stopped at step ${count(step)}. ${why}`;
export const bothDone = (a: number, b: number) =>
  `Compare: both runs are done, ${a === b ? `${steps(a)} each` : `${count(a)} and ${steps(b)}`}.`;
export const done = (view: string, n: number, milliseconds: number) =>
  `${view}: training is done, ${steps(n)} in ${duration(milliseconds)}.`;
