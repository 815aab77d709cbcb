/** What a file has in the place of something else, in a sentence. */

/** A file error's sentences. */
export const fileError = (field: string, found: string, expected: string) =>
  `${field}: gefunden: ${found}; erwartet: ${expected}.`;
export const nothing = 'nichts';
export const anObject = 'ein Objekt';
export const aValueOf = (type: string) => `ein Wert vom Typ ${type}`;
