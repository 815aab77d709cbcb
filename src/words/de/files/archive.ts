/** What an archive of runs has and should have at a place. */
import { count, plural } from '../../../lib/numbers';

export const content = 'Inhalt';
export const arrayOfLibrary = 'das Array, das library.json nennt';
export const ofRank = (type: string, rank: number) => `${type} vom Rang ${rank}`;
export const labels = (n: number) => plural(n, { one: `${count(n)} Label`, other: `${count(n)} Labels` });
export const theClass = (label: number) => `die Klasse ${label}`;
export const classesTo = (last: number) => `Klassen von 0 bis ${last}`;
export const columns = (n: number) => plural(n, { one: `${n} Spalte`, other: `${n} Spalten` });
export const theShape = (shape: string) => `die Form ${shape}`;
export const imageShape = '[n, Höhe, Breite, 1 oder 3], nichts davon 0';
export const description = 'die Beschreibung des Laufs';
export const trainingState = 'der Trainingszustand des Laufs';
export const filesWithout = (n: number, name: string) =>
  `${plural(n, { one: `${count(n)} Datei`, other: `${count(n)} Dateien` })}, keine davon ${name}`;
export const exportedRuns = 'Läufe, die hier exportiert wurden';
