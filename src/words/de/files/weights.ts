/** What files of weights and of a training state have and should have at a place. */
import { count, plural } from '../../../lib/numbers';
import { bytes } from './file';

export const tensorIn = (where: string, name: string) => `${where}, Tensor ${name}`;
export const tensor = (name: string) => `Tensor ${name}`;
export const ofUnet = 'U-Net-Gewichte';
export const classifier = 'Klassifikator';
export const weightAndBias = (shape: string) => `${shape}, und ein Bias mit gerader Zahl von Ausgängen`;

export const fileOf = (size: number) => `eine Datei mit ${bytes(size)}`;
export const bytesThatFollow = (n: number) => `höchstens ${bytes(n)}, denn mehr folgt nicht`;
/** As the file has it: 64 bits. */
export const length = (bytes: bigint) => `${count(bytes)} Bytes`;
export const noBrace = 'keine öffnende geschweifte Klammer';
export const jsonFromFirstByte = 'JSON vom ersten Byte an';
export const tensors = (n: number) => `${count(n)} Tensoren`;
export const noString = 'ein Wert, der keine Zeichenkette ist';
export const objectOfStrings = 'ein Objekt mit Zeichenketten';
export const tensorObject = 'ein Objekt mit dtype, shape und data_offsets';
export const unknownKey = 'ein unbekannter Schlüssel';
export const listOfSizes = (most: number) =>
  `eine Liste von höchstens ${most} ganzen Zahlen, keine davon negativ`;
export const beginAndEnd = '[Anfang, Ende] mit Anfang <= Ende';
export const bytesFor = (size: number, dtype: string, shape: string) =>
  `${bytes(size)} für ${dtype} ${shape}`;
export const endWithin = (size: number) => `ein Ende innerhalb der Daten (${bytes(size)})`;
export const overlap = (begin: number) => `eine Überlappung: der Tensor beginnt bei ${begin}`;
export const hole = (begin: number) => `eine Lücke: der Tensor beginnt bei ${begin}`;
export const beginAfter = (end: number) => `ein Anfang bei ${end}, wo der vorige Tensor endet`;
export const bytesAfterLast = (n: number) => `${bytes(n)} nach dem letzten Tensor`;
export const noBytes = 'keine';

export const digestOfFile = 'der SHA-256-Hashwert der Datei: 64 Hexadezimalziffern';
export const digest = (digits: string) => `der Hashwert ${digits}`;
export const digestWhenWritten = (digits: string) => `${digits}, mit dem die Datei geschrieben wurde`;

export const tensorTwice = 'zweimal, unter zwei gleichbedeutenden Namen';
export const tensorOnce = 'jeder Tensor einmal';
export const notFinite = (n: number, of: number, first: number) =>
  `${count(n)} von ${count(of)} Werten nicht endlich (der erste ist ${first})`;
export const finiteWeights = 'endliche Gewichte: mit diesen wäre jede Stichprobe leer';

export const stepCount = 'eine ganze Zahl von Schritten';
export const unknownName = 'ein unbekannter Name';
export const beginsWith = (prefixes: readonly string[]) => `einer, der mit ${prefixes.join(', ')} beginnt`;
export const numbers = (n: number) => plural(n, { one: `${count(n)} Zahl`, other: `${count(n)} Zahlen` });
export const lossMoments = (n: number) => `${count(n)} endliche Zahlen ab 0`;
/** @param shape null where the file has no such tensor */
export const shape = (shape: string | null) => (shape === null ? 'kein solcher Tensor' : `die Form ${shape}`);
export const shapeOfWeight = (shape: string | null) =>
  shape === null ? 'keiner, denn ein solches Gewicht gibt es nicht' : `die Form seines Gewichts, ${shape}`;
