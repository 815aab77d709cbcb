/** The variational bound of a run in Train. */
import { count } from '../../lib/numbers';

export const title = 'The variational bound, term by term';
export const total = {
  'fixed-small': 'Total, with variance β̃',
  'fixed-large': 'Total, with variance β',
  learned: 'Total, with the learned variance',
};
export const caption = (unit: string) => `The bound, in ${unit} per dimension`;
export const reconstruction = 'Reconstruction, L₀';
export const steps = 'Steps, ΣLₜ';
export const prior = (
  <>
    Prior, L<sub>T</sub>
  </>
);
export const ode = 'NLL of the probability-flow ODE';
export const noOde = 'none: no signal at the end';
export const exact = 'Exact NLL of the data';
export const notKnown = 'not known';
export const bitsOrNats = 'nats or bits';
/** @param step null before the bound is evaluated */
export const equation = (steps: number | 'T', unit: string, step: number | null) => (
  <>
    L = L₀ + ΣLₜ + L<sub>T</sub> ≥ −log p of a chain of {steps} steps, in {unit} per dimension
    {step === null ? '' : `, at step ${count(step)}`}
  </>
);
/** @param learned whether the run has learned these samples */
export const basis = (n: number, unit: 'nats' | 'bits', learned: boolean) =>
  `Mean of ${count(n)} ${unit === 'bits' ? 'images' : 'points'} ${learned ? 'of the training data' : 'that the run has not learned'}; ± is the standard error.${unit === 'bits' ? ' The ODE gets pixels that are moved at random within their 8-bit bins.' : ''}`;
export const exactBasis = (n: number) =>
  `The exact NLL is the mean of ${count(n)} fresh points under the density of the data.`;
export const evaluate = 'Evaluate the bound';
export const evaluateAgain = 'Evaluate the bound again';
export const evaluating = 'Evaluating the bound';
export const cancel = 'Cancel';
export const failed = 'The bound could not be evaluated.';
export const chart = 'Terms of the bound by time';
export const twoModels =
  'The bound is of the chain of T Gaussian steps. The ODE is another model with the same network and a likelihood of its own; for a trained network either can be the larger.';
export const isTotal = (value: string, unit: string) => `The bound is ${value} ${unit} per dimension`;
export const noDifference = 'Learning the variance changes the bound by less than can be measured';
export const saves = (value: string, unit: string) =>
  `Learning the variance saves ${value} ${unit} per dimension`;
export const costs = (value: string, unit: string) =>
  `Learning the variance costs ${value} ${unit} per dimension so far`;
