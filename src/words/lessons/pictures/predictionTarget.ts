/** What an error of ε, x₀ or v becomes, and what the three draw: controls, charts and the sentences that are computed. */

export const clipping = { unclipped: 'x̂₀ as it is', clipped: 'x̂₀ clipped' };
export const time = 'Time t';
export const errorIn = 'Error in';
export const samplesWith = 'Samples with';
export const factorPicture = 'Factor of an error';
export const measuredPicture = 'Measured by target';

interface Factor {
  readonly target: string;
  readonly factor: string;
}
export const factors = (time: number, of: string, each: readonly Factor[]) =>
  `At t = ${time} an error of the output reaches ${of} times ${each.map(({ target, factor }) => `${factor} for ${target}`).join(', ')}.`;

interface Measured {
  readonly steps: number;
  readonly clipping: keyof typeof clipping;
  /** "ε 118 ± 3", one a target. */
  readonly values: readonly string[];
  readonly floor: string;
}
export const targets = ({ steps, clipping: kind, values, floor }: Measured) =>
  `Measured with ${steps} DDIM steps, ${clipping[kind]} (energy distance, 3 seeds): ${values.join(', ')}; real data: ${floor}.`;

export const factorIn = (of: string) => `factor of an error in ${of}`;
