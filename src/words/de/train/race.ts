/** The comparison of samplers in Train. */
import { count, joined, plural } from '../../../lib/numbers';

export const title = 'Sampler im Vergleich, aus demselben Rauschen';
export const steps = (n: number) => `${count(n)} ${plural(n, { one: 'Schritt', other: 'Schritte' })}`;
const evaluations = (n: number) => `${count(n)} ${plural(n, { one: 'Auswertung', other: 'Auswertungen' })}`;
export const ofWeights = (step: number) =>
  `EMA-Gewichte von Schritt ${count(step)}; die Zeilen sind Sampler, die Spalten Schrittzahlen`;
export const oneModel = (counts: readonly number[]) =>
  `Ein trainiertes Modell, gezogen mit ${joined(counts.map((n) => count(n)))} ${counts.length === 1 && counts[0] === 1 ? 'Schritt' : 'Schritten'}.`;
export const choose = 'Zu vergleichende Sampler';
export const start = 'Vergleich starten';
export const again = 'Erneut vergleichen';
export const comparing = 'Sampler werden verglichen';
export const cancel = 'Abbrechen';
export const trainFirst = 'Zuerst ein Modell trainieren.';
export const failed = 'Die Sampler konnten nicht verglichen werden.';
export const table = 'Sampler-Vergleich';
export const tableScrolls = 'Stichproben nach Sampler und Schrittzahl, seitwärts verschiebbar';
export const theData = 'Die Daten';
export const data = 'Daten';
export const distance = (value: string) => `Energieabstand ${value}`;
export const belowPictures =
  'Unter jedem Bild: sein Energieabstand als Vielfaches der Untergrenze, also des Abstands echter von echten Daten.';
export const chart = 'Energieabstand nach Netzauswertungen';
export const evaluationsAxis = 'Netzauswertungen je Stichprobe';
export const floor = 'Untergrenze';
export const columns = ['Sampler', 'Schritte', 'Auswertungen', 'Energieabstand', 'Untergrenzen', 'ms'];

export const noneWithin = (floors: number, most: number) =>
  `Kein Sampler bleibt mit bis zu ${evaluations(most)} innerhalb der ${floors}-fachen Untergrenze`;
export const fewestNeeded = (samplers: readonly string[], least: number, floors: number) =>
  `${joined(samplers)} ${samplers.length > 1 ? 'brauchen' : 'braucht'} ${evaluations(least)} bis zur ${floors}-fachen Untergrenze`;
/** @param most of the ratios to the floor; equal to `least` where they do not differ */
export const afterOne = (least: string, most: string) =>
  `Mit einer Auswertung ist der Energieabstand ${least === most ? least : `${least}- bis ${most}`}-mal so groß wie die Untergrenze: Jede Stichprobe ist die Vorhersage x̂₀ des Netzes aus reinem Rauschen.`;
export const notSampled = 'noch nicht gezogen';
export const cell = (distance: string, floors: string, nfe: number, time: string) =>
  `Energieabstand ${distance}, das ${floors}-Fache der Untergrenze; ${evaluations(nfe)}, ${time}`;
export const cellLabel = (sampler: string, n: number, summary: string) =>
  `${sampler}, ${steps(n)}: ${summary}`;
