import { expect, test } from 'vitest';
import { rendered } from '../../../scripts/docs/equationMarkup';
import { withSpokenNames } from '../../../scripts/site/languages';
import { EQUATIONS, SYMBOLS, type SymbolId } from '../../../src/ui/equations.generated';
import { MORE_EQUATIONS, MORE_SYMBOLS } from '../../../src/ui/moreEquations.generated';
import { PROCESS_EQUATIONS } from '../../../src/ui/processEquations.generated';
import { GLOSSES } from '../../../src/ui/widgets/glosses';
import { nodesOf } from '../../../src/ui/widgets/markup';
import * as german from '../../../src/words/de/symbols';
import * as english from '../../../src/words/symbols';

const ALL = { ...EQUATIONS, ...MORE_EQUATIONS, ...PROCESS_EQUATIONS };

test('the MathML in the page is what the script makes of its TeX', () => {
  const made = rendered();
  expect(EQUATIONS).toEqual(made.equations);
  expect(MORE_EQUATIONS).toEqual(made.moreEquations);
  expect(PROCESS_EQUATIONS).toEqual(made.processEquations);
  expect(SYMBOLS).toEqual(made.symbols);
  expect(MORE_SYMBOLS).toEqual(made.moreSymbols);
});

test('every symbol that lights up can be focused and has a name', () => {
  for (const mathml of Object.values(ALL)) {
    for (const [tag] of mathml.matchAll(/<[^>]*data-sym[^>]*>/g)) {
      expect(tag).toContain('tabindex="0"');
      expect(tag).toMatch(/aria-label="[^"]+"/);
    }
  }
});

test('the German page speaks every symbol by its German name, and English names are the generated ones', () => {
  for (const markup of Object.values(ALL)) {
    expect(withSpokenNames(markup, english.symbols)).toBe(markup);
    const names = [
      ...withSpokenNames(markup, german.symbols).matchAll(/data-sym="(\w+)"[^>]*aria-label="([^"]*)"/g),
    ];
    expect(names.length).toBeGreaterThan(0);
    for (const [, symbol, name] of names) expect(name).toBe(german.symbols[symbol as SymbolId]);
  }
});

test('no symbol to focus is within <math>, which is one picture to assistive technology', () => {
  for (const mathml of [...Object.values(ALL), ...Object.values({ ...SYMBOLS, ...MORE_SYMBOLS })]) {
    for (const [, inner] of mathml.matchAll(/<math[^>]*>(.*?)<\/math>/g))
      expect(inner).not.toMatch(/data-sym|tabindex/);
    expect(mathml).not.toContain('<math role');
  }
});

test('an equation that does not fit its column breaks at its operators: no part is longer than a term', () => {
  const partsOf = (mathml: string) => mathml.split('<wbr>').map((part) => part.replaceAll(/<[^>]+>|\s/g, ''));
  expect(partsOf(EQUATIONS.ddpm)).toEqual(['xt−1=', 'c1xˆ0', '+c2xt', '+σtz']);
  expect(partsOf(ALL['dpm-solver++'])).toEqual(['xs=', 'σsσtxt', '−αs(e−h−1)', 'xˆ0']);
  expect(partsOf(EQUATIONS.score)[0]).toMatch(/=$/);
  for (const mathml of Object.values(ALL))
    for (const part of partsOf(mathml)) expect(part.length, part).toBeLessThanOrEqual(16);
});

const GLOSSED = [
  ...(['ddpm', 'ddim', 'dpm-solver++', 'ode', 'sde', 'score'] as const),
  ...(['loss', 'lossOfX0', 'lossOfV', 'lossOfVelocity', 'flowOde', 'forward'] as const),
];

test.each(GLOSSED)('every symbol of %s that can be focused is explained', (id) => {
  const symbols = [...ALL[id].matchAll(/data-sym="(\w+)"/g)].map(([, symbol]) => symbol as SymbolId);
  expect(symbols.length).toBeGreaterThan(0);
  for (const symbol of symbols) expect(GLOSSES[symbol], symbol).toMatch(/^is .*\.$/);
});

test('the weights of one reverse step can be focused', () => {
  for (const [id, symbols] of [
    ['ddpm', ['c1', 'c2']],
    ['ddim', ['alphaS', 'sigmaS']],
  ] as const)
    for (const symbol of symbols) expect(ALL[id]).toContain(`data-sym="${symbol}"`);
});

/** The markup of nodes, as a browser would write it. */
function markupOf(node: unknown): string {
  if (typeof node === 'string') return node;
  if (Array.isArray(node)) return node.map(markupOf).join('');
  const { type, props } = node as { type: string; props: Record<string, unknown> };
  const { children = [], ...attributes } = props;
  const written = Object.entries(attributes).map(([name, value]) => ` ${name}="${value}"`);
  const start = `<${type}${written.join('')}>`;
  return type === 'wbr' ? start : `${start}${markupOf(children)}</${type}>`;
}

test('the nodes of an equation are its markup', () => {
  for (const markup of [...Object.values(ALL), ...Object.values({ ...SYMBOLS, ...MORE_SYMBOLS })])
    expect(markupOf(nodesOf(markup))).toBe(markup);
});

test('no equation has a style of its own or an entity: the page’s policy applies no such style', () => {
  for (const markup of [...Object.values(ALL), ...Object.values({ ...SYMBOLS, ...MORE_SYMBOLS })])
    expect(markup).not.toMatch(/ style=|&/);
});
