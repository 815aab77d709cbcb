/** What stands around every plate: its place, its neighbours, the fold and the repair. */
import { decimal } from '../../../lib/numbers';

interface Place {
  readonly number: number;
  readonly of: number;
  readonly minutes: number;
}
export const firstVisitStep = ({ number, of, minutes }: Place) =>
  `Erster Besuch, Schritt ${number} von ${of}, etwa ${decimal(minutes)} min`;
export const lesson = ({ number, of, minutes }: Place) =>
  `Lektion ${number} von ${of}, etwa ${decimal(minutes)} min`;
export const neighbours = 'Lektionen davor und danach';
export const previous = 'Zurück';
export const next = (title: string) => `Weiter: ${title}`;
export const lookAt = (what: string) => (
  <>
    <b>Zu beachten:</b> {what}
  </>
);
export const outcome = 'Was geschieht, und warum';
export const source = 'Quelle:';
export const undoRepair = 'Reparatur zurücknehmen';
export const sideBySide = 'Vorher und nachher nebeneinander';
/** What to do where Compare trains both, in the place of the steps of one run. @param repair what the repair's button says */
export const sideBySideSteps = (repair: string) => [
  `„Beide trainieren“ drücken: A ist ohne, B mit der Reparatur („${repair}“).`,
  'Sind beide fertig, ihre Stichproben und ihre Verluste vergleichen.',
];
export const repaired = {
  set: 'Eingestellt. „Trainieren“ drücken.',
  training: 'Das Training läuft noch einmal. „Vorigen Lauf wiederherstellen“ unten zeigt den Lauf davor.',
  drawing: 'Dasselbe Netz zieht noch einmal.',
};
export const closeLesson = 'Lektion schließen';
export const close = 'Schließen';
