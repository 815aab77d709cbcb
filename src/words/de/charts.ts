/** What stands in the pictures: axes, keys, notes, empty frames. */
import { count, decimal, figure, percent } from '../../lib/numbers';

export const noisingTime = 'Rauschzeit t';
export const trainingStep = 'Trainingsschritt';
export const step = 'Schritt';
export const noLosses = 'Noch keine Verluste.';
export const yourLine = 'Hier erscheint die Kurve des eigenen Laufs.';
export const rowsAppear = 'Zeilen erscheinen, während das Training läuft.';
export const oneBarATerm = 'Ein Balken je Term.';
export const errorOf = (symbol: string) => `Fehler von ${symbol}`;
export const errorOnLogScale = (symbol: string) => `Fehler von ${symbol}, logarithmisch`;
export const densityScale = 'Dichte, √-Skala';
export const now = (value: number) => `jetzt ${figure(value, 2)}`;

export const lossAt = (loss: string, smoothed: string) => `${decimal(loss)}, geglättet ${decimal(smoothed)}`;
export const atStep = (step: number, losses: string) => `Schritt ${step}: ${losses}`;
export const symbolIn = (symbol: string, side: string) => `${symbol} in ${side}`;
export const floor = 'Untergrenze';
export const exactFloor = (value: number | null, symbols: string, points: number | null) =>
  `Untergrenze${value === null ? '' : ` ${figure(value)}`}: exaktes ${symbols}${points === null ? '' : ` von ${count(points)} Punkten`}`;

export const noSchedule = 'Kein Rauschplan mit diesen Einstellungen.';
export const signalOfVariance = 'Signalanteil der Varianz';
export const signalShare = (share: number) => percent(share, 0);

export const oneDeviation = '1 Standardabweichung der Daten';
export const oneDeviationShort = '1 σ';
export const noProcess = 'diese Einstellungen ergeben keinen Prozess';
export const samplesAppear = 'hier erscheinen Stichproben';
export const dataNow = (then: string) => `Daten; ${then}`;
export const data = 'Daten';
export const samples = 'Stichproben';

export const noise = 'Rauschen';
export const firstSamples = 'erste Stichproben';
export const realData = 'echt';
export const predictions = 'Vorhersagen x̂₀';
