/** The meaning of the equations' symbols: a sentence each, which follows the symbol. */

export const glosses = {
  c1: 'ist das Gewicht der Vorhersage, 1 im letzten Schritt; in einer Kette √ᾱ_{t−1} β_t / (1 − ᾱ_t).',
  c2: 'ist das Gewicht des jetzigen Zustands, 0 im letzten Schritt; in einer Kette √α_t (1 − ᾱ_{t−1}) / (1 − ᾱ_t).',
  alphaS: 'ist der Faktor der Daten zur nächsten Zeit s, in einer Kette √ᾱ_s.',
  sigmaS: 'ist die Standardabweichung des Rauschens zur nächsten Zeit s.',
  ratio:
    'ist der Anteil des Rauschens, der bleibt: seine Standardabweichung zur nächsten Zeit s geteilt durch die zur Zeit t. h ist der Schritt in log(α/σ).',
  sigma: 'ist die Standardabweichung des Rauschens zur Zeit t.',
  pull: 'ist das Quadrat der Rauschstärke, die der Vorwärtsprozess je Zeiteinheit hinzufügt.',
  xt: 'ist der verrauschte Zustand zur Zeit t.',
  z: 'ist frisches Rauschen aus N(0, 1). Im letzten Schritt kommt keins hinzu.',
  eps: 'ist das Rauschen im Zustand, wie das Netz es vorhersagt.',
  drift: 'ist die Drift des Vorwärtsprozesses, zur 0 hin.',
  epsdraw: 'ist das Rauschen, das zu den Daten hinzukam, aus N(0, 1) gezogen.',
  noise: 'ist Rauschen, aus N(0, 1) gezogen.',
  data: 'ist ein Datenpunkt.',
  abar: 'ist der Faktor der Daten zur Zeit t.',
  keep: 'ist der Faktor der Daten zur Zeit t.',
  time: 'ist die Zeit und der Faktor des Rauschens: beide Faktoren ergeben zusammen 1.',
  rest: 'ist die Standardabweichung des Rauschens zur Zeit t.',
  v: 'ist v, wie das Netz es vorhersagt.',
  u: 'ist die Geschwindigkeit, wie das Netz sie vorhersagt: wie sich ein verrauschter Zustand mit t ändert.',
  kick: 'ist das Rauschen, das der Vorwärtsprozess hinzufügt; g ist der Diffusionskoeffizient.',
  shrink: 'ist der Faktor des vorigen Zustands in einem Schritt.',
  step: 'ist das Rauschen, das ein Schritt hinzufügt, mit der Varianz β.',
  density: 'ist die Dichte der verrauschten Daten zur Zeit t.',
  current: 'ist der Wahrscheinlichkeitsstrom an jedem Ort.',
  vdraw:
    'ist √ᾱ_t ε − √(1 − ᾱ_t) x₀ eines Datenpunkts und seines Rauschens: der Weg von den Daten zum Rauschen bei t.',
};
