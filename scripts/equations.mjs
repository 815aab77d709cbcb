/**
 * Turns the TeX of the page's equations into MathML, so that no formula engine travels to the browser. Writes
 * src/ui/equations.generated.ts; run it after changing a formula: `node scripts/equations.mjs && npx biome format --write src/ui/equations.generated.ts`.
 */
import { writeFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import temml from 'temml';

/** What a symbol is called when it is spoken. */
const NAMES = {
  x0hat: 'x hat zero, the guess',
  xt: 'x t, the samples now',
  z: 'fresh noise',
  score: 'the score',
  eps: 'epsilon theta, the predicted noise',
  epsdraw: 'epsilon, the noise that was added',
  abar: 'root alpha bar',
  rest: 'root one minus alpha bar',
  drift: 'f, the drift',
  ode: 'one half g squared',
  wiener: 'g d w, fresh noise',
  kick: 'g d w, the noise that is added',
  shrink: 'root one minus beta t',
  step: 'root beta t epsilon, the noise of one step',
  pull: 'g squared',
  density: 'p t, the density',
  current: 'J, the current',
  sigma: 'sigma t',
  data: 'x zero, the data',
  noise: 'epsilon, noise',
};

/** A symbol that governs a mark: it can be focused and lights up. */
const sym = (id, tex) => `\\data{sym=${id}}{${tex}}`;

const SYMBOLS = {
  x0hat: '\\hat{x}_0',
  xt: 'x_t',
  z: '\\sigma_t z',
  score: '\\nabla \\log p_t',
  eps: '\\varepsilon_\\theta',
  epsdraw: '\\varepsilon',
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
};

const s = (id) => sym(id, SYMBOLS[id]);

const EQUATIONS = {
  ddpm: `x_{t-1} = c_1 ${s('x0hat')} + c_2 ${s('xt')} + ${s('z')}`,
  ddim: `x_s = \\alpha_s ${s('x0hat')} + \\sigma_s ${sym('eps', '\\hat{\\varepsilon}')}`,
  'dpm-solver++': `x_s = \\tfrac{\\sigma_s}{\\sigma_t} ${s('xt')} - \\alpha_s (e^{-h}-1)\\, ${s('x0hat')}`,
  ode: `dx = [\\, ${s('drift')} - ${s('ode')}\\, ${s('score')}\\,]\\, dt`,
  sde: `dx = [\\, ${s('drift')} - g^2\\, ${s('score')}\\,]\\, dt + ${s('wiener')}`,
  reverseSde: `dx = [\\, ${s('drift')} - ${s('pull')}\\, ${s('score')}\\,]\\, dt + ${s('wiener')}`,
  forwardSde: `dx = ${s('drift')}\\, dt + ${s('kick')}`,
  chain: `x_t = ${s('shrink')}\\, x_{t-1} + ${s('step')}`,
  current: `${s('current')} = ${s('drift')}\\, ${s('density')} - ${s('ode')}\\, \\partial_x ${s('density')}`,
  score: `${sym('score', '\\nabla \\log p_t(x)')} = -\\frac{${s('eps')}(x,t)}{\\sigma_t}`,
  loss: `L = \\mathbb{E}\\,\\lVert ${s('epsdraw')} - ${s('eps')}(x_t,t)\\rVert^2`,
  forward: `x_t = ${s('abar')}\\, ${s('data')} + ${s('rest')}\\, ${s('noise')}`,
  exploding: `x_t = ${s('data')} + ${s('sigma')}\\, ${s('noise')}`,
};

const escaped = (text) => text.replaceAll('&', '&amp;').replaceAll('"', '&quot;');

function render(tex) {
  const mathml = temml.renderToString(tex, { trust: true, throwOnError: true, annotate: false });
  // Role group: the parts of a formula in role math would count as one picture, with nothing in it to focus.
  return mathml
    .replace('<math', '<math role="group"')
    .replaceAll(
      /data-sym="(\w+)"/g,
      (_, id) => `data-sym="${id}" tabindex="0" role="group" aria-label="${escaped(NAMES[id])}"`,
    );
}

const quoted = (text) => `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
const table = (entries) =>
  Object.entries(entries)
    .map(([id, tex]) => `  ${/^\w+$/.test(id) ? id : `'${id}'`}: ${quoted(render(tex))},\n`)
    .join('');

const renderAll = (entries) =>
  Object.fromEntries(Object.entries(entries).map(([id, tex]) => [id, render(tex)]));

/** What the generated file must hold. */
export const rendered = () => ({ equations: renderAll(EQUATIONS), symbols: renderAll(SYMBOLS) });

function equationsModule() {
  return `/** The page's equations as MathML. Made by scripts/equations.mjs from TeX: change them there. */

export const EQUATIONS = {
${table(EQUATIONS)}} as const satisfies Record<string, string>;

export type EquationId = keyof typeof EQUATIONS;

/** Single symbols, for the sentences that gloss them. */
export const SYMBOLS = {
${table(SYMBOLS)}} as const satisfies Record<string, string>;

export type SymbolId = keyof typeof SYMBOLS;
`;
}

const target = resolve(dirname(fileURLToPath(import.meta.url)), '../src/ui/equations.generated.ts');
if (process.argv[1] === fileURLToPath(import.meta.url)) writeFileSync(target, equationsModule());
