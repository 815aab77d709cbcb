/** Why a process, a schedule or a sampler cannot be as the settings say, and what to choose instead. */

export const unknownSchedule = (id: string, known: readonly string[]) => ({
  message: `Schedule '${id}' is unknown.`,
  hint: `It is one of ${known.join(', ')}.`,
});
export const badChainLength = (T: number) => ({
  message: `A chain needs a whole number of steps from 1, not T = ${T}.`,
  hint: 'Choose T between 1 and 4000.',
});
export const badBeta = (schedule: string, T: number, beta: number, t: number) =>
  `The ${schedule} schedule at T = ${T} gives beta ${beta} at t = ${t}, outside (0, 1).`;
export const moveHandles = 'Move its handles.';
export const chooseOffset = 'Choose the offset s between 0 and 0.2.';
export const chooseEndBetas = 'Choose the first and the last beta between 0 and 1.';
export const chooseLongerChain = (least: number) =>
  `Choose T of at least ${least}, turn off the scaling by 1000/T, or choose the cosine schedule.`;
export const chooseSmallerBetas = 'Choose smaller betas.';

export const handlesForm = (most: number, range: { readonly min: number; readonly max: number }) =>
  `Write 2 to ${most} handles as 0*9.5_0.5*0_1*-10: t from 0 to 1, log SNR falling from at most ${range.max} to at least ${range.min}.`;
export const badHandleCount = (text: string, n: number) => `handles: "${text}" has ${n}.`;
export const badHandle = (number: number, text: string) =>
  `Handle ${number} of the drawn schedule, "${text}", is not accepted.`;
export const steepHandle = (handle: number, T: number, step: number, beta: string, largest: number) => ({
  message: `Before handle ${handle} the drawn schedule falls too fast: at T = ${T}, β of step ${step} is ${beta}, above ${largest}.`,
  hint: 'Raise it, or choose a longer chain.',
});

export const nothingToRescale = (process: string) => ({
  message: `Zero terminal SNR rescales the betas of a discrete chain; ${process} has none.`,
  hint: 'Turn the rescaling off, or choose the process ddpm.',
});
export const flowMatching = 'flow matching';
export const oneStepToRescale = {
  message: 'Zero terminal SNR needs a first and a last step, and T = 1 has only one.',
  hint: 'Choose T of at least 2.',
};
export const badSigmas = (least: number, most: number) => ({
  message: `VE-SDE needs 0 < σ_min < σ_max, not σ_min = ${least} and σ_max = ${most}.`,
  hint: 'The usual values are 0.01 and 50.',
});
export const badRates = (first: number, last: number) => ({
  message: `VP-SDE needs 0 ≤ β(0) ≤ β(1), not β(0) = ${first} and β(1) = ${last}.`,
  hint: 'The usual values are 0.1 and 20.',
});

export const epsWithoutSignal = {
  message:
    'The process ends in noise alone (zero terminal SNR): there a guess of eps says nothing of x0, and x̂0 = (x_t - σε̂)/α divides by 0.',
  hint: 'Choose v-prediction, the velocity or x0.',
};

export const badStepCount = (steps: number) => ({
  message: `Sampling takes a whole number of steps from 1, not ${steps}.`,
  hint: 'Choose 10 or more; 50 is usual.',
});
export const timesDoNotFall = (from: number, to: number) => ({
  message: `The times to visit must fall, between ${from} and ${to}.`,
  hint: 'Sort them, or choose a spacing.',
});
export const badRho = (rho: number) => ({
  message: `Karras spacing needs ρ above 0, not ${rho}.`,
  hint: 'The usual ρ is 7.',
});
export const karrasWithoutSignal = {
  message:
    'Karras spacing is laid out in σ/α, which is infinite at the start where no signal is left (α = 0).',
  hint: 'Choose the spacing trailing.',
};
export const tooManySteps = (values: {
  readonly T: number;
  readonly sampler: string;
  readonly spacing: string;
  readonly most: number;
  readonly steps: number;
}) => ({
  message: `The chain has T = ${values.T} steps, and ${values.sampler} with ${values.spacing} spacing can visit at most ${values.most} levels of it, not ${values.steps}.`,
  hint: `Choose at most ${values.most} sampling steps, or a larger T.`,
});

export const eulersMethod = "Euler's method";
export const heunsMethod = "Heun's method";
export const startsWithoutSignal = (method: string) => ({
  message: `${method} works in the coordinates x/α, and with zero terminal SNR α is 0 at the start.`,
  hint: 'Choose the sampler ddim or ddpm, or turn the rescaling off.',
});
export const sdeOfChain = {
  message: 'Euler–Maruyama integrates an SDE, and a discrete chain of betas has none.',
  hint: 'Choose the process vp-sde, the continuous limit of the same schedule, or the sampler ddpm.',
};
export const infiniteRates = {
  message:
    'Euler–Maruyama needs the rates f and g² at the start, and those of flow matching are infinite at t = 1, where α = 0.',
  hint: 'Choose euler or heun, which follow its ODE, or ddpm.',
};
export const badChurn = (churn: number) => ({
  message: `Churn cannot be ${churn}: noise is added, not taken away.`,
  hint: 'Choose 0 or more.',
});
export const churnOfFlow = {
  message: 'Churn adds noise beyond a level of a diffusion, and flow matching starts from noise alone.',
  hint: 'Choose churn 0, or the sampler ddim with η above 0.',
};
export const badLangevinSnr = (snr: number) => ({
  message: `The Langevin corrector's signal-to-noise ratio must be above 0, not ${snr}.`,
  hint: 'The usual value is 0.16.',
});
export const badCorrectorSteps = (steps: number) => ({
  message: `The number of corrector steps at each level must be a whole number from 0, not ${steps}.`,
  hint: 'The usual number is 1.',
});
export const badOrder = (order: number) => ({
  message: `DPM-Solver++ has order 1, 2 (2M) or 3 here, not ${order}.`,
  hint: 'Choose order 2.',
});
export const solverOfVe = {
  message:
    'DPM-Solver++ is written for processes that scale the data down; a VE process would need a parametrisation of its own.',
  hint: 'Choose the sampler heun or the process vp-sde.',
};
export const badEta = (eta: number) => ({
  message: `DDIM's η is the share of ancestral noise, from 0 to 1; with η = ${eta} more noise would be added than the next level holds.`,
  hint: 'Choose η from 0 to 1.',
});
