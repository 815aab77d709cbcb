/** The button beside an equation, and the formula that it opens. */

export const explain = 'Explain';
/** Begins with the visible word. */
export const explainFormula = (title: string) => `Explain: ${title}`;
export const titles = {
  ddpm: 'One reverse step of DDPM',
  ddim: 'One step of DDIM',
  'dpm-solver++': 'One step of DPM-Solver++',
  score: 'The score, from the predicted noise',
  loss: 'The loss on the noise',
  lossOfX0: 'The loss on the data',
  lossOfV: 'The loss on v',
  lossOfVelocity: 'The loss of flow matching',
  flowOde: 'The ODE of flow matching',
  ode: 'The probability-flow ODE',
  sde: 'The reverse SDE',
  forwardSde: 'The forward SDE',
  chain: 'One step of the chain',
  forward: 'The closed form of a chain',
  straight: 'The closed form of flow matching',
  exploding: 'The closed form of a VE process',
  current: 'The probability current',
};
