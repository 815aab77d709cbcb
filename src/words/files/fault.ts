/** What a file has in the place of something else, in a sentence. */

/** A file error's sentences. */
export const fileError = (field: string, found: string, expected: string) =>
  `${field}: found ${found}; expected ${expected}.`;
export const nothing = 'nothing';
export const anObject = 'an object';
export const aValueOf = (type: string) => `a ${type}`;
