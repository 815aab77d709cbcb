/** What stands in the picture of the samples: its scale, its keys, and what appears where. */
import { percent } from '../../lib/numbers';

export const densityScale = 'Dichte, √-Skala';
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
