/** The chain at several numbers of steps beside its SDE: controls, charts and the sentence that is computed. */

export const steps = 'Steps of the chain';
export const pathsPicture = 'Paths of the chain';
export const errorPicture = 'Error against steps';

export const tooFew = (steps: number, beta: string, fewest: number) =>
  `With ${steps} steps β would be ${beta} at the end, and √(1 − β) has no value: this chain needs at least ${fewest} steps.`;

interface Errors {
  readonly steps: number;
  readonly error: string;
  readonly times: string;
  readonly order: string;
  readonly beta: string;
  readonly rootError: string;
}
export const error = ({ steps, error, times, order, beta, rootError }: Errors) =>
  `${steps} steps: √ᾱ differs from α of the SDE by ${error} at most; with twice as many steps it is ${times} times smaller, order ${order}. At the end β = ${beta}, where √(1 − β) differs from 1 − β/2 by ${rootError}.`;

export const stepsOf = (steps: number) => `${steps} steps`;
export const noChain = (steps: number) => `no chain of ${steps} steps`;
export const numberOfSteps = 'steps N';
export const largestError = 'largest error of √ᾱ';
export const firstOrder = 'order 1';
