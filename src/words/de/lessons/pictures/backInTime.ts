/** The reverse SDE, with parts of it left out, and one step of it by Bayes: controls, charts and the sentence that is computed. */
import { count } from '../../../../lib/numbers';

export const kinds = {
  sde: 'SDE: Score und Rauschen',
  ode: 'DGL: halber Score',
  scoreAlone: 'Score, kein Rauschen',
  noiseAlone: 'Rauschen, kein Score',
};
export const drives = 'Was den Rückweg treibt';
export const step = 'Schritt δ';
export const walkPicture = 'Pfade zurück in der Zeit';
export const stepPicture = 'Ein Schritt zurück';

interface Walk {
  readonly paths: number;
  readonly steps: number;
  readonly distance: string;
  /** Of fresh data: mean, deviation and number of draws. */
  readonly floor: string;
  readonly floorDeviation: string;
  readonly draws: number;
  readonly deviation: string;
}
export const walk = ({ paths, steps, distance, floor, floorDeviation, draws, deviation }: Walk) =>
  `${count(paths)} Pfade in ${steps} Schritten enden ${distance} von den Daten entfernt (Wasserstein-1; frische Daten: ${floor} ± ${floorDeviation}, ${draws} Ziehungen), mit Standardabweichung ${deviation}.`;

interface Step {
  readonly delta: string;
  readonly place: string;
  readonly time: string;
  readonly distance: string;
}
export const stepBack = ({ delta, place, time, distance }: Step) =>
  `Ein Schritt zurück um δ = ${delta} von x = ${place} bei t = ${time}: Die A-posteriori-Verteilung ist ${distance} von der Gaußverteilung entfernt (Totalvariation).`;

export const timeFalling = 't, fallend';
export const data = 'Daten';
export const placeAtTime = 'x bei t';
export const density = 'Dichte';
export const byBayes = 'nach Bayes';
export const gaussian = 'Gaußverteilung';
