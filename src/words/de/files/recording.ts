/** What a recording that ships has and should have at a place: a part of the first view. */

export const recordingDamaged = 'Die Datei ist beschädigt oder keine Aufzeichnung: die Website neu bauen';
export const inRecording = (field: string) => `Aufzeichnung, ${field}`;
export const header = 'Header';
export const body = 'Datenteil';
export const jsonObject = 'ein JSON-Objekt';
export const wholeFrom = (least: number) => `eine ganze Zahl ab ${least}`;
export const numbers = (n: number) => `${n} Zahlen`;
export const atMost = (most: number | string) => `höchstens ${most}`;
