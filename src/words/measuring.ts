/** What measuring the quality costs, and what the measure does. */
import { count } from '../lib/numbers';
import { roughDuration } from '../lib/times';

export const measuringCost = 'Measuring what this takes here …';
export const onThisDevice = (range: string) => `${range} on this device.`;
export const useTiny = (milliseconds: number) => `Use the tiny U-Net: about ${roughDuration(milliseconds)}`;

export const measuringQuality = 'Measuring the quality';
export const measureWith = (total: number, noun: string, time: string) =>
  `Measure with ${count(total)} ${noun}${time}`;
export const whatMeasureDoes =
  'Draws this many samples with the present settings, and measures them beside as many real ones';
export const measureLater = 'Available once the model has stopped training or drawing';

export const noClassifier = 'no classifier knows these images';
export const notMeasurable = 'these samples cannot be measured';
export const qualityNotMeasured = 'The quality could not be measured.';
