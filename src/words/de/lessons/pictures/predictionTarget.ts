/** What an error of ε, x₀ or v becomes, and what the three draw: controls, charts and the sentences that are computed. */

export const clipping = { unclipped: 'x̂₀ unverändert', clipped: 'x̂₀ begrenzt' };
export const time = 'Zeit t';
export const errorIn = 'Fehler in';
export const samplesWith = 'Stichproben mit';
export const factorPicture = 'Faktor eines Fehlers';
export const measuredPicture = 'Gemessen nach Zielgröße';

interface Factor {
  readonly target: string;
  readonly factor: string;
}
export const factors = (time: number, of: string, each: readonly Factor[]) =>
  `Bei t = ${time} erreicht ein Fehler der Ausgabe ${of} mit dem Faktor ${each.map(({ target, factor }) => `${factor} für ${target}`).join(', ')}.`;

interface Measured {
  readonly steps: number;
  readonly clipping: keyof typeof clipping;
  /** "ε 118 ± 3", one a target. */
  readonly values: readonly string[];
  readonly floor: string;
}
export const targets = ({ steps, clipping: kind, values, floor }: Measured) =>
  `Gemessen mit ${steps} DDIM-Schritten, ${clipping[kind]} (Energieabstand, 3 Seeds): ${values.join(', ')}; echte Daten: ${floor}.`;

export const factorIn = (of: string) => `Faktor eines Fehlers in ${of}`;
