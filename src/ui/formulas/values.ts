/** The numbers that the symbols of a formula have at one time under the settings that it is shown with. Pure. */
import type { RunConfig } from '../../config/fields';
import { openPlan } from '../../config/openPlan';
import { transitionVariance } from '../../diffusion/forward';
import { PREDICTIONS } from '../../diffusion/prediction';
import { DATA_LEVEL, isDriftless, type Level, type Process } from '../../diffusion/process';
import { createProcess } from '../../diffusion/processes';
import type { LinearStep } from '../../diffusion/samplers/plan';
import { sigmaOf } from '../../diffusion/samplers/spacing';
import { messageOf } from '../../lib/diagnostic';
import * as words from '../../words/formulas/dialog';
import type { SymbolId } from '../equations.generated';
import { formulaNumber } from '../format';
import { shownTime } from '../time/shownTime';
import type { FormulaId } from './formulaOf';

export interface Moment {
  readonly process: Process;
  /** Native time. */
  readonly time: number;
  readonly level: Level;
  /** The step of the sampler that is under way at this time; null where the settings cannot be sampled so. */
  readonly step: LinearStep | null;
  readonly config: RunConfig;
}

/** The step from the least time that is not before `time`: the one that a reverse process takes there. */
function stepAt(config: RunConfig, process: Process, time: number): LinearStep | null {
  try {
    const steps = openPlan(config, process).steps.filter((step) => step.kind === 'linear');
    return steps.findLast((step) => step.time >= time - 1e-9) ?? steps[0];
  } catch {
    return null; // a sampler that these settings refuse: the form says why
  }
}

/** @param position 0 data, 1 noise. @returns the reason, where the settings make no process */
export function momentAt(config: RunConfig, position: number): Moment | { readonly refusal: string } {
  try {
    const process = createProcess(config);
    const time = shownTime(config, process, position);
    return { config, process, time, level: process.level(time), step: stepAt(config, process, time) };
  } catch (error) {
    return { refusal: messageOf(error) };
  }
}

type Values = Partial<Record<SymbolId, string>>;

const n = (value: number, digits?: number) => formulaNumber(value, digits);

/** β of the step of a chain that ends at `time`. */
function betaAt({ process, time }: Moment): number {
  const before = time >= 1 ? process.level(time - 1) : DATA_LEVEL;
  return transitionVariance(before, process.level(time));
}

function ancestral({ cX0, cXt, cNoise, learnedVariance }: LinearStep): Values {
  const [least, most] = [learnedVariance?.logMin ?? 0, learnedVariance?.logMax ?? 0];
  const z = learnedVariance
    ? words.learnedSigma(n(Math.exp(least / 2)), n(Math.exp(most / 2)))
    : `σ_t = ${n(cNoise)}`;
  return { c1: n(cX0), c2: n(cXt), z };
}

function implicit({ cXt, cNoise, level, to }: LinearStep): Values {
  const sigma = n(to.sigma);
  const sigmaS = cNoise > 0 ? words.sigmaWithEta(sigma, n(cXt * level.sigma), n(cNoise)) : sigma;
  return { alphaS: n(to.alpha), sigmaS };
}

function solver({ cXt, to, level }: LinearStep): Values {
  const h = Math.log(sigmaOf(level) / sigmaOf(to));
  return { ratio: words.ratioWithH(n(cXt), n(h)), alphaS: n(to.alpha) };
}

/** "0.75 ε − 0.66 x₀". */
const mix = (eps: number, x0: number) => `${n(eps)} ε ${x0 < 0 ? '−' : '+'} ${n(Math.abs(x0))} x₀`;

function rates({ process, time }: Moment): Values {
  const { drift, diffusionSquared } = process.rates(time);
  const g = n(Math.sqrt(diffusionSquared));
  return {
    drift: isDriftless(process) ? '0' : `${n(drift)} x`,
    pull: n(diffusionSquared),
    ode: n(diffusionSquared / 2),
    wiener: `g = ${g}`,
    kick: `g = ${g}`,
  };
}

/** What each formula's symbols are worth; a symbol without a number of its own, such as the data, is absent. */
const VALUES: Readonly<Record<FormulaId, (moment: Moment) => Values>> = {
  ddpm: ({ step }) => (step ? ancestral(step) : {}),
  ddim: ({ step }) => (step ? implicit(step) : {}),
  'dpm-solver++': ({ step }) => (step ? solver(step) : {}),
  score: ({ level }) => ({ sigma: n(level.sigma) }),
  loss: () => ({}),
  lossOfX0: () => ({}),
  lossOfV: ({ level }) => {
    const { cEps, cX0 } = PREDICTIONS.v.target(level);
    return { vdraw: mix(cEps, cX0) };
  },
  lossOfVelocity: ({ level, process }) => {
    const { cEps, cX0 } = PREDICTIONS.velocity.target(level, process.direction(level));
    return { udraw: mix(cEps, cX0) };
  },
  flowOde: () => ({}),
  ode: rates,
  sde: rates,
  forwardSde: rates,
  chain(moment) {
    if (!moment.process.discrete) return {}; // the page shows this formula for chains alone
    const beta = betaAt(moment);
    return {
      shrink: words.shrinkWithBeta(n(Math.sqrt(1 - beta), 4), n(beta)),
      step: `${n(Math.sqrt(beta))} ε`,
    };
  },
  forward: ({ level }) => ({
    abar: words.rootAlphaBar(n(level.alpha), n(level.alpha ** 2)),
    rest: n(level.sigma),
  }),
  straight: ({ level }) => ({ keep: n(level.alpha), time: n(level.sigma) }),
  exploding: ({ level }) => ({ sigma: n(level.sigma) }),
  current: rates,
};

/** @returns a value for each symbol of the formula that has one now */
export const valuesAt = (formula: FormulaId, moment: Moment): Values => VALUES[formula](moment);

/** "from t = 91 to t = 87": between which times the sampler's step leads; null where the formula is none of a step. */
export function stepText(formula: FormulaId, { process, step, config }: Moment): string | null {
  if (!step || !['ddpm', 'ddim', 'dpm-solver++'].includes(formula)) return null;
  const steps = openPlan(config, process).steps;
  const next = steps.find(({ time }) => time < step.time);
  const to = next && step.to.sigma > 0 ? process.formatTime(next.time) : null;
  const number = steps.findIndex(({ time }) => time === step.time) + 1;
  return words.step({ from: process.formatTime(step.time), to, number, of: steps.length });
}
