/** The language of this dictionary. */

export { pages } from '../language';
export const language: string = 'de';
