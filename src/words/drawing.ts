/** The pad on which a data set is drawn, and the editor of a drawn schedule. */
import { decimal, figure } from '../lib/numbers';

export const drawDataSet = 'Draw a data set';
export const drawWhat = 'Draw what the model should learn.';
export const withoutPointer = 'Without a pointer:';
export const typeWord = 'type a word';
export const inDataSetText = ', the data set Text.';
export const pad = 'Drawing pad';
export const undoStroke = 'Undo stroke';
export const clear = 'Clear';
export const useDrawing = 'Use this drawing';

export const betasAndEnd = (least: number, most: number, last: number) =>
  `β from ${figure(least)} to ${figure(most)}; ᾱ ends at ${figure(last)}, SNR ${figure(last / (1 - last))}.`;
export const startFrom = 'Start from';
export const aSchedule = 'a schedule…';
export const handle = (k: number, n: number) => `Handle ${k} of ${n}`;
export const place = (logSnr: number, t: number) =>
  `log SNR ${decimal(logSnr.toFixed(2))} at t ${decimal(t.toFixed(3))}`;
export const logSnrOverTime = 'Log SNR over t';
export const addHandle = 'Add a handle';
export const removeHandle = (k: number) => `Remove handle ${k}`;
export const keys =
  'Arrow keys move a handle, PageUp and PageDown move it by 1, [ and ] go to the next, Delete removes it.';
