/** What the browser's storage cannot do, and what is wrong with what it holds. */
import { count } from '../../../lib/numbers';

export const cannotStore =
  'Der Browser lässt diese Seite nichts speichern: Das ist in einem privaten Fenster so, oder eine Einstellung sperrt die Daten dieser Website. Die Seite in einem normalen Fenster öffnen oder ihr das Speichern erlauben, dann neu laden. „Modell speichern“ in „Trainieren“ sichert, was hier trainiert wird.';
export const cannotRead =
  'Der Browser konnte seinen Speicher nicht lesen. Andere Tabs dieser Seite schließen, neu laden und noch einmal versuchen.';
export const cannotWrite =
  'Der Browser konnte nicht in seinen Speicher schreiben. Das Training läuft weiter, und beim nächsten Sichern wird es erneut versucht; „Modell speichern“ in „Trainieren“ ist der sichere Weg.';
export const full =
  'Der Browser hat keinen Platz mehr für diesen Lauf. Nicht mehr gebrauchte Läufe unter „Läufe“ löschen oder „Modell speichern“ in „Trainieren“ benutzen.';
export const newerVersion =
  'Eine neuere Version dieser Seite hat in diesem Browser Läufe gespeichert. Neu laden, um sie zu erhalten.';
export const takenOver = 'Ein anderer Tab trainiert diesen Lauf jetzt und speichert ihn.';
export const notInLibrary = 'Dieser Lauf ist nicht mehr in der Bibliothek.';
export const noCheckpoint = 'Der Lauf hat keinen Checkpoint.';
export const deleteOrImport = (fault: string) =>
  `${fault} Mit dem Lauf lässt sich nicht weiter trainieren oder zeichnen: ihn unter „Läufe“ löschen oder dort aus einer Datei importieren, in die er exportiert wurde.`;
export const dataDamaged = 'Die Daten, aus denen der Lauf gelernt hat, sind beschädigt: sie neu öffnen.';
export const checkpointDamaged = (step: number, fault: string) =>
  `Der Checkpoint von Schritt ${count(step)} ist nicht brauchbar: ${fault}.`;
export const earlierVersionsRun = 'Ein Lauf einer früheren Version';

export const newerCheckpoint = 'eine neuere Version der App hat ihn geschrieben';
export const descriptionChanged = 'seine Beschreibung ist nicht so, wie sie geschrieben wurde';
export const weightsMissing = 'seine Gewichte fehlen';
export const lengthsDiffer = 'seine Arrays sind verschieden lang';
export const arrayMissing = (name: string) => `„${name}“ fehlt`;
export const arrayLength = (name: string, numbers: number, expected: number) =>
  `„${name}“ hat ${count(numbers)} Zahlen statt ${count(expected)}`;
export const arrayChanged = (name: string) => `„${name}“ ist nicht so, wie es geschrieben wurde`;
export const arrayNotFinite = (name: string) => `„${name}“ hat Zahlen, die nicht endlich sind`;
