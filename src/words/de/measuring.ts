/** What measuring the quality costs, and what the measure does. */
import { count } from '../../lib/numbers';
import { roughDuration } from '../../lib/times';

export const measuringCost = 'Der Aufwand auf diesem Gerät wird gemessen …';
export const onThisDevice = (range: string) => `${range} auf diesem Gerät.`;
export const useTiny = (milliseconds: number) =>
  `Das kleinste U-Net wählen: etwa ${roughDuration(milliseconds)}`;

export const measuringQuality = 'Messung der Qualität';
export const measureWith = (total: number, noun: string, time: string) =>
  `Messen: ${count(total)} ${noun}${time}`;
export const whatMeasureDoes =
  'Zieht so viele Stichproben mit den jetzigen Einstellungen und misst sie neben ebenso vielen echten Daten';
export const measureLater = 'Verfügbar, sobald das Modell nicht mehr trainiert oder zieht';

export const noClassifier = 'kein Klassifikator kennt diese Bilder';
export const notMeasurable = 'diese Stichproben sind nicht messbar';
export const qualityNotMeasured = 'Die Qualität konnte nicht gemessen werden.';
