/** The straightened flow of a run in Train. */
import { count, plural } from '../../../lib/numbers';

export const title = 'Fluss begradigen';
export const hint =
  'Zieht Paare aus Rauschen z und Φ(z) mit der DGL des Flusses und trainiert eine Kopie auf den Geraden dazwischen (Liu et al. 2023)';
export const sides = { before: 'Fluss', after: 'Begradigt' };
export const flowAfter = (steps: number) => `Fluss, ${steps}`;
export const straightAfter = (steps: number) => `begradigt, ${steps}`;
export const clouds = 'Stichproben des Flusses und des begradigten Flusses, nach der Zahl der Schritte';
export const table = 'Geradheit und Energieabstand nach der Zahl der Euler-Schritte';
export const steps = (n: number) => `${count(n)} ${plural(n, { one: 'Schritt', other: 'Schritte' })}`;
/** @param floor its mean and its spread, written */
interface Measured {
  readonly pairs: number;
  readonly trainingSteps: number;
  readonly samples: number;
  readonly floor: string;
  readonly spread: string;
}
export const measured = ({ pairs, trainingSteps, samples, floor, spread }: Measured) =>
  `${count(pairs)} Paare, ${count(trainingSteps)} Trainingsschritte. S = ∫E‖(z − Φ(z)) − u‖² dt ist 0 auf geraden Linien; Energieabstände von ${count(samples)} Stichproben, Untergrenze ${floor} ± ${spread}`;
export const oneStepAlike = (many: number, standing: string | null) =>
  `Ein Schritt des begradigten Flusses ist nicht von ${many} des Flusses zu unterscheiden${standing === null ? '' : `; beide sind ${standing}`}`;
export const oneStepFarther = (times: string, many: number) =>
  `Ein Schritt des begradigten Flusses ist ${times}-mal so weit von den Daten entfernt wie ${many} des Flusses`;
export const starting = 'Beginnt';
export const stages = {
  pairs: 'Paare werden gezogen',
  training: 'Training auf den Paaren',
  measuring: 'Beide werden gemessen',
};
export const straightening = 'Der Fluss wird begradigt';
export const cancel = 'Abbrechen';
export const again = 'Erneut begradigen';
export const use = 'Begradigten Fluss verwenden';
export const notReady = 'Nötig ist ein trainierter Fluss, der pausiert oder fertig ist';
export const failed = 'Der Fluss konnte nicht begradigt werden.';
