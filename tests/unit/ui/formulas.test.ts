import { describe, expect, test } from 'vitest';
import { defaultsOf } from '../../../src/config/family';
import { DEFAULT_CONFIG, type RunConfig } from '../../../src/config/fields';
import { PAPERS } from '../../../src/config/papers';
import { PROCESSES, type ProcessId } from '../../../src/diffusion/processes';
import { SAMPLER_IDS } from '../../../src/diffusion/samplers';
import { EQUATIONS, type SymbolId } from '../../../src/ui/equations.generated';
import { FORMULAS, type Formula, symbolsOf } from '../../../src/ui/formulas/catalogue';
import { CODE } from '../../../src/ui/formulas/code.generated';
import { type FormulaId, formulaOf } from '../../../src/ui/formulas/formulaOf';
import { type Moment, momentAt, stepText, valuesAt } from '../../../src/ui/formulas/values';
import { MORE_EQUATIONS } from '../../../src/ui/moreEquations.generated';
import { PROCESS_EQUATIONS } from '../../../src/ui/processEquations.generated';
import { GLOSSES } from '../../../src/ui/widgets/glosses';

const ALL = { ...EQUATIONS, ...MORE_EQUATIONS, ...PROCESS_EQUATIONS };
const IDS = Object.keys(FORMULAS) as FormulaId[];
const BASE: RunConfig = { ...DEFAULT_CONFIG, ...defaultsOf('swiss-roll') };

function momentOf(changes: Partial<RunConfig>, position: number): Moment {
  const moment = momentAt({ ...BASE, ...changes }, position);
  if ('refusal' in moment) throw new Error(moment.refusal);
  return moment;
}

/** The numbers in a value, with the page's minus sign. */
const numbers = (text: string | undefined): number[] =>
  Array.from((text ?? '').replaceAll('−', '-').matchAll(/-?\d+(?:\.\d+)?(?:e-?\d+)?/g), ([found]) =>
    Number(found),
  );

describe('every equation of the page opens', () => {
  test.each(Object.keys(ALL))('%s has a formula, whose source and code exist', (id) => {
    const formula = formulaOf(ALL[id as keyof typeof ALL]);
    expect(formula).not.toBeNull();
    const { sources, code }: Formula = FORMULAS[formula!];
    const numbered = /(Equation|Algorithm|Theorem|Section|Appendix)s? /;
    expect(sources.map(({ part }) => part ?? '').join()).toMatch(numbered);
    for (const { paper, part } of sources) {
      expect(PAPERS[paper].url).toMatch(/^https:/);
      if (part !== undefined) expect(part, `the place in ${paper}`).toMatch(numbered);
    }
    for (const process of Object.keys(PROCESSES) as ProcessId[])
      for (const place of code({ ...BASE, process })) expect(CODE[place].text).not.toBe('');
  });

  test.each(IDS)('%s explains each of its symbols', (id) => {
    const symbols = symbolsOf(ALL[id]) as SymbolId[];
    expect(symbols.length).toBeGreaterThan(0);
    for (const symbol of symbols) expect(GLOSSES[symbol], symbol).toMatch(/^is .*\.$/);
  });

  test('an equation of nowhere has none', () => expect(formulaOf('<math></math>')).toBeNull());
});

