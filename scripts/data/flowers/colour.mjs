/** Colours are [red, green, blue] of 0 to 1, as files and screens have them. */
export const hex = (text) => [0, 2, 4].map((k) => Number.parseInt(text.slice(k, k + 2), 16) / 255);
export const mix = (from, to, share) => from.map((value, k) => value + share * (to[k] - value));
export const darker = (colour, share) => colour.map((value) => value * (1 - share));
export const lighter = (colour, share) => mix(colour, [1, 1, 1], share);
/** What a colour looks like in light of another. */
export const under = (light, colour) => colour.map((value, k) => Math.min(1, value * light[k]));
/** A colour a little off, as no two plants are alike. */
export const varied = (chance, colour, by = 0.05) =>
  colour.map((value) => Math.min(1, Math.max(0, value + chance.between(-by, by))));
