/** The formulas of the page: what each says, and what stands around it. */

import { capitalised, count } from '../../../lib/numbers';

export const says = {
  ddpm: 'Die nächsten Stichproben werden aus der A-posteriori-Verteilung q(x_{t−1} | x_t, x₀) gezogen, mit der Vorhersage x̂₀ des Netzes anstelle von x₀. Überspringt das Ziehen Schritte, so gilt dieselbe Formel zwischen den beiden besuchten Rauschstufen.',
  ddim: 'Das vorhergesagte Rauschen bleibt und wird so mit der Vorhersage der Daten gemischt, wie es die nächste Rauschstufe verlangt. Mit η = 0 wird kein Rauschen gezogen.',
  'dpm-solver++':
    'Der lineare Teil der Wahrscheinlichkeitsfluss-DGL wird exakt gelöst, und x̂₀ gilt über den Schritt als konstant. Bei Ordnung 2 werden die letzten beiden Vorhersagen durch eine Gerade verbunden.',
  score:
    'Ein Netz, das das Rauschen vorhersagt, kennt auch den Score: Beide unterscheiden sich um den Faktor −1/σ. Der Code ist der der exakten Referenz, die umgekehrt vorgeht, ε = −σ ∇ log p.',
  loss: 'Der mittlere quadratische Abstand des vorhergesagten vom hinzugefügten Rauschen, über Daten, Rauschen und t.',
  lossOfX0:
    'Der mittlere quadratische Abstand der vorhergesagten Daten von den Daten: Das Netz ist ein Entrauscher.',
  lossOfV: 'Der mittlere quadratische Abstand des vorhergesagten v von dem aus Daten und Rauschen.',
  lossOfVelocity:
    'Der mittlere quadratische Abstand der vorhergesagten Geschwindigkeit von der einer Geraden zwischen Daten und Rauschen. Die Arbeiten zählen die Zeit vom Rauschen zu den Daten, ihre Geschwindigkeit hat deshalb das andere Vorzeichen.',
  flowOde:
    'Stichproben folgen der marginalen Geschwindigkeit, dem Mittelwert von u über alle Geraden durch x bei t, vom Rauschen zu den Daten.',
  ode: 'Der halbe Score-Term ohne Rauschen ergibt bei jedem t dieselbe Dichte wie die SDE. Das Euler- und das Heun-Verfahren folgen ihr.',
  sde: 'Die Vorwärtsdrift abzüglich des ganzen Score-Terms führt, mit frischem Rauschen, vom Rauschen zurück zu den Daten. Die Zeit läuft rückwärts.',
  forwardSde:
    'Eine Drift und frisches Rauschen machen aus Daten Rauschen: f ist die Drift, g der Diffusionskoeffizient.',
  chain:
    'Der Zustand schrumpft um den Faktor √(1 − β), und Rauschen der Varianz β kommt hinzu: Die beiden Wurzeln halten die Varianz bei 1.',
  forward: 'Alle Schritte bis t auf einmal: die Daten mal √ᾱ, und Rauschen der Varianz 1 − ᾱ.',
  straight:
    'Eine Gerade von den Daten bei t = 0 zum Rauschen bei t = 1. Die Arbeiten zählen die Zeit andersherum.',
  exploding:
    'Die Daten bleiben, wie sie sind, und Rauschen wachsender Varianz kommt hinzu: die Summe aller Schritte der Kette von NCSN.',
  current:
    'Wie viel Wahrscheinlichkeit je Zeiteinheit durch x tritt. Nach der Fokker-Planck-Gleichung ändert sich die Dichte dort, wo sich der Strom ändert, ∂p/∂t = −∂J/∂x.',
};
export const forwardSdeEquations = 'Gleichung 5; VE ist Gleichung 9, VP Gleichung 11';
export const straightEquation = 'Gleichung 22, mit σ_min = 0';

export const numbersAt = 'Zahlen bei t =';
export const timeOfNumbers = 'Zeit der Zahlen';
export const symbols = 'Symbole';
export const symbol = 'Symbol';
export const meaning = 'Bedeutung';
export const now = 'Jetzt';
/** "ist das Rauschen, das hinzugefügt wurde", which follows a symbol elsewhere, as the beginning of a sentence. */
export const asMeaning = (gloss: string) => capitalised(gloss.replace(/^ist /, ''));
export const loss = (value: string, step: number) => `L = ${value} im Schritt ${count(step)}, geglättet.`;
export const noLoss = 'Vor dem ersten Trainingsschritt hat L keinen Wert.';
export const source = 'Quelle';
export const inCode = 'Im Code';
export const close = 'Schließen';

export const learnedSigma = (least: string, most: string) =>
  `σ_t von ${least} bis ${most}, wie es das Netz sagt`;
export const sigmaWithEta = (sigma: string, left: string, fresh: string) =>
  `${sigma}; mit η sind es ${left} davon und ${fresh} frisches Rauschen`;
export const ratioWithH = (ratio: string, h: string) => `${ratio}, mit h = ${h}`;
export const shrinkWithBeta = (shrink: string, beta: string) => `${shrink}, mit β = ${beta}`;
export const rootAlphaBar = (root: string, alphaBar: string) => `${root}, also ᾱ = ${alphaBar}`;

interface Step {
  readonly from: string;
  /** The time to which it leads; null for the data. */
  readonly to: string | null;
  readonly number: number;
  readonly of: number;
}
export const step = ({ from, to, number, of }: Step) =>
  `Der Schritt von t = ${from} ${to === null ? 'zu den Daten' : `nach t = ${to}`}, Nummer ${number} von ${of}.`;
