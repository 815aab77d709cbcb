/** Why nothing can be learned from data: text, drawings, tables. */
import { count } from '../../../lib/numbers';

/** What the points are, where something is wrong with them. */
export const theDrawing = 'Die Zeichnung';
export const theTable = 'Die Tabelle';
export const tooFewPoints = (what: string, points: number, least: number) =>
  `${what} hat ${count(points)} ${points === 1 ? 'Punkt' : 'Punkte'}, zu wenige zum Lernen: mindestens ${count(least)} sind nötig.`;
export const notFinite = (what: string, point: number) =>
  `${what} hat bei Punkt ${point} eine Koordinate, die keine endliche Zahl ist.`;
export const allInOnePlace = (what: string) =>
  `${what} hat alle Punkte an einem Ort: es gibt keine Form zu lernen.`;
export const flatColumn = (column: number) =>
  `Spalte ${column} der Tabelle hat in jeder Zeile denselben Wert: sie muss variieren.`;
export const emptyText = 'Der Text ist leer: mindestens einen Buchstaben eingeben.';
export const longText = (characters: number, most: number) =>
  `Der Text hat ${count(characters)} Zeichen: höchstens ${count(most)} sind als Punkte unterscheidbar. Den Text kürzen.`;
export const undrawableText = (missing: string) =>
  `Der Text enthält nichts, was gezeichnet werden kann (${missing}): lateinische Buchstaben, Ziffern und Satzzeichen gehen.`;
export const noSource = (name: string, needed: string, found: string | undefined) =>
  `${name}: noch ist nichts zum Lernen da; nötig ist ${needed}, da ist ${found ?? 'nichts'}.`;
export const noPointOfClass = (label: number) => `Kein Punkt der Klasse ${label} wurde gefunden.`;
export const dataNotHere = (name: string) =>
  `${name}: diese Daten sind nicht hier. Stichproben können gezogen werden; zum Trainieren oder Messen die Tabelle öffnen.`;
export const madeOfImages = (id: string) =>
  `„${id}“ besteht aus Bildern: hier einen Datensatz aus Punkten wählen.`;
