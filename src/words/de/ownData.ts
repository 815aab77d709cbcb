/** The buttons that open data, and the data set that was opened. */
import { count } from '../../lib/numbers';

export const openData = 'Daten öffnen';
export const openFolder = 'Ordner öffnen';
export const file = (button: string) => `${button}: Datei`;
export const ways = {
  csv: 'Eine Tabelle mit Zahlen öffnen oder hierher ziehen.',
  images:
    'Bilder öffnen (Dateien, Ordner, ZIP, .npy, .npz oder IDX), hierher ziehen oder einfügen: mindestens 8.',
};
export const images = (name: string, n: number, size: string, grey: boolean, classes: number) =>
  `${name}: ${count(n)} Bilder von ${size}, ${grey ? 'grau' : 'farbig'}${classes > 0 ? `, ${count(classes)} Klassen` : ''}`;
