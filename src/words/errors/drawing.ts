/** Why the drawing of a link cannot be read, or does not fit one. */

export const tooManyCorners = (strokes: number) =>
  `The drawing has ${strokes} strokes and more corners than a link holds: draw less, or open the points as a table.`;
export const linkCutOff = (characters: number, expected: string) =>
  `The link's drawing has ${characters} characters: expected ${expected}. The link may have been cut off.`;
export const atMostCharacters = (most: number) => `at most ${most}`;
export const moreCharacters = 'more';
export const fourAPoint = 'four a point';
export const drawingLeavesFrame = (character: number) =>
  `The link's drawing leaves its frame at character ${character}. The link may have been changed.`;
export const badLinkCharacters = (characters: string, at: number) =>
  `The link's drawing has “${characters}” at character ${at}: expected letters, digits, - and _.`;
