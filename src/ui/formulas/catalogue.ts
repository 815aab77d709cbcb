/** The formulas of the page: the terms of each, its source, and the code that computes it. Loaded when one is opened. */
import type { RunConfig } from '../../config/fields';
import type { TermId } from '../../config/glossary';
import type { Reference } from '../../config/papers';
import { joined } from '../../lib/numbers';
import * as cite from '../../words/citations';
import * as words from '../../words/formulas/dialog';
import type { CodeId } from './code.generated';
import type { FormulaId } from './formulaOf';

export interface Formula {
  /** Of the glossary. */
  readonly terms: readonly TermId[];
  readonly sources: readonly Reference[];
  /** The code that computes it under these settings. */
  readonly code: (config: RunConfig) => readonly CodeId[];
}

const RATES: Readonly<Record<RunConfig['process'], CodeId>> = {
  ddpm: 'chainRates',
  'vp-sde': 'vpRates',
  've-sde': 'veRates',
  flow: 'flowRates',
};

export const FORMULAS = {
  ddpm: {
    terms: ['ancestral-sampling', 'posterior'],
    sources: [{ paper: 'ho2020', part: `${cite.equation('6', '7')}, ${cite.algorithm('2')}` }],
    code: () => ['posterior'],
  },
  ddim: {
    terms: ['ddim'],
    sources: [{ paper: 'songDdim2021', part: cite.equation('12') }],
    code: () => ['ddimStep'],
  },
  'dpm-solver++': {
    terms: ['probability-flow-ode', 'nfe'],
    sources: [{ paper: 'lu2022', part: cite.algorithm('2') }],
    code: () => ['dpmSolverStep'],
  },
  score: {
    terms: ['score', 'denoising-score-matching'],
    sources: [
      { paper: 'dhariwal2021', part: cite.equation('11') },
      { paper: 'hyvarinen2005', part: joined([cite.section('2'), cite.theorem('1')]) },
      { paper: 'vincent2011' },
    ],
    code: () => ['exactEps'],
  },
  loss: {
    terms: ['denoising-score-matching', 'floor'],
    sources: [{ paper: 'ho2020', part: cite.equation('14') }],
    code: () => ['targetEps', 'squaredError'],
  },
  lossOfX0: {
    terms: ['floor'],
    sources: [{ paper: 'karras2022', part: cite.equation('2') }],
    code: () => ['targetX0', 'squaredError'],
  },
  lossOfV: {
    terms: ['v', 'floor'],
    sources: [
      { paper: 'salimans2022', part: joined([cite.unnumbered(cite.section('4')), cite.appendix('D')]) },
    ],
    code: () => ['targetV', 'squaredError'],
  },
  lossOfVelocity: {
    terms: ['velocity', 'floor'],
    sources: [
      { paper: 'lipman2023', part: cite.equation('9', '23') },
      { paper: 'liu2023', part: cite.section('2.1') },
    ],
    code: () => ['targetVelocity', 'squaredError'],
  },
  flowOde: {
    terms: ['velocity'],
    sources: [
      { paper: 'lipman2023', part: joined([cite.equation('1'), cite.theorem('1')]) },
      { paper: 'liu2023', part: cite.section('2.1') },
    ],
    code: () => ['velocity', 'eulerStep'],
  },
  ode: {
    terms: ['probability-flow-ode', 'score'],
    sources: [
      { paper: 'songSde2021', part: cite.equation('13') },
      { paper: 'karras2022', part: cite.algorithm('1') },
    ],
    code: ({ process, sampler }) => [RATES[process], sampler === 'heun' ? 'heunCorrection' : 'eulerStep'],
  },
  sde: {
    terms: ['reverse-sde', 'score'],
    sources: [{ paper: 'songSde2021', part: cite.equation('6') }],
    code: ({ process }) => [RATES[process], 'reverseSdeStep'],
  },
  forwardSde: {
    terms: ['drift', 'diffusion-coefficient', 'sde'],
    sources: [{ paper: 'songSde2021', part: words.forwardSdeEquations }],
    code: ({ process }) => [RATES[process]],
  },
  chain: {
    terms: ['beta', 'noise-schedule', 'vp'],
    sources: [
      { paper: 'ho2020', part: cite.equation('2') },
      { paper: 'songSde2021', part: cite.equation('10') },
    ],
    code: () => ['chainStep'],
  },
  forward: {
    terms: ['alpha-bar', 'closed-form', 'snr'],
    sources: [{ paper: 'ho2020', part: cite.equation('4') }],
    code: () => ['closedForm'],
  },
  straight: {
    terms: ['closed-form', 'velocity'],
    sources: [
      { paper: 'lipman2023', part: words.straightEquation },
      { paper: 'liu2023', part: cite.section('2.1') },
    ],
    code: () => ['flowLevel', 'closedForm'],
  },
  exploding: {
    terms: ['ve', 'ncsn'],
    sources: [{ paper: 'songSde2021', part: cite.equation('8', '9') }],
    code: () => ['veLevel', 'closedForm'],
  },
  current: {
    terms: ['probability-current', 'fokker-planck'],
    sources: [{ paper: 'songSde2021', part: cite.appendix('D.1') }],
    code: ({ process }) => [RATES[process], 'current'],
  },
} as const satisfies Record<FormulaId, Formula>;

/** The symbols of an equation in their order, each once. */
export const symbolsOf = (markup: string): string[] => [
  ...new Set(Array.from(markup.matchAll(/data-sym="(\w+)"/g), ([, id]) => id)),
];