describe('the numbers of a formula are those of the papers', () => {
  const T = 200;
  /** ᾱ after step t of the cosine schedule (Nichol & Dhariwal 2021, Equation 17), with β at most 0.999. */
  const raw = (u: number) => Math.cos((((u + 0.008) / 1.008) * Math.PI) / 2) ** 2;
  const betas = Array.from({ length: T }, (_, t) => Math.min(1 - raw((t + 1) / T) / raw(t / T), 0.999));
  let product = 1;
  const bars = betas.map((beta) => (product *= 1 - beta));
  const cosine = { schedule: 'cosine', T, samplingSteps: T, sampler: 'ddpm', process: 'ddpm' } as const;
  const at = (t: number, changes: Partial<RunConfig> = {}) =>
    momentOf({ ...cosine, ...changes }, t / (T - 1));

  test.each([1, 30, 100, 198])('one reverse step from t = %i is Ho’s Equation 7', (t) => {
    const { c1, c2, z } = valuesAt('ddpm', at(t));
    const [bar, before, beta] = [bars[t], bars[t - 1], betas[t]];
    expect(numbers(c1)[0]).toBeCloseTo((Math.sqrt(before) * beta) / (1 - bar), 2);
    expect(numbers(c2)[0]).toBeCloseTo((Math.sqrt(1 - beta) * (1 - before)) / (1 - bar), 2);
    expect(numbers(z)[0]).toBeCloseTo(Math.sqrt((beta * (1 - before)) / (1 - bar)), 2);
    expect(stepText('ddpm', at(t))).toBe(`The step from t = ${t} to t = ${t - 1}, number ${T - t} of ${T}.`);
  });

  test('the last step ends in the data, with the whole of the prediction', () => {
    const moment = at(0);
    expect(valuesAt('ddpm', moment)).toEqual({ c1: '1', c2: '0', z: 'σ_t = 0' });
    expect(stepText('ddpm', moment)).toContain('from t = 0 to the data, number 200 of 200');
  });

  test.each([0, 50, 150])('the closed form and the step of the chain at t = %i have ᾱ and β', (t) => {
    const [root, bar] = numbers(valuesAt('forward', at(t)).abar);
    expect(root).toBeCloseTo(Math.sqrt(bars[t]), 2);
    expect(bar).toBeCloseTo(bars[t], 2);
    expect(numbers(valuesAt('chain', at(t)).shrink)[1] / betas[t]).toBeCloseTo(1, 2);
    expect(numbers(valuesAt('score', at(t)).sigma)[0]).toBeCloseTo(Math.sqrt(1 - bars[t]), 2);
  });

  test('DDIM with η = 1 draws the noise of the posterior, and with η = 0 none', () => {
    const eta = valuesAt('ddim', at(100, { sampler: 'ddim', eta: 1 })).sigmaS;
    const posterior = Math.sqrt((betas[100] * (1 - bars[99])) / (1 - bars[100]));
    expect(numbers(eta)[0]).toBeCloseTo(Math.sqrt(1 - bars[99]), 2);
    expect(numbers(eta).at(-1)).toBeCloseTo(posterior, 2);
    expect(numbers(valuesAt('ddim', at(100, { sampler: 'ddim', eta: 0 })).sigmaS)).toHaveLength(1);
  });

  test('VP, VE and flow have the rates of their SDEs', () => {
    const vp = valuesAt('forwardSde', momentOf({ process: 'vp-sde', schedule: 'linear' }, 0.5));
    const beta = 0.1 + 0.5 * (20 - 0.1);
    expect(numbers(vp.drift)[0]).toBeCloseTo(-beta / 2, 1);
    expect(numbers(vp.kick)[0]).toBeCloseTo(Math.sqrt(beta), 2);
    const ve = valuesAt('sde', momentOf({ process: 've-sde', sigmaMin: 0.01, sigmaMax: 50 }, 0.5));
    expect(ve.drift).toBe('0');
    expect(numbers(ve.pull)[0]).toBeCloseTo(2 * Math.log(5000) * 0.01 * 50, 1); // σ(½)² = σ_min σ_max
    const flow = momentOf({ process: 'flow', prediction: 'velocity', sampler: 'euler' }, 0.25);
    expect(valuesAt('straight', flow)).toEqual({ keep: '0.75', time: '0.25' });
    expect(valuesAt('lossOfVelocity', flow)).toEqual({ udraw: '1 ε − 1 x₀' });
  });
});

test('no settings make a formula fail, or show NaN', () => {
  for (const process of Object.keys(PROCESSES) as ProcessId[])
    for (const sampler of SAMPLER_IDS)
      for (const position of [0, 0.37, 1])
        for (const id of IDS) {
          const moment = momentOf({ process, sampler, zeroTerminalSnr: process === 'ddpm' }, position);
          for (const [symbol, text] of Object.entries(valuesAt(id, moment)))
            expect(text, `${id} ${symbol}, ${process}, ${sampler}, ${position}`).not.toMatch(
              /NaN|undefined|null/,
            );
          expect(stepText(id, moment) ?? '').not.toMatch(/NaN|undefined/);
        }
});
