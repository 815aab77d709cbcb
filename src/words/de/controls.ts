/** The controls that all views share: fields, buttons, the time slider, figures. */
import { count, plural } from '../../lib/numbers';

export const pause = 'Anhalten';
export const pauseAfterStep = 'Nach dem laufenden Schritt anhalten (T)';
export const stepsInParentheses = (n: number) =>
  `(${count(n)} ${plural(n, { one: 'Schritt', other: 'Schritte' })})`;
export const cancel = 'Abbrechen';
export const undoChange = 'Änderung zurücknehmen';
export const redoChange = 'Änderung wiederherstellen';
export const undoKey = 'Strg+Z';
export const redoKey = 'Strg+Umschalt+Z';
export const training = 'Training';
export const starting = (progress: string | undefined) => `Startet${progress ? `, ${progress}` : ''}`;

export const denoisingTime = 'Zeit der Entrauschung';
export const stopAnimation = 'Animation anhalten';
export const playAnimation = 'Animation abspielen';

export const loss = 'Verlust';
export const meanOfRecentSteps = 'Mittelwert der letzten Schritte';
export const quality = 'Qualität';
export const numbers = 'Zahlen';
export const noNumbers = 'Noch keine.';
export const saveAsCsv = 'Als CSV speichern';
export const asCsv = (table: string) => `${table} als CSV`;

export const staysInForce = (value: string) => `Bis dahin gilt weiter ${value}.`;
export const range = (from: string, to: string, whole: boolean) =>
  `${whole ? 'ganzzahlig, ' : ''}${from} bis ${to}`;
export const allClasses = 'Alle der Reihe nach';
export const noChoice = 'keine';
export const whatIsThis = 'Was ist das?';

export const imagesNotDrawn = 'Die Bilder lassen sich nicht zeichnen.';
export const imagesPartNotLoaded = 'Ihr Teil der Seite ließ sich nicht laden: neu laden.';

export const mainGlosses = {
  x0hat: 'ist die Vorhersage des Netzes für die rauschfreien Daten.',
  udraw:
    'ist die Geschwindigkeit von den Daten zum Rauschen, auf Geraden ε − x₀: das Ziehen folgt ihr rückwärts.',
  score: 'ist der Score: er zeigt in Richtung höherer Dichte.',
  ode: 'ist der halbe Score-Term, ohne Rauschen: gleicher Anfang, gleiches Ende.',
  wiener: 'ist frisches Rauschen: gleicher Anfang, verschiedene Enden.',
};
export const clippedPrediction =
  'ist die Vorhersage des Netzes für die rauschfreien Daten, auf den Bereich der Daten beschränkt.';
