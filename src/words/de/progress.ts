/** The progress and the end of training: in the header, the title of the tab, its announcement and a notification. */
import { count, plural } from '../../lib/numbers';
import { duration } from '../../lib/times';

export const trainingProgress = 'Fortschritt des Trainings';
export const show = 'Zeigen';
export const notifyMe = 'Benachrichtigen';
export const notifyAtEnd = 'Eine Benachrichtigung, wenn das Training endet';
export const noNotifications = 'Dieser Browser zeigt keine Benachrichtigungen dieser Seite.';
export const titleHasPercentage = 'Der Titel des Tabs zeigt den Fortschritt in Prozent.';

export const ofAll = (total: string) => ` von ${total}`;
export const step = (n: string, all: string, share: string) => `Schritt ${n}${all}, ${share}`;
export const stepIn = (view: string, n: string, all: string, share: string) =>
  `${view}: Schritt ${n}${all}, ${share}`;

const steps = (n: number) => `${count(n)} ${plural(n, { one: 'Schritt', other: 'Schritte' })}`;
export const stopped = (view: string, step: number, why: string) =>
  `${view}: Training bei Schritt ${count(step)} abgebrochen. ${why}`;
export const bothDone = (a: number, b: number) =>
  `Vergleichen: beide Läufe sind fertig, ${a === b ? `je ${steps(a)}` : `${count(a)} und ${steps(b)}`}.`;
export const done = (view: string, n: number, milliseconds: number) =>
  `${view}: Training fertig, ${steps(n)} in ${duration(milliseconds)}.`;
