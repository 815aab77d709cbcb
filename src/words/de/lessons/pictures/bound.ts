/** A Gaussian that one moves, its divergences and the bound that it gives: controls, charts and the sentences that are computed. */
import { count } from '../../../../lib/numbers';

export const mean = 'Mittelwert von q';
export const deviation = 'Standardabweichung von q';
export const setToPosterior = 'q auf die A-posteriori-Verteilung setzen';
export const boundPicture = 'A-posteriori-Verteilung und Schranke';
export const jensenPicture = 'Jensensche Ungleichung';

interface Terms {
  readonly gap: string;
  readonly reverse: string;
  readonly reconstruction: string;
  readonly toPrior: string;
  readonly elbo: string;
  readonly evidence: string;
}
export const terms = ({ gap, reverse, reconstruction, toPrior, elbo, evidence }: Terms) =>
  `KL(q ‖ p) = ${gap} Nats, KL(p ‖ q) = ${reverse}. E[log p(x|z)] − KL(q ‖ p(z)) = ${reconstruction} − ${toPrior} = ${elbo}, die ELBO; mit der Lücke von ${gap} ergibt sie log p(x) = ${evidence}.`;

interface Mixture {
  readonly half: string;
  readonly chord: string;
}
export const convex = ({ half, chord }: Mixture) =>
  `Die Mischung aus je zur Hälfte q und p(z|x) hat von p(z|x) die Divergenz ${half} Nats, und die Hälfte von KL(q ‖ p) ist ${chord}: Die Divergenz einer Mischung ist höchstens die Mischung der Divergenzen. Sie ist konvex.`;
export const convexPicture = 'Konvexität der Divergenz';
export const shareOfPosterior = 'Anteil von p(z|x) an der Mischung';
export const ofMixture = 'KL der Mischung';
export const mixedDivergences = 'Mischung der KLs, gestrichelt';

export const density = 'Dichte';
export const posteriorExact = 'p(z|x), exakt';
export const priorDashed = 'p(z), gestrichelt';
export const nats = 'Nats';
export const logOfMean = 'Logarithmus des Mittelwerts';
export const meanOfLog = 'Mittelwert des Logarithmus';

const units = { nats: 'Nats', bits: 'Bits' };
interface Trained {
  readonly step: number;
  readonly end: string;
  readonly middle: string;
  readonly steps: number;
  readonly sign: string;
  readonly first: string;
  readonly total: string;
  readonly unit: 'nats' | 'bits';
  readonly points: number;
  /** Whether the model has learned these samples. */
  readonly learned: boolean;
}
export const trained = ({ step, end, middle, steps, sign, first, total, unit, points, learned }: Trained) =>
  `Das eigene Modell im Schritt ${count(step)}: L_T ${end} + ΣL_t ${middle} über ${steps} Schritte ${sign} L₀ ${first} = ${total} ${units[unit]} je Dimension, eine Schranke für −log p(x₀) (Mittelwert über ${count(points)} ${learned ? 'Stichproben der Trainingsdaten' : 'frische Stichproben'}).`;
export const trainFirst =
  'Unten das Modell trainieren und „Schranke auswerten“ drücken: Hier werden ihre Terme aufsummiert.';
export const sumPicture = 'Die Terme aufsummiert';
export const termsAdded = 'addierte Terme, vom Rauschen zu den Daten';
export const perDimension = (unit: 'nats' | 'bits') => `${units[unit]} je Dimension`;
