/** A recording that ships and cannot be read. */

export const recordingDamaged = 'Die Datei ist beschädigt oder keine Aufzeichnung: die Website neu bauen';
