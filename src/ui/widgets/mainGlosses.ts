/** The meaning of an equation's main symbol: the sentences that stand in the first view. */
export const MAIN_GLOSSES = {
  x0hat: 'is the network’s prediction of the clean samples.',
  udraw: 'is the velocity from data to noise, ε − x₀ on straight lines: sampling follows it backwards.',
  score: 'is the score: it points towards higher density.',
  ode: 'is half the score term, without noise: the same start gives the same end.',
  wiener: 'is fresh noise: the same start gives different ends.',
} as const;
