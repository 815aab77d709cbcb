/** Numbers, shares, plurals and lists of names as the page writes them, in its language. Pure. */
import { language } from '../words/language';

/** English is British: no comma before "and", the day before the month. */
export const locale = language === 'en' ? 'en-GB' : language;

const numbers = new Intl.NumberFormat(language, { maximumFractionDigits: 0 });
const plurals = new Intl.PluralRules(language);
const lists = new Intl.ListFormat(locale);
const point = new Intl.NumberFormat(language).format(0.5)[1];
/** What stands after the number of a share: German has a space before the sign. */
const percentSign = new Intl.NumberFormat(language, { style: 'percent' }).format(0).slice(1);

/** "14,000": a whole number with separators. */
export const count = (n: number | bigint): string => numbers.format(n);

/** The form that a number asks for: English and German have `one` and `other`. */
export const plural = (n: number, forms: { readonly one: string; readonly other: string }): string =>
  plurals.select(n) === 'one' ? forms.one : forms.other;

/** "A", "A and B", "A, B and C". */
export const joined = (names: readonly string[]): string => lists.format(names);

/**
 * "0.25": a number for the eye, with the decimal point of the language and no separators. Links, files and inputs keep the point.
 * @param value a number, or its text by `toFixed` and the like
 */
export const decimal = (value: number | string): string => String(value).replace('.', point);

/** In exponent form only below 1e-4 and from 1e6. */
function significantText(v: number, digits?: number): string {
  if (!Number.isFinite(v)) return String(v);
  const size = Math.abs(v);
  const rounded = +v.toPrecision(digits ?? (size >= 1 && size < 1e6 ? 4 : 3));
  const isPlain = rounded === 0 || (Math.abs(rounded) >= 1e-4 && size < 1e6);
  return isPlain ? String(rounded) : rounded.toExponential();
}

/**
 * A number with a few significant digits, for the eye: programs get `significant`.
 * @param digits significant digits; 4 from 1 up and 3 below by default
 */
export const figure = (v: number, digits?: number): string => decimal(significantText(v, digits));

/** The number that `figure` shows: of the cells of a table that is also saved as a file. */
export const significant = (v: number, digits?: number): number => Number(significantText(v, digits));

/** The text of a number with minus signs in the place of hyphens. */
export const withMinus = (number: string): string => number.replaceAll('-', '−');

/** As `figure`, for a formula: with minus signs, and ∞. */
export const formulaNumber = (v: number, digits = 3): string =>
  withMinus(figure(v, digits)).replace('Infinity', '∞').replace('e+', 'e');

/** "4.2", "310", "0.04": steps per second; a slow run does not read as one that stands still. */
export const rateText = (rate: number): string => (rate >= 10 ? count(rate) : decimal(+rate.toPrecision(2)));

/** Shares near 0 and near 1 need decimals, or rounding hides the difference from the end. */
function decimalsOf(share: number): number {
  if (share <= 0 || share >= 1) return 0;
  if (share < 0.01 || share > 0.999) return 2;
  return share < 0.1 || share > 0.99 ? 1 : 0;
}

/** A share above 0 does not read as none of it, nor one below 1 as all. */
const NEAR: Readonly<Record<string, string>> = { '0.00': '<0.01', '100.00': '>99.99' };

/** "78%", "6.3%", "0.63%", "<0.01%", "1,200%"; in German "6,3 %". @param share 1 is 100% */
export function percent(share: number, decimals = decimalsOf(share)): string {
  const hundredths = 100 * share;
  const text = hundredths.toFixed(decimals);
  const number =
    Math.abs(hundredths) >= 1000
      ? count(hundredths)
      : decimal(share > 0 && share < 1 ? (NEAR[text] ?? text) : text);
  return `${number}${percentSign}`;
}

/** A phrase at the beginning of a sentence. */
export const capitalised = (phrase: string): string => `${phrase[0].toUpperCase()}${phrase.slice(1)}`;

/** A message of any origin as a sentence: it ends with one full stop. */
export const asSentence = (message: string): string => (/[.!?…]$/.test(message) ? message : `${message}.`);
