/** What files of arrays, of NumPy and in the IDX format, have and should have at a place. */
import { count } from '../../../lib/numbers';
import { bytes } from './file';

export const magicNumber = (where: string) => `${where}, Kennung am Anfang`;
export const otherMagic = 'eine andere';
export const versionOf = (where: string) => `${where}, Version`;
export const versions = '1, 2 oder 3';

export const character = (code: number) => `das Zeichen ${code}`;
export const unicode = `Zeichen aus Unicode, höchstens ${count(1_114_111)}`;
export const pickled = (descr: string) =>
  `${descr}: Objekte als Pickle, der Code ausführen kann und nie gelesen wird`;
export const numberType = (types: readonly string[]) => `ein Zahlentyp: ${types.join(', ')}`;
export const bytesForShape = (size: number, shape: string) => `${bytes(size)} für die Form ${shape}`;
export const integer = (digits: string) => `die ganze Zahl ${digits}`;
export const exactIntegers = 'ganze Zahlen innerhalb von ±2^53';

export const aDict = "ein Dict, {'descr': ...}";
export const oneKey = (keys: readonly string[]) => `einer der Schlüssel ${keys.join(', ')}`;
export const allKeys = (keys: readonly string[]) => `alle Schlüssel ${keys.join(', ')}`;
export const commaOrEnd = 'ein Komma oder das Ende';
export const nothingAfter = 'nichts nach dem Dict';
export const oneNumberType =
  "ein einziger Zahlentyp, etwa '<f4' (Tabellen mit mehreren Typen werden nicht gelesen)";
export const trueOrFalse = 'True oder False';
export const tupleOfSizes = 'ein Tupel von Größen, etwa (3, 2)';
export const fewSizes = (dimensions: number, values: number) =>
  `höchstens ${dimensions} ganze Zahlen, deren Produkt höchstens ${count(values)} ist`;

export const emptyArchive = 'ein leeres Archiv';
export const oneArray = 'mindestens ein .npy-Array';

export const idxFile = 'IDX-Datei';
export const idxMagic = 'zwei Nullbytes, ein Typ und die Zahl der Dimensionen';
export const typeOf = (where: string) => `${where}, Typ`;
export const dimensionsOf = (where: string) => `${where}, Zahl der Dimensionen`;
export const dimensions = (most: number) => `1 bis ${most}, und für jede eine Größe`;
export const sizesOf = (where: string) => `${where}, Größen`;
export const valuesOf = (shape: string, width: number) => `${shape} Werte zu ${bytes(width)}`;
export const asManyAs = (size: number) => `so viele, wie in den Daten stehen (${bytes(size)})`;
