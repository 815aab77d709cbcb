/** The reverse SDE, with parts of it left out, and one step of it by Bayes. */

export const title = 'Back in time: the reverse SDE';
export const steps = [
  'Choose what stands in the drift and in the noise, one after the other.',
  'Compare the distance from the data with that of fresh data.',
  'Then make the step δ smaller, and watch Bayes’ posterior become a Gaussian.',
];
export const look = 'Where the paths end on the right, at the data, and the two curves of one small step.';
export const outcome =
  'Adding the [Fokker–Planck equations](term:fokker-planck) of the ways forth and back gives dx = [f − g² ∇log p] dt + g dw: the whole [score](term:score) with the noise, the [reverse SDE](term:reverse-sde). Half the score without noise, the [ODE](term:probability-flow-ode), has the same p_t. The whole score without noise is too much: every sample runs to the heavier peak. No score at all is the forward drift run backwards, which only grows: the deviation of x ends above 200 in the place of 1. By Bayes, p(x_t | x_{t+δ}) is the same Gaussian up to a total variation of 0.026 for δ = 0.1, 0.0050 for 0.01 and 0.00056 for 0.001 (at t = 0.3, x = 0.4), so that small steps may be Gaussian, and long ones may not.';
