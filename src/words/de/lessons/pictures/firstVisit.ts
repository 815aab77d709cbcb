/** The sentences that the steps of a first visit compute. */
import { count, percent, plural } from '../../../../lib/numbers';

export const noise = {
  clear: 'Die Ziffer ist deutlich',
  fades: 'Die Ziffer verblasst',
  gone: 'Von der Ziffer ist fast nichts übrig',
};
interface NoiseState {
  readonly time: string;
  readonly last: number;
  readonly signal: string;
  readonly noise: string;
  readonly state: keyof typeof noise;
}
export const noised = ({ time, last, signal, noise: share, state }: NoiseState) =>
  `Bei t = ${time} von ${last} sind ${signal} der Varianz Signal und ${share} Rauschen: ${noise[state]}.`;

interface Evaluated {
  readonly nfe: number;
}
const withEvaluations = (nfe: number) =>
  `Mit ${count(nfe)} ${plural(nfe, { one: 'Netzauswertung', other: 'Netzauswertungen' })}`;
export const nearestImage = ({
  nfe,
  distance,
  usual,
}: Evaluated & { readonly distance: number; readonly usual: number }) =>
  `${withEvaluations(nfe)} ist das ausgewählte Bild ${distance} vom nächsten Trainingsbild entfernt (quadratisches Mittel, von 255); Trainingsbilder sind es ${usual} von ihrem nächsten.`;
export const evaluatedAlike = (nfe: number) =>
  `${withEvaluations(nfe)} sind die Stichproben so nah an den Daten wie andere Daten.`;
export const evaluated = (nfe: number, standing: string) =>
  `${withEvaluations(nfe)} sind die Stichproben ${standing}.`;
export const stepsBack = 'Schritte zurück';
export const drawing = 'Das Netz zieht …';

export const untrained = 'Noch ist nichts trainiert. „Trainieren“ drücken.';
const trainedFor = (steps: number, seconds: number) =>
  `${count(steps)} ${plural(steps, { one: 'Schritt', other: 'Schritte' })} in ${count(seconds)} ${plural(seconds, { one: 'Sekunde', other: 'Sekunden' })}`;
export const beingMeasured = (steps: number, seconds: number) =>
  `${trainedFor(steps, seconds)}; die Stichproben werden gerade gemessen.`;
export const trainedAlike = (steps: number, seconds: number) =>
  `${trainedFor(steps, seconds)}: Die Stichproben sind so nah an den Daten wie andere Daten.`;
export const trained = (steps: number, seconds: number, standing: string) =>
  `${trainedFor(steps, seconds)}: Die Stichproben sind ${standing}.`;

interface Schedules {
  readonly time: string;
  /** Whole percent. */
  readonly linear: number;
  readonly cosine: number;
}
export const schedules = ({ time, linear, cosine }: Schedules) => {
  const verdict =
    linear === cosine
      ? 'Hier gibt es keinen Unterschied'
      : `${linear < cosine ? 'Linear' : 'Kosinus'} hat mehr zerstört`;
  return `Bei t = ${time} sind mit linear ${percent(linear / 100, 0)} der Varianz Signal und mit Kosinus ${percent(cosine / 100, 0)}: ${verdict}.`;
};
