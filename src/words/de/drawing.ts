/** The pad on which a data set is drawn, and the editor of a drawn schedule. */
import { decimal, figure } from '../../lib/numbers';

export const drawDataSet = 'Datensatz zeichnen';
export const drawWhat = 'Hier zeichnen, was das Modell lernen soll.';
export const withoutPointer = 'Ohne Maus oder Finger:';
export const typeWord = 'ein Wort eingeben';
export const inDataSetText = ', mit dem Datensatz Text.';
export const pad = 'Zeichenfläche';
export const undoStroke = 'Strich zurücknehmen';
export const clear = 'Leeren';
export const useDrawing = 'Zeichnung verwenden';

export const betasAndEnd = (least: number, most: number, last: number) =>
  `β von ${figure(least)} bis ${figure(most)}; ᾱ endet bei ${figure(last)}, SNR ${figure(last / (1 - last))}.`;
export const startFrom = 'Ausgehen von';
export const aSchedule = 'einem Rauschplan…';
export const handle = (k: number, n: number) => `Stützpunkt ${k} von ${n}`;
export const place = (logSnr: number, t: number) =>
  `log SNR ${decimal(logSnr.toFixed(2))} bei t = ${decimal(t.toFixed(3))}`;
export const logSnrOverTime = 'Log SNR über t';
export const addHandle = 'Stützpunkt hinzufügen';
export const removeHandle = (k: number) => `Stützpunkt ${k} entfernen`;
export const keys =
  'Pfeiltasten bewegen einen Stützpunkt, Bild auf und Bild ab um 1, [ und ] gehen zum nächsten, Entf entfernt ihn.';
