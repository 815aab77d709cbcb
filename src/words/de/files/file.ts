/** How a file error is said, and what readers of several kinds of files say alike. */
import { count, plural } from '../../../lib/numbers';

export const file = 'Datei';
export const none = 'keiner';
export const aList = 'eine Liste';
export const atMost = (most: number | string) => `höchstens ${typeof most === 'number' ? count(most) : most}`;
export const atMostBytes = (most: number) => `höchstens ${bytes(most)}`;
export const atLeast = (least: number | string) =>
  `mindestens ${typeof least === 'number' ? count(least) : least}`;
export const bytes = (length: number) =>
  plural(length, { one: `${count(length)} Byte`, other: `${count(length)} Bytes` });
export const values = (n: number) => plural(n, { one: `${count(n)} Wert`, other: `${count(n)} Werte` });
export const header = (where: string) => `${where}, Header`;
export const headerLength = (where: string) => `${where}, Länge des Headers`;
export const dataOf = (where: string) => `${where}, Daten`;
export const noSuchFile = 'keine solche Datei';
export const only = (names: string) => `nur ${names}`;
export const oneOf = (names: readonly string[]) => `einer von ${names.join(', ')}`;
export const rowCount = (rows: number) => `${count(rows)} Zeilen`;
export const atMostCount = (most: number) => `höchstens ${count(most)}`;
export const saveFewerRows = 'Einen Teil der Zeilen speichern: eine Million genügt reichlich';

export const notJson = (beginning: string) => `Text, der kein JSON ist und mit ${beginning} beginnt`;
export const validJson = 'gültiges JSON';
export const damagedOrOther =
  'Die Datei ist beschädigt oder von anderer Art: neu exportieren oder herunterladen';
export const jsonObject = 'ein JSON-Objekt, {...}';
export const otherKind = 'Die Datei ist von anderer Art: die richtige wählen';
export const notUtf8 = 'Bytes, die kein UTF-8 sind';
export const jsonInUtf8 = 'JSON-Text in UTF-8';
export const bytesOfJson = (length: number) => `${count(length)} Bytes JSON`;
export const doNotUse = 'Die Datei ist beschädigt oder manipuliert: nicht benutzen';
export const nestedDeeper = (levels: number) =>
  `Listen und Objekte, tiefer verschachtelt als ${count(levels)}`;
export const atMostLevels = (levels: number) => `höchstens ${count(levels)} Ebenen`;
export const sameKeyTwice = 'zweimal derselbe Schlüssel in einem Objekt';
export const everyKeyOnce = 'jeder Schlüssel einmal';
export const exportAgain = 'Die Datei ist beschädigt oder manipuliert: neu exportieren';
