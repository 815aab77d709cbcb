/** What stands beside a copy of a link or of code, and where there can be none. */
import { joined } from '../../lib/numbers';

export const noClipboard = 'Diese Seite darf nicht in die Zwischenablage schreiben.';
export const linkInAddressBar = (link: string) => `Der Link steht in der Adresszeile: ${link}`;
export const linkHasNoWeights = (sides: readonly string[]) =>
  `Der Link nennt die Einstellungen, nicht die Gewichte von ${joined(sides)}.`;
export const linkTrains = (sides: readonly string[]) =>
  `Wer ihm folgt, trainiert ${joined(sides)} mit diesen Einstellungen.`;
export const linkHasNoFile = 'Der Link nennt die Einstellungen, nicht die Datei.';
export const linkNeedsTable = 'Wer ihm folgt, muss dieselbe Tabelle öffnen.';
export const linkNeedsImages = 'Wer ihm folgt, muss dieselben Bilder öffnen.';
export const linkHasNoModel = 'Der Link nennt das Modell, nicht seine Gewichte.';
export const linkNeedsBrowser =
  'Er öffnet den Lauf nur in diesem Browser: „Link mit dem Modell“ oder „Modell speichern“ geben ihn weiter.';
export const linkNeedsModelFile = 'Wer ihm folgt, muss dieselbe Datei öffnen.';
