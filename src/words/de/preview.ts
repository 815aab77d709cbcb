/** The dialogs that show data before they are used. */
import { count } from '../../lib/numbers';

export const previewData = 'Vorschau der Daten';
export const useTheseData = 'Diese Daten verwenden';
export const cancel = 'Abbrechen';
export const learnClasses = 'Die Klassen lernen';

export const noClasses =
  'Keine Klassen: die Bilder jeder Klasse in einen eigenen Ordner legen oder ein Array mit Labels dazugeben.';
export const classesFrom = (n: number, source: string, names: string) =>
  `${count(n)} Klassen aus ${source}: ${names}.`;
export const notUsed = (n: number) =>
  n === 1 ? '1 Datei wird nicht verwendet' : `${count(n)} Dateien werden nicht verwendet`;
export const andMore = (n: number) => `und ${count(n)} weitere`;
export const whatImages = (n: number, sizes: string, coloured: boolean) =>
  `${count(n)} Bilder, ${sizes} Pixel, ${coloured ? 'farbig' : 'grau'}.`;
export const asNetworkSees = (n: number) => `${n} der Bilder, wie das Netz sie sehen wird`;
export const size = 'Größe';
export const colours = 'Farben';
export const grey = 'grau (1 Kanal)';
export const colour = 'farbig (3 Kanäle)';
export const mirror = 'Zufällig spiegeln';
export const cropped =
  'Jedes Bild wird auf sein mittleres Quadrat zugeschnitten und skaliert. Durchsichtiges wird weiß.';
export const ofOpenedNetwork =
  'Größe und Farben sind die, die das geöffnete Netz nimmt, ebenso seine Klassen.';
export const staysHere = 'Nichts verlässt diesen Browser.';
export const converting = 'Umwandlung';

export const column = (n: number) => `Spalte ${n}`;
export const asClass = 'Klasse';
export const firstRows = 'Die ersten Zeilen';
export const rows = (n: number) => `${count(n)} Zeilen.`;
export const oneScale = 'Die Punkte behalten ihre Einheiten, und beide Achsen haben denselben Maßstab.';
export const ownScales =
  'Die Punkte behalten ihre Einheiten. Die Achsen streuen so verschieden, dass jede ihren eigenen Maßstab hat, hier und im Training.';
export const classColumn = 'Klasse';
export const noColumn = 'keine';
export const firstRowNames = 'Die erste Zeile nennt die Spalten';
export const against = (y: string, x: string) => `${y} gegen ${x}`;
export const tooManyClasses = (n: number, most: number) =>
  `${n} Klassen sind zu viele zum Lernen: höchstens ${most} sind möglich.`;
