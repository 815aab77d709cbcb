/** β̃, β and the best variance between, and what a learned one gains: controls, charts and the sentences that are computed. */
import { count } from '../../../../lib/numbers';

export const learned = 'gelernt';
export const steps = 'Schritte der Kette';
export const onTrained = 'Gemessen an einem trainierten Netz';
export const theBound = 'Die Schranke';
export const samplesIn = (steps: string) => `Stichproben, ${steps} Schritte`;
export const variancesPicture = 'Varianz jedes Schritts';
export const measuredPicture = 'Gemessen mit drei Varianzen';
export const natsPerDimension = 'Nats je Dimension';

export const cost = (steps: number, small: string, large: string) =>
  `Mit ${steps} Schritten und dem exakten Mittelwert kostet β̃ ${small} Nats der Schranke und β ${large}.`;

interface Measured {
  readonly T: number;
  /** "β̃ 1.44 ± 0.01, β …". */
  readonly values: string;
}
export const bound = ({
  T,
  values,
  points,
  more,
}: Measured & { readonly points: number; readonly more: string }) =>
  `Ein Netz, auf drei Arten gelesen (T = ${T}, 3 Seeds): ${values} (Nats je Dimension an ${count(points)} frischen Punkten). β̃ braucht ${more} Nats mehr als die gelernte Varianz.`;
export const samples = ({
  T,
  values,
  drawn,
  steps,
  floor,
  ratio,
}: Measured & {
  readonly drawn: number;
  readonly steps: string;
  readonly floor: string;
  readonly ratio: string;
}) =>
  `Ein Netz, auf drei Arten gelesen (T = ${T}, 3 Seeds): ${values} (Energieabstand von ${count(drawn)} Stichproben in ${steps} Schritten; echte Daten: ${floor}). β̃ endet ${ratio}-mal so weit entfernt wie die gelernte Varianz.`;

export const varianceOverBeta = 'Varianz, geteilt durch β';
export const betaDashed = 'β, gestrichelt';
export const best = 'die beste, mit exaktem Mittelwert';
