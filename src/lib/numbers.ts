/** Numbers, plurals and lists of names in the language of the page. */
import { language } from '../words/language';

const numbers = new Intl.NumberFormat(language, { maximumFractionDigits: 0 });
const plurals = new Intl.PluralRules(language);
const lists = new Intl.ListFormat(language === 'en' ? 'en-GB' : language); // no comma before "and"

/** "14,000": a whole number with separators. */
export const count = (n: number): string => numbers.format(n);

/** The form that a number asks for: English and German have `one` and `other`. */
export const plural = (n: number, forms: { readonly one: string; readonly other: string }): string =>
  plurals.select(n) === 'one' ? forms.one : forms.other;

/** "A", "A and B", "A, B and C". */
export const joined = (names: readonly string[]): string => lists.format(names);
