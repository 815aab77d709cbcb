/** What stands in the pictures: axes, keys, notes, empty frames. */
import { count, decimal, figure, percent } from '../lib/numbers';

export const noisingTime = 'noising time t';
export const trainingStep = 'training step';
export const step = 'step';
export const noLosses = 'No losses yet.';
export const yourLine = 'Your run draws its line here.';
export const rowsAppear = 'Rows appear as training goes on.';
export const oneBarATerm = 'One bar a term.';
export const errorOf = (symbol: string) => `error of ${symbol}`;
export const errorOnLogScale = (symbol: string) => `error of ${symbol}, log scale`;
export const densityScale = 'density, √ scale';
export const now = (value: number) => `${figure(value, 2)} now`;

export const lossAt = (loss: string, smoothed: string) => `${decimal(loss)}, smoothed ${decimal(smoothed)}`;
export const atStep = (step: number, losses: string) => `step ${step}: ${losses}`;
export const symbolIn = (symbol: string, side: string) => `${symbol} in ${side}`;
export const floor = 'floor';
/** "floor 0.27: exact ε* of 5,000 points". @param value null where there are several */
export const exactFloor = (value: number | null, symbols: string, points: number | null) =>
  `floor${value === null ? '' : ` ${figure(value)}`}: exact ${symbols}${points === null ? '' : ` of ${count(points)} points`}`;

export const noSchedule = 'No schedule with these settings.';
export const signalOfVariance = 'signal, of the variance';
export const signalShare = (share: number) => percent(share, 0);

export const oneDeviation = '1 standard deviation of the data';
export const oneDeviationShort = '1 s.d.';
export const noProcess = 'these settings give no process';
export const samplesAppear = 'samples appear here';
export const dataNow = (then: string) => `data; ${then}`;
export const data = 'data';
export const samples = 'samples';

export const noise = 'noise';
export const firstSamples = 'first samples';
export const realData = 'real data';
export const predictions = 'predictions x̂₀ at this t';
