/**
 * Turns the TeX of the page's equations into MathML, so that no formula engine travels to the browser. Writes
 * src/ui/equations.generated.ts, those of other settings into moreEquations.generated.ts, and those of forward processes into
 * processEquations.generated.ts, which the first view does not load.
 */
import { writeFileSync } from 'node:fs';
import temml from 'temml';
import { symbols as NAMES } from '../../src/words/symbols';

type Id = keyof typeof NAMES;
type Table = Readonly<Record<string, string>>;

/** A symbol that governs a mark: it can be focused and lights up. */
const sym = (id: Id, tex: string) => `\\data{sym=${id}}{${tex}}`;

const SYMBOLS: Readonly<Record<Id, string>> = {
  x0hat: '\\hat{x}_0',
  xt: 'x_t',
  z: '\\sigma_t z',
  score: '\\nabla \\log p_t',
  eps: '\\varepsilon_\\theta',
  epsdraw: '\\varepsilon',
  v: 'v_\\theta',
  vdraw: 'v',
  u: 'u_\\theta',
  udraw: 'u',
  keep: '(1-t)',
  time: 't',
  abar: '\\sqrt{\\bar{\\alpha}_t}',
  rest: '\\sqrt{1-\\bar{\\alpha}_t}',
  drift: 'f',
  ode: '\\tfrac{1}{2}g^2',
  wiener: 'g\\, d\\bar{w}',
  kick: 'g\\, dw',
  shrink: '\\sqrt{1-\\beta_t}',
  step: '\\sqrt{\\beta_t}\\,\\varepsilon',
  pull: 'g^2',
  density: 'p_t',
  current: 'J',
  sigma: '\\sigma_t',
  data: 'x_0',
  noise: '\\varepsilon',
  c1: 'c_1',
  c2: 'c_2',
  alphaS: '\\alpha_s',
  sigmaS: '\\sigma_s',
  ratio: '\\tfrac{\\sigma_s}{\\sigma_t}',
};

const s = (id: Id) => sym(id, SYMBOLS[id]);

const EQUATIONS = {
  ddpm: `x_{t-1} = ${s('c1')} ${s('x0hat')} + ${s('c2')} ${s('xt')} + ${s('z')}`,
  score: `${sym('score', '\\nabla \\log p_t(x)')} = -${s('eps')}(x,t)\\,/\\,${s('sigma')}`,
  loss: `L = \\mathbb{E}\\,\\Vert ${s('epsdraw')} - ${s('eps')}(x_t,t){\\Vert}^2`,
};

/** Of other samplers, predictions and processes than the first view's. */
const MORE_EQUATIONS = {
  ddim: `x_s = ${s('alphaS')} ${s('x0hat')} + ${s('sigmaS')} ${sym('eps', '\\hat{\\varepsilon}')}`,
  'dpm-solver++': `x_s = ${s('ratio')} ${s('xt')} - ${s('alphaS')} (e^{-h}-1)\\, ${s('x0hat')}`,
  ode: `dx = [\\, ${s('drift')} - ${s('ode')}\\, ${s('score')}\\,]\\, dt`,
  sde: `dx = [\\, ${s('drift')} - ${s('pull')}\\, ${s('score')}\\,]\\, dt + ${s('wiener')}`,
  lossOfX0: `L = \\mathbb{E}\\,\\Vert ${s('data')} - ${s('x0hat')}(x_t,t){\\Vert}^2`,
  lossOfV: `L = \\mathbb{E}\\,\\Vert ${s('vdraw')} - ${s('v')}(x_t,t){\\Vert}^2`,
  lossOfVelocity: `L = \\mathbb{E}\\,\\Vert ${s('udraw')} - ${s('u')}(x_t,t){\\Vert}^2`,
  flowOde: `dx = ${s('udraw')}(x,t)\\, dt`,
};

