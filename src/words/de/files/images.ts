/** What the readers of images say: of pictures, arrays, archives, folders and sizes. */
import { count } from '../../../lib/numbers';

export const fromArrays = 'Die Bilder werden aus den Arrays daneben genommen.';
/** @param why the reason, without its full stop */
export const noImage = (why: string) => `kein Bild (${why})`;
export const noImageOf = (path: string, why: string) => `kein Bild (${path}: ${why})`;
export const noImageAtAll = 'kein Bild';
export const files = (n: number) => `${count(n)} Dateien`;
export const tooLarge = (mebibytes: number, most: number) =>
  `Sie hat ${mebibytes} MiB; gelesen werden höchstens ${most}.`;
export const neitherIdxNorNumpy = 'Darin ist weder eine IDX-Datei noch ein NumPy-Array: erst entpacken.';
export const archiveInArchive = 'Das ist ein Archiv in einem Archiv: erst entpacken.';
export const noKnownKind = 'Das ist keine PNG-, JPEG-, WebP-, NumPy- oder IDX-Datei.';
export const emptyArchive = 'Das Archiv ist leer.';
export const notDecoded = (reason: string) => `ein Bild, das sich nicht dekodieren lässt (${reason})`;
export const manyFolders = (folders: number, most: number) =>
  `Die Bilder liegen in ${count(folders)} Ordnern, mehr als die ${most} möglichen Klassen: Sie haben keine.`;
export const noFolder = 'kein Ordner';
export const folderNames = 'Namen der Ordner';
export const notUsed = (names: readonly string[]) => `Nicht benutzt: ${names.join(', ')}.`;
export const theArray = (name: string) => `das Array ${name}`;
export const kinds =
  'PNG-, JPEG- oder WebP-Bilder, .npy- oder .npz-Arrays, IDX-Dateien (auch mit gzip), oder eine Tabelle als .csv, .tsv oder .txt';
export const otherFiles = 'Andere Dateien wählen oder die Daten in einem dieser Formate speichern';
export const images = 'Bilder';
export const moreImages = 'Mehr Bilder wählen, einen Ordner voll oder ein ZIP';
export const atSize = (images: string, size: number) => `${images} zu ${size} × ${size}`;
export const atMostAtSize = (most: string) => `höchstens ${most} in dieser Größe`;
export const smallerSize = 'Eine kleinere Größe, Grau statt Farbe oder weniger Bilder wählen';
export const decoded = (n: number, problem: string) => `${count(n)}, die sich dekodieren lassen; ${problem}`;
export const saveDamagedAgain = 'Die beschädigten neu als PNG speichern oder andere wählen';
export const sizes = (least: string, most: string) => `${least} bis ${most}`;
export const numberAt = (where: string, index: number) => `${where}, Zahl ${count(index)}`;
export const finiteNumbers = 'endliche Zahlen';
export const removeNotFinite = 'Entfernen oder ersetzen, was nicht endlich ist';
export const stretched = (low: string, high: string) =>
  `Die Zahlen reichen von ${low} bis ${high}: Sie werden auf Schwarz bis Weiß gestreckt.`;
export const noArray = 'kein Array';
export const layouts = 'Bilder als [N, H, W], [N, H, W, C] oder [N, C, H, W] mit 1, 3 oder 4 Kanälen';
export const saveInLayout =
  'Die Bilder in einer dieser Anordnungen speichern, etwa numpy.savez("images.npz", images=x, labels=y); oder Punkte als .npy, je eine Zeile: [N, 2]';
