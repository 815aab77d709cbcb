/** The first view's equations as MathML. Made by scripts/docs/equations.mjs from TeX: change them there. */

import type { MORE_SYMBOLS } from './moreEquations.generated';

export const EQUATIONS = {
  ddpm: '<span class="term"><math><mrow><msub><mi>x</mi><mrow><mi>t</mi><mo>−</mo><mn>1</mn></mrow></msub><mo>=</mo></mrow></math></span><wbr><span class="term"><span data-sym="c1" tabindex="0" role="group" aria-label="c one, the weight of the guess"><math><mrow><msub><mi>c</mi><mn>1</mn></msub></mrow></math></span><span data-sym="x0hat" tabindex="0" role="group" aria-label="x hat zero, the guess"><math><mrow><msub><mover><mi>x</mi><mo stretchy="false" class="chr-sml wbk-sml-acc">ˆ</mo></mover><mn>0</mn></msub></mrow></math></span></span><wbr><span class="term"><math><mrow><mo form="infix">+</mo></mrow></math><span data-sym="c2" tabindex="0" role="group" aria-label="c two, the weight of the samples now"><math><mrow><msub><mi>c</mi><mn>2</mn></msub></mrow></math></span><span data-sym="xt" tabindex="0" role="group" aria-label="x t, the samples now"><math><mrow><msub><mi>x</mi><mi>t</mi></msub></mrow></math></span></span><wbr><span class="term"><math><mrow><mo form="infix">+</mo></mrow></math><span data-sym="z" tabindex="0" role="group" aria-label="fresh noise"><math><mrow><mrow><msub><mi>σ</mi><mi>t</mi></msub><mi>z</mi></mrow></mrow></math></span></span>',
  score:
    '<span class="term"><span data-sym="score" tabindex="0" role="group" aria-label="the score"><math><mrow><mrow><mo form="prefix" stretchy="false" lspace="0em" rspace="0em">∇</mo><mrow><mi>log</mi><mo>⁡</mo><mspace width="0.1667em"></mspace></mrow><msub><mi>p</mi><mi>t</mi></msub><mrow><mo fence="true" form="prefix" stretchy="false">(</mo><mi>x</mi><mo fence="true" form="postfix" stretchy="false">)</mo></mrow></mrow></mrow></math></span><math><mrow><mo>=</mo></mrow></math></span><wbr><span class="term"><math><mrow><mo form="prefix" stretchy="false">−</mo></mrow></math><span data-sym="eps" tabindex="0" role="group" aria-label="epsilon theta, the predicted noise"><math><mrow><msub><mi>ε</mi><mi>θ</mi></msub></mrow></math></span><math><mrow><mo fence="true" form="prefix" stretchy="false">(</mo><mi>x</mi><mo separator="true">,</mo><mi>t</mi><mo fence="true" form="postfix" stretchy="false">)</mo></mrow></math></span><wbr><span class="term"><math><mrow><mspace width="0.1667em"></mspace><mi>/</mi><mspace width="0.1667em"></mspace></mrow></math><span data-sym="sigma" tabindex="0" role="group" aria-label="sigma t"><math><mrow><msub><mi>σ</mi><mi>t</mi></msub></mrow></math></span></span>',
  loss: '<span class="term"><math><mrow><mi>L</mi><mo>=</mo></mrow></math></span><wbr><span class="term"><math><mrow><mi>𝔼</mi><mspace width="0.1667em"></mspace><mi>‖</mi></mrow></math><span data-sym="epsdraw" tabindex="0" role="group" aria-label="epsilon, the noise that was added"><math><mrow><mi>ε</mi></mrow></math></span></span><wbr><span class="term"><math><mrow><mo form="infix">−</mo></mrow></math><span data-sym="eps" tabindex="0" role="group" aria-label="epsilon theta, the predicted noise"><math><mrow><msub><mi>ε</mi><mi>θ</mi></msub></mrow></math></span><math><mrow><mo fence="true" form="prefix" stretchy="false">(</mo><msub><mi>x</mi><mi>t</mi></msub><mo separator="true">,</mo><mi>t</mi><mo fence="true" form="postfix" stretchy="false">)</mo><msup><mi>‖</mi><mn>2</mn></msup></mrow></math></span>',
} as const satisfies Record<string, string>;

export type FirstEquationId = keyof typeof EQUATIONS;

/** Single symbols, for the sentences that gloss them. */
export const SYMBOLS = {
  x0hat:
    '<math><msub><mover><mi>x</mi><mo stretchy="false" class="chr-sml wbk-sml-acc">ˆ</mo></mover><mn>0</mn></msub></math>',
  score:
    '<math><mrow><mo form="prefix" stretchy="false">∇</mo><mrow><mi>log</mi><mo>⁡</mo><mspace width="0.1667em"></mspace></mrow><msub><mi>p</mi><mi>t</mi></msub></mrow></math>',
  udraw: '<math><mi>u</mi></math>',
  ode: '<math><mrow><mstyle displaystyle="false" scriptlevel="0"><mfrac><mn>1</mn><mn>2</mn></mfrac></mstyle><msup><mi>g</mi><mn class="tml-sml-pad">2</mn></msup></mrow></math>',
  wiener:
    '<math><mrow><mi>g</mi><mspace width="0.1667em"></mspace><mi>d</mi><mover><mi>w</mi><mo stretchy="false" class="chr-med wbk-med-acc">‾</mo></mover></mrow></math>',
} as const satisfies Record<string, string>;

export type SymbolId = keyof typeof SYMBOLS | keyof typeof MORE_SYMBOLS;
