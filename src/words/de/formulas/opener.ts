/** The button beside an equation, and the formula that it opens. */

export const explain = 'Erklären';
/** Begins with the visible word. */
export const explainFormula = (title: string) => `Erklären: ${title}`;
export const titles = {
  ddpm: 'Ein Rückwärtsschritt von DDPM',
  ddim: 'Ein Schritt von DDIM',
  'dpm-solver++': 'Ein Schritt von DPM-Solver++',
  score: 'Der Score aus dem vorhergesagten Rauschen',
  loss: 'Der Verlust auf das Rauschen',
  lossOfX0: 'Der Verlust auf die Daten',
  lossOfV: 'Der Verlust auf v',
  lossOfVelocity: 'Der Verlust von Flow Matching',
  flowOde: 'Die DGL von Flow Matching',
  ode: 'Die Wahrscheinlichkeitsfluss-DGL',
  sde: 'Die Rückwärts-SDE',
  forwardSde: 'Die Vorwärts-SDE',
  chain: 'Ein Schritt der Kette',
  forward: 'Die geschlossene Form einer Kette',
  straight: 'Die geschlossene Form von Flow Matching',
  exploding: 'Die geschlossene Form eines VE-Prozesses',
  current: 'Der Wahrscheinlichkeitsstrom',
};