/** Of the views Process and Compare. */
const PROCESS_EQUATIONS = {
  reverseSde: `dx = [\\, ${s('drift')} - ${s('pull')}\\, ${s('score')}\\,]\\, dt + ${s('wiener')}`,
  forwardSde: `dx = ${s('drift')}\\, dt + ${s('kick')}`,
  chain: `x_t = ${s('shrink')}\\, x_{t-1} + ${s('step')}`,
  current: `${s('current')} = ${s('drift')}\\, ${s('density')} - ${s('ode')}\\, \\partial_x ${s('density')}`,
  forward: `x_t = ${s('abar')}\\, ${s('data')} + ${s('rest')}\\, ${s('noise')}`,
  straight: `x_t = ${s('keep')}\\, ${s('data')} + ${s('time')}\\, ${s('noise')}`,
  exploding: `x_t = ${s('data')} + ${s('sigma')}\\, ${s('noise')}`,
};

const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('"', '&quot;');

/** The elements of a row, one string each; rows that only group are opened. */
function childrenOf(row: string): string[] {
  const children: string[] = [];
  let depth = 0;
  let start = 0;
  for (const { 0: tag, index } of row.matchAll(/<[^>]+>/g)) {
    depth += tag.startsWith('</') ? -1 : 1;
    if (depth > 0) continue;
    const child = row.slice(start, index + tag.length);
    const [, group] = /^<mrow>(.*)<\/mrow>$/.exec(child) ?? [];
    children.push(...(group === undefined ? [child] : childrenOf(group)));
    start = index + tag.length;
  }
  return children;
}

/** The operator that an element is, or nothing. */
const operatorOf = (element: string | undefined): string =>
  element?.startsWith('<mo') ? element.replaceAll(/<[^>]+>/g, '') : '';

/** An operator as a sign of what follows, or as one between two terms. */
const withForm = (operator: string, form: string) =>
  operator.replace(/<mo( form="\w+")?/, `<mo form="${form}"`);

/** An element that belongs to the bracket before it: a relation, a slash, or a norm's end. */
const staysOn = (element: string | undefined) => /^(<[^>]+>)*[=/‖]/.test(element ?? '');

/**
 * Parts between which a line may end: after a relation, before + and −, after a bracket. No engine breaks a line inside <math>, and
 * a column is narrower than most equations, so each part is an element of its own. Parentheses stay whole.
 * @returns the children of each part
 */
function partsOf(row: string): string[][] {
  const parts: string[][] = [[]];
  let parentheses = 0;
  const children = childrenOf(row);
  for (const [i, child] of children.entries()) {
    const operator = operatorOf(child);
    // At the start of a part + and − are signs, not operators between two terms.
    const isSign = (operator === '+' || operator === '−') && parentheses === 0;
    if (isSign && parts.at(-1)!.length > 0) parts.push([withForm(child, 'infix')]);
    else parts.at(-1)!.push(isSign ? withForm(child, 'prefix') : child);
    if (operator === '(') parentheses++;
    if (operator === ')') parentheses--;
    const closes = operator === ')' || operator === ']' || operator === '=';
    if (closes && parentheses === 0 && !staysOn(children[i + 1])) parts.push([]);
  }
  return parts.filter((part) => part.length > 0);
}

const SYMBOL = / data-sym="(\w+)"/;
const mathOf = (children: readonly string[]) => `<math><mrow>${children.join('')}</mrow></math>`;

/** A symbol to focus around MathML of its own: to assistive technology <math> is one picture, with nothing in it to focus. */
function symbolElement(child: string): string {
  const [, id] = SYMBOL.exec(child)!;
  const name = escaped(NAMES[id as Id]);
  return `<span data-sym="${id}" tabindex="0" role="group" aria-label="${name}">${mathOf([child.replace(SYMBOL, '')])}</span>`;
}

