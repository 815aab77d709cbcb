/** The language of this dictionary. */

export const language: string = 'en';
/** Languages of the page with their own names and addresses, in the order in which they are offered. */
export const pages = [
  { language: 'en', name: 'English', file: 'index.html' },
  { language: 'de', name: 'Deutsch', file: 'de.html' },
] as const;
