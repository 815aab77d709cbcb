/** The parts of papers that sources name. */
import { joined, plural } from '../../lib/numbers';

const place =
  (one: string, other: string) =>
  (...numbers: readonly string[]) =>
    `${plural(numbers.length, { one, other })} ${joined(numbers)}`;

const range = (places: string) => (from: string, to: string) => `${places} ${from} bis ${to}`;

export const section = place('Abschnitt', 'Abschnitte');
export const equation = place('Gleichung', 'Gleichungen');
export const equations = range('Gleichungen');
export const figure = place('Abbildung', 'Abbildungen');
export const figures = range('Abbildungen');
export const algorithm = place('Algorithmus', 'Algorithmen');
export const theorem = place('Satz', 'Sätze');
export const table = place('Tabelle', 'Tabellen');
export const appendix = place('Anhang', 'Anhänge');
export const unnumbered = (place: string) => `${place} (ohne Nummer)`;
