/** The average of one noisy weight, and what averages of a network draw: controls, charts and the sentences that are computed. */

export const averages = {
  newest: 'neueste Gewichte',
  '0.9': 'Faktor 0,9',
  '0.99': 'Faktor 0,99',
  '0.999': 'Faktor 0,999',
  'not warmed up': 'Faktor 0,999, ohne Warm-up',
};
export const decay = 'Faktor';
export const warmUp = 'Warm-up';
export const withWarmUp = 'mit';
export const withoutWarmUp = 'ohne';
export const averagePicture = 'Ein Gewicht und sein Mittelwert';
export const measuredPicture = 'Gemessen nach Faktor';

export const noAverage = 'Faktor 0 mittelt nichts: Das ist das neueste Gewicht.';

interface Average {
  readonly decay: string;
  readonly halfLife: string;
  /** The share of the start that is left after so many steps; null with warm-up. */
  readonly start: { readonly steps: number; readonly share: string } | null;
  readonly shaking: string;
}
export const average = ({ decay, halfLife, start, shaking }: Average) =>
  `Mit Faktor ${decay} stammt die Hälfte des Mittelwerts aus den letzten ${halfLife} Schritten; ${start ? `nach ${start.steps} Schritten ohne Warm-up ist noch ${start.share} des Mittelwerts der Anfang` : 'mit Warm-up ist der Anfang bald vergessen'}. Auf lange Sicht bewegt er sich ${shaking}-mal so weit wie das Gewicht.`;

interface Measured {
  readonly steps: string;
  readonly rate: string;
  readonly weights: string;
  readonly distance: string;
  readonly floor: string;
}
export const measured = ({ steps, rate, weights, distance, floor }: Measured) =>
  `Ein Netz nach ${steps} Schritten bei konstanter Lernrate ${rate}, ${weights}: ${distance} von den Daten entfernt (Energieabstand, 3 Seeds); echte Daten: ${floor}.`;

export const trainingStep = 'Trainingsschritt';
export const weight = 'ein Gewicht';
export const newestWeight = 'das neueste Gewicht';
export const itsAverage = 'sein Mittelwert';
export const bestValue = 'bester Wert, gestrichelt';
