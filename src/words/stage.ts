/** What stands in the picture of the samples: its scale, its keys, and what appears where. */
import { percent } from '../lib/numbers';

export const densityScale = 'density, √ scale';
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
