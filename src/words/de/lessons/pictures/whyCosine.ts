/** Linear against cosine: controls, charts and the sentences that are computed. */
import { count } from '../../../../lib/numbers';

export const steps = 'Schritte zurück';
export const leftOut = 'Am Anfang ausgelassen';
export const spendingPicture = 'Wo die Schritte liegen';
export const errorsPicture = 'Fehler nach Schritten';
export const schedules = { linear: 'linear', cosine: 'Kosinus' };

interface Both {
  readonly linear: string;
  readonly cosine: string;
}
export const spending = (settled: Both, half: Both) =>
  `Unter log SNR −4 verbraucht linear ${settled.linear} seiner Schritte, Kosinus ${settled.cosine}; auf halbem Weg sind ${half.linear} und ${half.cosine} der Varianz Signal.`;

interface Errors extends Both {
  readonly steps: number;
  /** The share of the way back that is left out; null for none. */
  readonly skipped: string | null;
  /** How many times as far or nearer linear is; null for about as far. */
  readonly verdict: { readonly times: string; readonly isNearer: boolean } | null;
}
export const errors = ({ steps, skipped, linear, cosine, verdict }: Errors) =>
  `${skipped ? `Ohne die ersten ${skipped} des Rückwegs enden ${steps} Schritte` : `${steps} Schritte enden`} mit linear ${linear} und mit Kosinus ${cosine} von den Daten entfernt (Wasserstein-1, exakter Entrauscher): Linear ist ${
    verdict
      ? `${verdict.times}-mal ${verdict.isNearer ? 'näher' : 'so weit entfernt'}`
      : 'etwa gleich weit entfernt'
  }.`;

interface Measured extends Both {
  readonly floor: string;
  /** Points of each set. */
  readonly n: number;
  /** Between the two means, with its standard error. */
  readonly difference: string;
  /** Null where the difference is within chance. */
  readonly nearer: 'linear' | 'cosine' | null;
}
export const pair = ({ linear, cosine, floor, n, difference, nearer }: Measured) =>
  `Das mitgelieferte Paar von Netzen (Swiss Roll, DDIM, Energieabstand von ${count(n)} Punkten, 3 Seeds des Rauschens): linear ${linear}, Kosinus ${cosine}; echte Daten: ${floor}. Ihre Mittel unterscheiden sich um ${difference}: ${nearer ? `${schedules[nearer]} ist näher` : 'im Rahmen des Zufalls'}.`;

export const settled = 'log SNR unter −4';
export const stepsBack = 'Schritte zurück (DDIM)';
export const distance = 'Abstand von den Daten';

export const stripPicture = 'Dieselbe Ziffer mit beiden Rauschplänen';
export const strip = (linear: readonly string[], cosine: readonly string[]) =>
  `Eine Ziffer, dasselbe Rauschen, neun gleiche Schritte in t: Bei einem Viertel, der Hälfte und drei Vierteln sind mit linear ${linear.join(', ')} der Varianz Signal, mit Kosinus ${cosine.join(', ')}.`;
