/** Why the drawing of a link cannot be read, or does not fit one. */

export const tooManyCorners = (strokes: number) =>
  `Die Zeichnung hat ${strokes} Striche und mehr Ecken, als ein Link fasst: weniger zeichnen oder die Punkte als Tabelle öffnen.`;
export const linkCutOff = (characters: number, expected: string) =>
  `Die Zeichnung des Links hat ${characters} Zeichen: erwartet sind ${expected}. Der Link ist vielleicht abgeschnitten.`;
export const atMostCharacters = (most: number) => `höchstens ${most}`;
export const moreCharacters = 'mehr';
export const fourAPoint = 'vier je Punkt';
export const drawingLeavesFrame = (character: number) =>
  `Die Zeichnung des Links verlässt bei Zeichen ${character} ihren Rahmen. Der Link ist vielleicht verändert worden.`;
export const badLinkCharacters = (characters: string, at: number) =>
  `Die Zeichnung des Links hat „${characters}“ an Stelle ${at}: erwartet sind Buchstaben, Ziffern, - und _.`;
