/** The parts of papers that sources name. */
import { joined, plural } from '../lib/numbers';

const place =
  (one: string, other: string) =>
  (...numbers: readonly string[]) =>
    `${plural(numbers.length, { one, other })} ${joined(numbers)}`;

const range = (places: string) => (from: string, to: string) => `${places} ${from} to ${to}`;

export const section = place('Section', 'Sections');
export const equation = place('Equation', 'Equations');
export const equations = range('Equations');
export const figure = place('Figure', 'Figures');
export const figures = range('Figures');
export const algorithm = place('Algorithm', 'Algorithms');
export const theorem = place('Theorem', 'Theorems');
export const table = place('Table', 'Tables');
export const appendix = place('Appendix', 'Appendices');
export const unnumbered = (place: string) => `${place} (unnumbered)`;
