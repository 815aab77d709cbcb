/** Why the drawing of a link cannot be read, or does not fit one. */
import { count } from '../../lib/numbers';

export const tooManyCorners = (strokes: number) =>
  `The drawing has ${count(strokes)} strokes and more corners than a link holds: draw less, or open the points as a table.`;
export const linkCutOff = (characters: number, expected: string) =>
  `The link's drawing has ${count(characters)} characters: expected ${expected}. The link may have been cut off.`;
export const atMostCharacters = (most: number) => `at most ${count(most)}`;
export const moreCharacters = 'more';
export const fourAPoint = 'four a point';
export const drawingLeavesFrame = (character: number) =>
  `The link's drawing leaves its frame at character ${count(character)}. The link may have been changed.`;
export const badLinkCharacters = (characters: string, at: number) =>
  `The link's drawing has “${characters}” at character ${count(at)}: expected letters, digits, - and _.`;
