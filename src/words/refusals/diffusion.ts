/** Why a process, a schedule or a sampler cannot be used as asked, and what to do instead. */

export const likelihoodFromNoise = {
  message: 'The probability-flow ODE is followed in x/α, and with zero terminal SNR α is 0 at the end.',
  hint: 'Turn the rescaling off to compute likelihoods.',
};
export const epsFromNoise = {
  message:
    'The process ends in noise alone (zero terminal SNR): there a guess of eps says nothing of x0, and x̂0 = (x_t - σε̂)/α divides by 0.',
  hint: 'Choose v-prediction, the velocity or x0, which are defined at every level.',
};
export const inpaintingGoesBack = {
  message:
    'Inpainting goes back in time, and this sampler reads the states before, which are then of another path.',
  hint: 'Choose the sampler ddpm, or ddim.',
};

export const rescalingNeedsChain = (name: string) => ({
  message: `Zero terminal SNR rescales the betas of a discrete chain; ${name} has none.`,
  hint: 'Turn the rescaling off, or choose the process ddpm.',
});
export const rescalingNeedsTwoSteps = {
  message: 'Zero terminal SNR needs a first and a last step, and T = 1 has only one.',
  hint: 'Choose T of at least 2.',
};
export const veRange = (sigmaMin: number, sigmaMax: number) => ({
  message: `VE-SDE needs 0 < σ_min < σ_max, not σ_min = ${sigmaMin} and σ_max = ${sigmaMax}.`,
  hint: 'The usual values are 0.01 and 50.',
});
export const vpRange = (betaMin: number, betaMax: number) => ({
  message: `VP-SDE needs 0 ≤ β(0) ≤ β(1), not β(0) = ${betaMin} and β(1) = ${betaMax}.`,
  hint: 'The usual values are 0.1 and 20.',
});

export const etaRange = (eta: number) => ({
  message: `DDIM's η is the share of ancestral noise, from 0 to 1; with η = ${eta} more noise would be added than the next level holds.`,
  hint: 'Choose η = 0 for no noise or η = 1 for as much as DDPM.',
});
export const solverOrder = (order: number) => ({
  message: `DPM-Solver++ has order 1, 2 (2M) or 3 here, not ${order}.`,
  hint: 'Choose order 2, or order 1 to compare.',
});
export const solverNeedsDrift = {
  message:
    'DPM-Solver++ is written for processes that scale the data down; a VE process would need a parametrisation of its own.',
  hint: 'Choose the sampler heun, which has order 2 as well, or the process vp-sde.',
};
export const eulerMaruyamaNeedsSde = {
  message: 'Euler–Maruyama integrates an SDE, and a discrete chain of betas has none.',
  hint: 'Choose the process vp-sde, the continuous limit of the same schedule, or the sampler ddpm.',
};
export const eulerMaruyamaOfFlow = {
  message:
    'Euler–Maruyama needs the rates f and g² at the start, and those of flow matching are infinite at t = 1, where α = 0.',
  hint: 'Choose euler or heun, which follow its ODE, or ddpm, whose noisy steps are exact between any two levels.',
};
export const churnRange = (amount: number) => ({
  message: `Churn cannot be ${amount}: noise is added, not taken away.`,
  hint: 'Choose 0 or more.',
});
export const churnOfFlow = {
  message: 'Churn adds noise beyond a level of a diffusion, and flow matching starts from noise alone.',
  hint: 'Choose churn 0, or the sampler ddim with η above 0, which adds noise between levels.',
};
export const langevinSnrRange = (snr: number) => ({
  message: `The Langevin corrector's signal-to-noise ratio must be above 0, not ${snr}.`,
  hint: 'The usual value is 0.16.',
});
export const correctorStepsRange = (steps: number) => ({
  message: `The number of corrector steps at each level must be a whole number from 0, not ${steps}.`,
  hint: 'The usual number is 1.',
});
export const eulersMethod = "Euler's method";
export const heunsMethod = "Heun's method";
export const startsWithoutSignal = (method: string) => ({
  message: `${method} works in the coordinates x/α, and with zero terminal SNR α is 0 at the start.`,
  hint: 'Choose the sampler ddim or ddpm, or turn off the zero-terminal-SNR rescaling.',
});

