/** Why a likelihood, an edit or a class cannot be computed with this model, and what to choose instead. */
import { count } from '../../lib/numbers';

export const odeEndsWithoutSignal = {
  message: 'The probability-flow ODE is followed in x/α, and with zero terminal SNR α is 0 at the end.',
  hint: 'Turn the rescaling off to compute likelihoods.',
};
export const inpaintingReadsPast = {
  message:
    'Inpainting goes back in time, and this sampler reads the states before, which are then of another path.',
  hint: 'Choose the sampler ddpm, or ddim.',
};

export const editOfOtherModel = (shape: string, expected: number, numbers: number) => ({
  message: `The model draws samples of ${shape} numbers, ${count(expected)} here, and this edit has ${count(numbers)}.`,
  hint: 'Choose a sample of this model.',
});
export const noReduction = (factor: number, shape: string) => ({
  message: `An image of ${shape} numbers cannot be reduced ${factor} times.`,
  hint: 'Choose a factor that divides its height and width.',
});
export const unknownClass = (label: number, classes: number) => ({
  message: `There is no class ${label}: the model has ${classes} classes.`,
  hint:
    classes > 0
      ? `Choose a class from 0 to ${classes - 1}, or -1 for all in turn.`
      : 'Choose a model with classes.',
});
