/** What a recording that ships has and should have at a place: a part of the first view. */

export const recordingDamaged = 'Die Datei ist beschädigt oder keine Aufzeichnung: die Website neu bauen';
export const recording = 'Aufzeichnung';
export const inRecording = (field: string) => `${recording}, ${field}`;
export const header = 'Header';
export const body = 'Datenteil';
export const jsonObject = 'ein JSON-Objekt';
export const wholeFrom = (least: number) => `eine ganze Zahl ab ${least}`;
export const numbers = (n: number) => `${n} Zahlen`;
export const pairs = (n: number) => `${n} Zahlenpaare`;
export const shapes = '[2] oder [Höhe, Breite, Kanäle]';
export const atMost = (most: number | string) => `höchstens ${most}`;