export const samplingStepsRange = (steps: number) => ({
  message: `Sampling takes a whole number of steps from 1, not ${steps}.`,
  hint: 'Choose 10 or more; 50 is usual.',
});
export const timesMustFall = (from: number, to: number) => ({
  message: `The times to visit must fall, between ${from} and ${to}.`,
  hint: 'Sort them, or choose a spacing.',
});
export const rhoRange = (rho: number) => ({
  message: `Karras spacing needs ρ above 0, not ${rho}.`,
  hint: 'The usual ρ is 7.',
});
export const karrasFromNoise = {
  message:
    'Karras spacing is laid out in σ/α, which is infinite at the start where no signal is left (α = 0).',
  hint: 'Choose the spacing trailing.',
};
export const chainTooShort = (values: {
  readonly T: number;
  readonly sampler: string;
  readonly spacing: string;
  readonly most: number;
  readonly steps: number;
}) => ({
  message: `The chain has T = ${values.T} steps, and ${values.sampler} with ${values.spacing} spacing can visit at most ${values.most} levels of it, not ${values.steps}.`,
  hint: `Choose at most ${values.most} sampling steps, or a larger T.`,
});

export const handleForm = (most: number, { min, max }: { readonly min: number; readonly max: number }) =>
  `Write 2 to ${most} handles as 0*9.5_0.5*0_1*-10: t from 0 to 1, log SNR falling from at most ${max} to at least ${min}.`;
export const tooFewHandles = (handles: number) => `A drawn schedule with ${handles} handles is none.`;
export const handleNotAccepted = (handle: number, text: string) =>
  `Handle ${handle} of the drawn schedule, "${text}", is not accepted.`;
export const handleFallsTooFast = (values: {
  readonly handle: number;
  readonly T: number;
  readonly step: number;
  readonly beta: string;
  readonly largest: number;
}) => ({
  message: `Before handle ${values.handle} the drawn schedule falls too fast: at T = ${values.T}, β of step ${values.step} is ${values.beta}, above ${values.largest}.`,
  hint: 'Raise it, or choose a longer chain.',
});
export const unknownSchedule = (id: string, known: readonly string[]) => ({
  message: `Schedule '${id}' is unknown.`,
  hint: `It is one of ${known.join(', ')}.`,
});
export const chainLengthRange = (T: number) => ({
  message: `A chain needs a whole number of steps from 1, not T = ${T}.`,
  hint: 'Choose T between 1 and 4000.',
});
export const betaRange = (values: {
  readonly schedule: string;
  readonly T: number;
  readonly beta: number;
  readonly t: number;
}) =>
  `The ${values.schedule} schedule at T = ${values.T} gives beta ${values.beta} at t = ${values.t}, outside (0, 1).`;
export const moveHandles = 'Move its handles.';
export const offsetRange = 'Choose the offset s between 0 and 0.2.';
export const firstAndLastBeta = 'Choose the first and the last beta between 0 and 1.';
export const longerChain = (smallest: number) =>
  `Choose T of at least ${smallest}, turn off the scaling by 1000/T, or choose the cosine schedule.`;
export const smallerBetas = 'Choose smaller betas.';

export const editOfOtherModel = (shape: string, expected: number, numbers: number) => ({
  message: `The model draws samples of ${shape} numbers, ${expected} here, and this edit has ${numbers}.`,
  hint: 'Choose a sample of this model.',
});
export const unknownClass = (label: number, classes: number) => ({
  message: `There is no class ${label}: the model has ${classes} classes.`,
  hint:
    classes > 0
      ? `Choose a class from 0 to ${classes - 1}, or -1 for all in turn.`
      : 'Choose a model with classes.',
});
