/** What a ZIP archive and compressed data have and should have at a place. */
import { count, plural } from '../../../lib/numbers';
import { bytes } from './file';

export const archive = 'ZIP-Archiv';
export const endRecord = 'ZIP-Schlusseintrag';
export const endRecordEntries = 'ZIP-Schlusseintrag, Zahl der Einträge';
export const directory = 'ZIP-Verzeichnis';
export const sizeOfAll = 'ZIP, unkomprimierte Größe aller Einträge';
export const directoryEntry = (n: number) => `ZIP-Verzeichnis, Eintrag ${n}`;
export const entry = (name: string) => `ZIP-Eintrag ${name}`;
export const localHeader = (entry: string) => `${entry}, lokaler Header`;
export const nameIn = (where: string) => `${where}, Name`;
export const methodOf = (entry: string) => `${entry}, Methode`;
export const offsetOf = (entry: string) => `${entry}, Position`;
export const compressedData = (where: string) => `${where}, komprimierte Daten`;
export const compressedSize = (where: string) => `${where}, komprimierte Größe`;
export const uncompressedSize = (where: string) => `${where}, unkomprimierte Größe`;

export const noEndRecord = 'keiner';
export const oneAtEnd = 'einer am Ende der Datei';
export const tooMany = (n: number) => `${bytes(n)} zu viel`;
export const entriesThatFill = (n: number) =>
  plural(n, { one: `${count(n)} Eintrag, der es ausfüllt`, other: `${count(n)} Einträge, die es ausfüllen` });
export const smallArchive = `ein Archiv unter 4 GB mit weniger als ${count(65_535)} Einträgen`;
export const severalDisks = 'ein Archiv, das auf mehrere Datenträger verteilt ist';
export const singleFile = 'eine einzige Datei';
export const bytesFromTo = (start: number, end: number) => `Bytes ${start} bis ${end}`;
export const endBeforeRecord = (end: number) => `ein Ende bei Byte ${end}, wo der Schlusseintrag beginnt`;
export const noEntry = 'kein Eintrag';
export const signature = (letters: string) => `seine Signatur, ${letters}`;
export const endAt = (byte: number) => `ein Ende bei Byte ${byte}`;
export const endWithinDirectory = (most: number) =>
  `eines innerhalb des Verzeichnisses, höchstens bei ${most}`;
export const encrypted = 'ein verschlüsselter Eintrag';
export const withoutPassword = 'einer ohne Passwort';
export const methods = '0 (unkomprimiert) oder 8 (Deflate)';
export const zip64Sizes = 'ZIP64-Größen';
export const smallEntry = 'ein Eintrag unter 4 GB';
export const onOtherDisk = 'ein Eintrag auf einem anderen Datenträger';
export const noneAt = (byte: number) => `keiner bei Byte ${byte}`;
export const signatureBefore = (letters: string) => `${signature(letters)}, vor dem Verzeichnis`;
export const dataBefore = (byte: number) => `Daten, die vor dem Verzeichnis bei Byte ${byte} enden`;
export const theName = (name: string) => `der Name ${name}`;
export const nameOfDirectory = 'der Name, der im Verzeichnis steht';
export const method = (id: number) => `Methode ${id}`;
export const asInDirectory = (value: number | string) => `${value}, wie im Verzeichnis`;
export const storedSize = (size: number) => `${count(size)}, die gespeicherte Größe`;
export const outOf = (size: number, packed: number) => `${bytes(size)} aus ${count(packed)}`;
export const timesAsMany = (ratio: number) => `höchstens das ${count(ratio)}-Fache`;
export const overlap = (at: number) => `${at}, eine Überlappung`;
export const afterEnd = (byte: number, name: string) => `mindestens ${byte}, wo ${name} endet`;
export const nameTwice = 'zweimal derselbe Name';
export const nameOnce = 'jeder Name einmal';
export const folderOf = (size: number) => `ein Ordner mit ${bytes(size)}`;
export const emptyFolder = 'ein leerer';
export const relativePath = 'ein relativer Pfad ohne "..", Laufwerksbuchstaben und Steuerzeichen';
export const fileOfName = 'eine Datei dieses Namens';

export const notDecompressed = 'Bytes, die sich nicht dekomprimieren lassen';
export const wholeStream = 'ein vollständiger Deflate-Datenstrom';
export const moreData = 'mehr Daten';
