/** What the readers of tables say: of a cell, a row, the columns, and what is assumed. */
import { count, plural } from '../../../lib/numbers';

export const line = (number: number) => `Zeile ${number}`;
export const column = (name: number | string) => `Spalte ${name}`;
export const cell = (row: number, number: number) => `Zeile ${row}, Spalte ${number}`;

export const twoColumns = 'Gebraucht werden zwei Spalten von Zahlen: diese Zeile berichtigen oder entfernen';
export const rowsOfTwo = (least: number) => `mindestens ${count(least)} Zeilen mit zwei Zahlen`;
export const moreRows = 'Eine Datei mit mehr Zeilen öffnen: einige hundert zeigen eine Form';
export const readTwoWays = (text: string) => `${text}, was sich auf zwei Arten lesen lässt`;
export const oneDecimalMark =
  'ein Dezimalzeichen für die ganze Tabelle, und Tausender ohne Zeichen geschrieben';
export const writeDecimals =
  'Tausender ohne Zeichen und Dezimalzahlen mit Punkt schreiben und die Tabelle neu öffnen';
export const noRows = 'keine Zeilen';
export const noRowsAfter = (text: string) => `keine Zeilen nach ${text}`;
export const rows = (n: number) => plural(n, { one: `${count(n)} Zeile`, other: `${count(n)} Zeilen` });
export const oneColumn = (text: string) => `eine Spalte, ${text}`;
export const twoNumbers = 'zwei Zahlen, getrennt durch Komma, Strichpunkt, Tabulator oder Leerzeichen';
export const openTwoColumns = 'Eine Datei mit zwei Spalten von Zahlen öffnen';
export const aNumber = 'eine Zahl wie 1.5';
export const aFiniteNumber = 'eine endliche Zahl, die in 32 Bit passt';
export const withDecimalComma = 'eine Zahl mit Dezimalkomma, wie in den ersten Zeilen';
export const withDecimalPoint = 'eine Zahl mit Dezimalpunkt, wie in den ersten Zeilen';
export const sameInEveryRow = (value: number) => `${value} in jeder Zeile`;
export const valuesThatDiffer =
  'Werte, die sich unterscheiden, innerhalb der sieben Stellen, die 32-Bit-Zahlen behalten';
export const columnsThatVary = 'Spalten wählen, die sich ändern';
export const separators = {
  ';': 'Strichpunkte',
  '\t': 'Tabulatoren',
  '|': 'senkrechte Striche',
  ',': 'Kommas',
  ' ': 'Leerzeichen',
};
export const cells = (n: number, separator: string) =>
  `${plural(n, { one: `${n} Spalte`, other: `${n} Spalten` })}, getrennt durch ${separator}`;
export const asInFirstRow = (n: number) => `${n}, wie in der ersten Zeile`;
export const fixRow = 'Diese Zeile berichtigen oder entfernen';
export const orOtherColumns = (problem: string) => `${problem} Oder andere Spalten wählen.`;
export const noSuchColumn = 'keine solche Spalte';
export const oneOf = (names: readonly string[]) => `eine von ${names.join(', ')}`;
export const numbersTo = (last: number) => `0 bis ${last}`;
export const otherColumn = 'Eine andere Spalte wählen';

export const readAsNames = (row: string) => `Die erste Zeile, ${row}, gilt als Namen der Spalten.`;
export const readAsNamesOfPandas = (row: string) =>
  `Die erste Zeile, ${row}, gilt als Namen der Spalten, wie pandas sie schreibt.`;
export const readAsPoint = (row: string) =>
  `Die erste Zeile, ${row}, gilt als Punkt; wo sie die Spalten benennt, sie entfernen oder es so wählen.`;
export const beforeTable = (lines: readonly string[]) => `Vor der Tabelle: ${lines.join(', ')}.`;
export const readAsUnits = (row: string) => `Die Zeile unter den Namen, ${row}, gilt als Einheiten.`;
export const rowNotUsed = (row: string) => `Die Zeile ${row} wird nicht benutzt.`;
export const digitsLost = (number: number, before: number, after: number) =>
  `Spalte ${number} hat ${count(before)} verschiedene Werte; 32-Bit-Zahlen halten ${count(after)} davon auseinander.`;
/** @param label the column of classes, null where there is none */
export const columnsUsed = (
  of: number,
  [x, y]: readonly [string | number, string | number],
  label: string | number | null,
) =>
  `Die Datei hat ${of} Spalten: ${x} und ${y} werden benutzt${label === null ? '' : `, und ${label} als Klasse`}.`;
export const rowsUsed = (of: number, stride: number, used: number) =>
  `Die Datei hat ${count(of)} Zeilen: Eine von ${stride} wird benutzt, ${count(used)} insgesamt.`;
export const skipped = (lines: number) => `Leere Zeilen und Kommentare: ${count(lines)}.`;

export const saveAsText = 'Zwei Spalten von Zahlen als Text speichern, jede Zeile auf einer eigenen';
export const megabytes = (n: number) => `${n} MB`;
export const zeroBytes = 'Null-Bytes, wie in einer Binärdatei';
export const text = 'Text';
export const rowsOfTwoNumbers = 'Zeilen mit zwei Zahlen';
export const characters = (n: number) => `${count(n)} Zeichen`;
export const twoNumbersWithin = (most: number) => `zwei Zahlen, in höchstens ${count(most)}`;
export const moreComments = (most: number) => `mehr als ${count(most)} leere Zeilen oder Kommentare`;
