/** Why the drawing of a link cannot be read, or does not fit one. */
import { count } from '../../../lib/numbers';

export const tooManyCorners = (strokes: number) =>
  `Die Zeichnung hat ${count(strokes)} Striche und mehr Ecken, als ein Link fasst: weniger zeichnen oder die Punkte als Tabelle öffnen.`;
export const linkCutOff = (characters: number, expected: string) =>
  `Die Zeichnung des Links hat ${count(characters)} Zeichen: erwartet sind ${expected}. Der Link ist vielleicht abgeschnitten.`;
export const atMostCharacters = (most: number) => `höchstens ${count(most)}`;
export const moreCharacters = 'mehr';
export const fourAPoint = 'vier je Punkt';
export const drawingLeavesFrame = (character: number) =>
  `Die Zeichnung des Links verlässt bei Zeichen ${count(character)} ihren Rahmen. Der Link ist vielleicht verändert worden.`;
export const badLinkCharacters = (characters: string, at: number) =>
  `Die Zeichnung des Links hat „${characters}“ an Stelle ${count(at)}: erwartet sind Buchstaben, Ziffern, - und _.`;
