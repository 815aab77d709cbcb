/** The classes of a run's images by a fixed classifier, in Train. */
import { count, plural } from '../../../lib/numbers';

const ofImages = (n: number) => `${count(n)} ${plural(n, { one: 'Bild', other: 'Bildern' })}`;

export const title = 'Klassen der Stichproben nach einem festen Klassifikator';
export const hint = 'Anteil jeder Klasse, neben echten Bildern';
/** @param frechet a sentence about the Fréchet distance */
export const basis = (n: number, frechet: string) =>
  `Klassen von ${n} Bildern (Balken) und von ebenso vielen echten (Linien); sicher heißt: Wahrscheinlichkeit über 0,8. ${frechet}`;
export const frechet = (value: string, floor: string) => `Fréchet-Abstand ${value}, echte Bilder ${floor}`;
export const tooFew = 'Für einen Fréchet-Abstand sind es zu wenige';
export const withFirstSamples = 'Erscheint mit den ersten Stichproben.';
export const noClassifier = 'Für diese Bilder gibt es keinen Klassifikator.';
export const chart = 'Klassen der neuesten Bilder';
export const table = 'Klassen';
export const columns = ['Klasse', 'Stichproben', 'echt'];
export const stillFar =
  'Noch weit entfernt von echten Bildern: Die Antworten des Klassifikators bedeuten nichts';
export const confident = (share: string, n: number) =>
  `Der Klassifikator ist bei ${share} von ${ofImages(n)} sicher`;
export const confidentOf = (share: string, n: number, found: number, classes: number) =>
  `${confident(share, n)} und findet ${found} von ${classes} Klassen`;
export const notMeasured = 'Noch nicht gemessen.';
