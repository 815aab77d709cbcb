/**
 * The field's terms as this page uses them: what each means, and its source. The texts of lessons mark a term as
 * `[shown](term:id)`; formulas name theirs. Loaded when the glossary or a lesson is opened.
 */
import * as cite from '../words/citations';
import { terms } from '../words/glossary';
import { language } from '../words/language';
import type { Reference } from './papers';

interface Term {
  readonly name: string;
  readonly meaning: string;
  /** Where it was introduced, or where this page has it from; `own` for a notion of this page. */
  readonly source: Reference | 'own';
}

export const GLOSSARY = {
  'alpha-bar': {
    ...terms['alpha-bar'],
    source: { paper: 'ho2020', part: cite.equation('4') },
  },
  'ancestral-sampling': {
    ...terms['ancestral-sampling'],
    source: { paper: 'ho2020', part: cite.algorithm('2') },
  },
  beta: {
    ...terms.beta,
    source: { paper: 'ho2020', part: cite.equation('2') },
  },
  brownian: {
    ...terms.brownian,
    source: { paper: 'songSde2021', part: cite.section('3') },
  },
  'closed-form': {
    ...terms['closed-form'],
    source: { paper: 'ho2020', part: cite.equation('4') },
  },
  conditioning: {
    ...terms.conditioning,
    source: { paper: 'ho2020' },
  },
  'probability-current': {
    ...terms['probability-current'],
    source: { paper: 'songSde2021', part: cite.appendix('D.1') },
  },
  ddim: {
    ...terms.ddim,
    source: { paper: 'songDdim2021' },
  },
  'diffusion-coefficient': {
    ...terms['diffusion-coefficient'],
    source: { paper: 'songSde2021', part: cite.equation('5') },
  },
  drift: {
    ...terms.drift,
    source: { paper: 'songSde2021', part: cite.equation('5') },
  },
  elbo: {
    ...terms.elbo,
    source: { paper: 'ho2020', part: cite.equation('5') },
  },
  ema: {
    ...terms.ema,
    source: { paper: 'ho2020', part: cite.appendix('B') },
  },
  'energy-distance': {
    ...terms['energy-distance'],
    source: { paper: 'szekely2013' },
  },
  film: {
    ...terms.film,
    source: { paper: 'perez2018' },
  },
  floor: {
    ...terms.floor,
    source: 'own',
  },
  'fokker-planck': {
    ...terms['fokker-planck'],
    source: { paper: 'songSde2021', part: cite.appendix('D.1') },
  },
  frechet: {
    ...terms.frechet,
    source: { paper: 'heusel2017' },
  },
  guidance: {
    ...terms.guidance,
    source: { paper: 'hoSalimans2022' },
  },
  kl: {
    ...terms.kl,
    source: { paper: 'ho2020', part: cite.equation('5') },
  },
  ncsn: {
    ...terms.ncsn,
    source: { paper: 'song2019' },
  },
  nfe: {
    ...terms.nfe,
    source: { paper: 'songSde2021' },
  },
  'noise-schedule': {
    ...terms['noise-schedule'],
    source: { paper: 'nichol2021', part: cite.section('3.2') },
  },
  'probability-flow-ode': {
    ...terms['probability-flow-ode'],
    source: { paper: 'songSde2021', part: cite.equation('13') },
  },
  posterior: {
    ...terms.posterior,
    source: { paper: 'ho2020', part: cite.equation('6', '7') },
  },
  'reverse-sde': {
    ...terms['reverse-sde'],
    source: { paper: 'anderson1982' },
  },
  score: {
    ...terms.score,
    source: { paper: 'hyvarinen2005', part: cite.section('2') },
  },
  'denoising-score-matching': {
    ...terms['denoising-score-matching'],
    source: { paper: 'vincent2011' },
  },
  sde: {
    ...terms.sde,
    source: { paper: 'songSde2021', part: cite.equation('5') },
  },
  'sliced-wasserstein': {
    ...terms['sliced-wasserstein'],
    source: { paper: 'bonneel2015' },
  },
  snr: {
    ...terms.snr,
    source: { paper: 'kingma2021' },
  },
  'min-snr': {
    ...terms['min-snr'],
    source: { paper: 'hang2023' },
  },
  'terminal-snr': {
    ...terms['terminal-snr'],
    source: { paper: 'lin2023' },
  },
  v: {
    ...terms.v,
    source: { paper: 'salimans2022', part: cite.unnumbered(cite.section('4')) },
  },
  ve: {
    ...terms.ve,
    source: { paper: 'songSde2021', part: cite.equation('9') },
  },
  velocity: {
    ...terms.velocity,
    source: { paper: 'lipman2023' },
  },
  vp: {
    ...terms.vp,
    source: { paper: 'songSde2021', part: cite.equation('11') },
  },
} as const satisfies Record<string, Term>;

export type TermId = keyof typeof GLOSSARY;

export const isTermId = (id: string): id is TermId => Object.hasOwn(GLOSSARY, id);

/** "alpha bar" of "ᾱ, alpha bar": a Greek letter has its place by its name. */
const spelled = (id: TermId): string => GLOSSARY[id].name.replace(/^[ᾱβ], /, '');

/** In the order of their names in the language of the page. */
export const TERM_IDS = (Object.keys(GLOSSARY) as TermId[]).sort((a, b) =>
  spelled(a).localeCompare(spelled(b), language),
);

const MARK = /\[([^\]]+)\]\(term:([\w-]+)\)/g;

/** A text without its marks. */
export const withoutMarks = (text: string): string => text.replaceAll(MARK, '$1');

/** What a text marks, each once; ids that the glossary lacks are among them. */
export const markedIn = (text: string): string[] => [
  ...new Set(Array.from(text.matchAll(MARK), ([, , id]) => id)),
];
