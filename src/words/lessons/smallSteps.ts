/** The chain with smaller and smaller steps against its SDE. */

export const title = 'Δt → 0: from the chain to the SDE';
export const steps = [
  'Press the numbers of steps from 10 to 1000.',
  'From 25 steps on, read the error for each, and its order.',
  'Then look at the view below: the SDE has no steps at all.',
];
export const look = 'The path of the chain beside that of 4000 steps, driven by the same Brownian motion.';
export const outcome =
  'With β_t = β(t)Δt, a step is √(1 − β_t) x + √β_t ε, and √(1 − β) = 1 − β/2 − β²/8 − …: for β = 0.01 the two differ by 0.0000126. What is left as Δt → 0 is dx = −½β(t)x dt + √β(t) dw, the [VP](term:vp)-[SDE](term:sde). √ᾱ of the chain differs from α of the SDE by 0.0398 with 50 steps, 0.0097 with 200 and 0.0019 with 1000: the error is of order 1 in Δt. With 10 steps there is no chain, for β would be 2 at the end. With a = 1 in the place of √(1 − β) the same limit gives dx = g dw, the VE-SDE of NCSN.';
