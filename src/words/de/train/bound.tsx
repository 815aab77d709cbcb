/** The variational bound of a run in Train. */
import { count } from '../../../lib/numbers';

/** „nats“ are Nats in German, bits are Bits. */
const unitOf = (unit: string) => ({ nats: 'Nats', bits: 'Bits' })[unit] ?? unit;

export const title = 'Die Evidenzschranke, Term für Term';
export const total = {
  'fixed-small': 'Summe, mit der Varianz β̃',
  'fixed-large': 'Summe, mit der Varianz β',
  learned: 'Summe, mit der gelernten Varianz',
};
export const caption = (unit: string) => `Die Schranke in ${unitOf(unit)} je Dimension`;
export const reconstruction = 'Rekonstruktion, L₀';
export const steps = 'Schritte, ΣLₜ';
export const prior = (
  <>
    Prior, L<sub>T</sub>
  </>
);
export const ode = 'NLL der Wahrscheinlichkeitsfluss-DGL';
export const noOde = 'keine: kein Signal am Ende';
export const exact = 'Exakte NLL der Daten';
export const notKnown = 'nicht bekannt';
export const bitsOrNats = 'Nats oder Bits';
/** @param step null before the bound is evaluated */
export const equation = (steps: number | 'T', unit: string, step: number | null) => (
  <>
    L = L₀ + ΣLₜ + L<sub>T</sub> ≥ −log p einer Kette von {steps} Schritten, in {unitOf(unit)} je Dimension
    {step === null ? '' : `, bei Schritt ${count(step)}`}
  </>
);
/** @param learned whether the run has learned these samples */
export const basis = (n: number, unit: 'nats' | 'bits', learned: boolean) =>
  `Mittel über ${count(n)} ${unit === 'bits' ? 'Bilder' : 'Punkte'}, ${learned ? 'die zu den Trainingsdaten gehören' : 'die der Lauf nicht gelernt hat'}; ± ist der Standardfehler.${unit === 'bits' ? ' Für die DGL sind die Pixel zufällig innerhalb ihrer 8-Bit-Stufen verschoben.' : ''}`;
export const exactBasis = (n: number) =>
  `Die exakte NLL ist das Mittel über ${count(n)} frische Punkte unter der Dichte der Daten.`;
export const evaluate = 'Schranke auswerten';
export const evaluateAgain = 'Schranke erneut auswerten';
export const evaluating = 'Die Schranke wird ausgewertet';
export const cancel = 'Abbrechen';
export const failed = 'Die Schranke konnte nicht ausgewertet werden.';
export const chart = 'Terme der Schranke über die Zeit';
export const twoModels =
  'Die Schranke gehört zur Kette aus T Gaußschen Schritten. Die DGL ist ein anderes Modell mit demselben Netz und einer eigenen Likelihood; bei einem trainierten Netz kann jede von beiden die größere sein.';
export const isTotal = (value: string, unit: string) =>
  `Die Schranke beträgt ${value} ${unitOf(unit)} je Dimension`;
export const noDifference = 'Die gelernte Varianz ändert die Schranke um weniger, als messbar ist';
export const saves = (value: string, unit: string) =>
  `Die gelernte Varianz spart ${value} ${unitOf(unit)} je Dimension`;
export const costs = (value: string, unit: string) =>
  `Die gelernte Varianz kostet bisher ${value} ${unitOf(unit)} je Dimension`;
