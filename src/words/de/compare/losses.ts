/** The losses of both sides of the Compare view, and their floors. */
import type { FloorDistance } from '../../compare/losses';

export type { FloorDistance };

/** A sign in the place of „darüber“: the columns are narrow. */
export const fromFloor = ({ where, share }: FloorDistance) =>
  `${{ at: '±', above: '+', below: '−' }[where]}${share}`;
const place = ({ where, share }: FloorDistance) =>
  where === 'at' ? 'auf' : `${share} ${where === 'above' ? 'über' : 'unter'}`;
export const lossesFromFloors = (a: FloorDistance, b: FloorDistance) =>
  `A liegt ${place(a)} seiner Untergrenze, B ${place(b)} der eigenen`;
export const bothLosses = 'Beide Verluste und ihre Untergrenzen';
export const lossesChart = 'Verluste von A und B';
export const ownUnits = 'Verlust, jeweils in eigener Einheit';
/** @param alike whether both networks predict the same quantity */
export const lossesDiffer = (alike: boolean) =>
  `Verluste verschiedener ${alike ? 'Rauschpläne oder Prozesse' : 'Vorhersagen'} sind nicht vergleichbar: Ihre Untergrenzen sind verschieden. Vergleichbar ist nur der Abstand zur Untergrenze.`;
export const lossesComparable = (floor: string) =>
  `Beide haben die Untergrenze ${floor}, diese zwei Verluste sind also vergleichbar.`;
export const lossesNotComparable = (a: string, b: string) =>
  `Die Verluste sind nicht vergleichbar: Der bestmögliche Verlust ist ${a} in A und ${b} in B. Vergleichbar ist nur der Abstand zur Untergrenze.`;
export const lossesOfFew =
  'Die Untergrenze gilt für frische Daten: Ein Lauf auf wenigen Beispielen kann darunter kommen.';
