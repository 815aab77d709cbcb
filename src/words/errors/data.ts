/** Why nothing can be learned from data: text, drawings, tables. */
import { count } from '../../lib/numbers';

/** What the points are, where something is wrong with them. */
export const theDrawing = 'The drawing';
export const theTable = 'The table';
export const tooFewPoints = (what: string, points: number, least: number) =>
  `${what} has ${count(points)} ${points === 1 ? 'point' : 'points'}, too few to learn from: at least ${count(least)} are needed.`;
export const notFinite = (what: string, point: number) =>
  `${what} has a coordinate that is not a finite number, at point ${point}.`;
export const allInOnePlace = (what: string) =>
  `${what} has all its points in one place: there is no shape to learn.`;
export const flatColumn = (column: number) =>
  `The table's column ${column} has the same value in every row: it must vary.`;
export const emptyText = 'The text is empty: type at least one letter.';
export const longText = (characters: number, most: number) =>
  `The text has ${count(characters)} characters: at most ${count(most)} can be distinguished as points. Shorten it.`;
export const undrawableText = (missing: string) =>
  `The text has nothing that can be drawn (${missing}): Latin letters, digits and punctuation can.`;
export const noSource = (name: string, needed: string, found: string | undefined) =>
  `${name} has nothing to learn from yet: it needs ${needed}, and got ${found ?? 'nothing'}.`;
export const noPointOfClass = (label: number) => `No point of class ${label} was found.`;
export const dataNotHere = (name: string) =>
  `${name} are not here: samples can be drawn; open the table to train on or to measure them.`;
export const madeOfImages = (id: string) => `"${id}" is made of images: choose a data set of points here.`;