/** One part of a line: symbols to focus, and MathML between them. */
function partElement(children: readonly string[]): string {
  const runs: (string | string[])[] = [];
  for (const child of children) {
    const isSymbol = SYMBOL.test(child.slice(0, child.indexOf('>')));
    if (!isSymbol && SYMBOL.test(child)) throw new Error(`a symbol within a fraction or a root: ${child}`);
    if (isSymbol) runs.push(child, []);
    else {
      const last = runs.at(-1);
      if (Array.isArray(last)) last.push(child);
      else runs.push([child]);
    }
  }
  const elements = runs.map((run) =>
    Array.isArray(run) ? run.length > 0 && mathOf(run) : symbolElement(run),
  );
  return `<span class="term">${elements.filter(Boolean).join('')}</span>`;
}

function render(tex: string, wraps: boolean): string {
  // The page's policy applies no style of a tag: the stylesheet has this one, by which an accent is as large as its letter.
  const mathml = temml
    .renderToString(tex, { trust: true, throwOnError: true, annotate: false })
    .replaceAll(' style="math-depth:0;"', '');
  if (!wraps) return mathml;
  const [, row] = /^<math><mrow>(.*)<\/mrow><\/math>$/.exec(mathml)!;
  return partsOf(row).map(partElement).join('<wbr>');
}

const quoted = (text: string) => `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
const table = (entries: Table) =>
  Object.entries(entries)
    .map(([id, mathml]) => `  ${/^\w+$/.test(id) ? id : `'${id}'`}: ${quoted(mathml)},\n`)
    .join('');

const renderAll = (entries: Table, wraps: boolean): Table =>
  Object.fromEntries(Object.entries(entries).map(([id, tex]) => [id, render(tex, wraps)]));

/** The symbols that are explained before one is pointed at: the first view has these alone. */
const MAIN_SYMBOLS = ['x0hat', 'udraw', 'score', 'ode', 'wiener'];
const symbolsOf = (main: boolean) =>
  Object.fromEntries(Object.entries(SYMBOLS).filter(([id]) => MAIN_SYMBOLS.includes(id) === main));

/** What the generated files must hold. */
export const rendered = () => ({
  equations: renderAll(EQUATIONS, true),
  moreEquations: renderAll(MORE_EQUATIONS, true),
  processEquations: renderAll(PROCESS_EQUATIONS, true),
  symbols: renderAll(symbolsOf(true), false),
  moreSymbols: renderAll(symbolsOf(false), false),
});

function equationsModule() {
  const { equations, symbols } = rendered();
  return `/** The first view's equations as MathML. Made by scripts/docs/equations.mjs from TeX: change them there. */

import type { MORE_SYMBOLS } from './moreEquations.generated';

export const EQUATIONS = {
${table(equations)}} as const satisfies Record<string, string>;

export type FirstEquationId = keyof typeof EQUATIONS;

/** Single symbols, for the sentences that gloss them. */
export const SYMBOLS = {
${table(symbols)}} as const satisfies Record<string, string>;

export type SymbolId = keyof typeof SYMBOLS | keyof typeof MORE_SYMBOLS;
`;
}

function moreModule() {
  return `/** The equations of other samplers, predictions and processes than the first view's. Made by scripts/docs/equations.mjs from TeX: change them there. */

export const MORE_EQUATIONS = {
${table(rendered().moreEquations)}} as const satisfies Record<string, string>;

export const MORE_SYMBOLS = {
${table(rendered().moreSymbols)}} as const satisfies Record<string, string>;
`;
}

function processModule() {
  return `/** The equations of forward processes as MathML. Made by scripts/docs/equations.mjs from TeX: change them there. */

export const PROCESS_EQUATIONS = {
${table(rendered().processEquations)}} as const satisfies Record<string, string>;
`;
}

export function writeEquations(): void {
  writeFileSync('src/ui/equations.generated.ts', equationsModule());
  writeFileSync('src/ui/moreEquations.generated.ts', moreModule());
  writeFileSync('src/ui/processEquations.generated.ts', processModule());
}
